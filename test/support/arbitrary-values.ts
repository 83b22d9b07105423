/** Single values for property tests: texts as hostile as XML lets them be, decimals of every scale and sign, days. */
import fc from 'fast-check';
import type { Decimal } from '../../src/model/decimal.ts';

export type Arbitraries<T> = { readonly [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> };

/** Some members present, others absent, at least one; `required` always there. */
export function some<T extends object>(members: Arbitraries<T>, required: readonly (keyof T & string)[] = []): fc.Arbitrary<T> {
  const made = fc.record(members, { requiredKeys: [...required], noNullPrototype: true }) as unknown as fc.Arbitrary<T>;
  return required.length > 0 ? made : made.filter((value) => Object.keys(value).length > 0);
}

export function record<T>(members: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(members, { noNullPrototype: true });
}

export function list<T>(one: fc.Arbitrary<T>, most = 2): fc.Arbitrary<T[]> {
  return fc.array(one, { minLength: 1, maxLength: most });
}

const PLAIN = [...'abcdéàœABC 0123456789-/.,'];
const MARKUP = ['&', '<', '>', '"', "'", ']]>', '<!--', '&amp;', '&#10;', '<?', '%', '{', '\\', '#', '|', ';', '='];
const BLANKS = [' ', '  ', '\n', '\t', '\r', '\r\n', '\u00a0', '\u0085', '\u2028', '\u3000', '\u200b'];
/** Beyond the first plane, combining, right to left and their marks, byte order mark, ends of the planes, no characters but allowed. */
const FOREIGN = [
  '€',
  '😀',
  '𝔸',
  '\u{10ffff}',
  'e\u0301',
  '\u0301',
  'שלום',
  'العربية',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ufdd0',
  '\u007f',
  '\ufffd',
  'ﬁ',
  'İ',
];

const unit = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 2, arbitrary: fc.constantFrom(...MARKUP) },
  { weight: 2, arbitrary: fc.constantFrom(...BLANKS) },
  { weight: 1, arbitrary: fc.constantFrom(...FOREIGN) },
);

/**
 * Every text that XML 1.0 can hold, blanks at the edges and nothing but blanks included. Never empty: an empty text in an
 * invoice is a term without a value, which no rendition is asked to tell from an absent one.
 */
export const anyText: fc.Arbitrary<string> = fc.array(unit, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));

/** As before, in words that begin with a letter: what most names and notes look like. */
export const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: anyText.map((text) => `a${text}`) },
  { weight: 1, arbitrary: anyText },
);

/** Identifiers and codes, mostly of usual characters. */
export const token: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...'abcXYZ0123456789-_/&<'), { minLength: 1, maxLength: 10 }).map((parts) => `t${parts.join('')}`),
  },
  { weight: 1, arbitrary: anyText },
);

/** The longest text that is read as a number has 60 characters (model/decimal.ts): sums of two of these have no more. */
export const decimal: fc.Arbitrary<Decimal> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n) },
      { weight: 1, arbitrary: fc.constantFrom(0n, 1n, -1n, 10n ** 25n, -(10n ** 25n) + 1n) },
    ),
    fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 1, arbitrary: fc.integer({ min: 7, max: 30 }) }),
  )
  .map(([units, scale]) => ({ units, scale }));

export const day: fc.Arbitrary<string> = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
