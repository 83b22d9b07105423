/**
 * The typed transforms that `as:` names. Each reads one value of an ERP and gives a text, an exact decimal, a truth value
 * or an identifier, or says that it cannot: it never guesses and never rounds unless its argument asks for it.
 */
import { nearest } from '../base/text.ts';
import { absolute, formatDecimal, negate, parseDecimal, round, trim, type Decimal } from '../model/decimal.ts';
import type { Identifier } from '../model/party.ts';
import { decimalOf } from './numbers.ts';
import { digitsOf, type Raw } from './record.ts';
import { asBool, asCountry, asDate, asDay, asHtml, type Reading } from './read-value.ts';
import { asIban, asSiren, asSiret, asVat } from './read-identifier.ts';

export type Value = string | boolean | Decimal | Identifier;

/** `as: decimal 2` is the transform `decimal` with the argument `2`. */
export interface Transform {
  readonly name: string;
  readonly argument?: string;
}

interface TransformRule {
  readonly read: (raw: Raw, argument: string | undefined) => Value | undefined;
  /** Undefined: takes no argument. */
  readonly argument?: { readonly what: string; readonly accepts: RegExp; readonly required?: true };
  readonly doc: string;
}

const DIGITS = { what: 'a number of fraction digits, 0 to 12', accepts: /^(?:\d|1[0-2])$/ } as const;

export const TRANSFORMS: Readonly<Record<string, TransformRule>> = {
  text: { read: (raw) => textOf(raw), doc: 'the text, without spaces around it' },
  upper: { read: (raw) => textOf(raw)?.toUpperCase(), doc: 'the text in upper case' },
  code: { read: (raw) => textOf(raw)?.replace(/\s+/g, ''), doc: 'the text without any space' },
  html: { read: (raw) => viaText(raw, asHtml), doc: 'the text of an HTML field' },
  decimal: {
    read: (raw, digits) => decimalAt(raw, digits, (value) => value),
    argument: DIGITS,
    doc: 'an exact decimal',
  },
  absolute: {
    read: (raw, digits) => decimalAt(raw, digits, absolute),
    argument: DIGITS,
    doc: 'a decimal without its sign',
  },
  negate: {
    read: (raw, digits) => decimalAt(raw, digits, negate),
    argument: DIGITS,
    doc: 'a decimal with the other sign',
  },
  date: { read: (raw) => viaText(raw, asDate), doc: 'a day written YYYY-MM-DD' },
  day: {
    read: (raw, zone) => viaText(raw, (text) => asDay(text, zone ?? 'UTC')),
    argument: { what: 'a time zone such as Europe/Paris', accepts: /^(?:UTC|[A-Z][A-Za-z]+\/[A-Za-z_]+)$/ },
    doc: 'the day of a date and time in UTC',
  },
  bool: { read: (raw) => asBool(raw), doc: 'true or false' },
  country: { read: (raw) => viaText(raw, asCountry), doc: 'an ISO 3166-1 alpha-2 country' },
  siren: { read: (raw) => viaText(raw, asSiren), doc: 'a SIREN, also out of a SIRET or a French VAT number' },
  siret: { read: (raw) => viaText(raw, asSiret), doc: 'a SIRET' },
  vat: { read: (raw) => viaText(raw, asVat), doc: 'a VAT number with its country prefix' },
  iban: { read: (raw) => viaText(raw, asIban), doc: 'an IBAN or another account number, without spaces' },
  identifier: {
    read: (raw, scheme) => viaText(raw, (value) => ({ value, ...(scheme === undefined ? {} : { scheme }) })),
    argument: { what: 'a scheme such as 0225', accepts: /^[A-Za-z0-9]{2,8}$/ },
    doc: 'an identifier, with its scheme',
  },
};

/** The transform that a text names, or the sentence that says what was expected. */
export function parseTransform(text: string): Transform | { readonly problem: string } {
  const [name = '', argument, ...more] = text.trim().split(/\s+/);
  const rule = Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name] : undefined;
  if (rule === undefined) {
    const near = nearest(name, Object.keys(TRANSFORMS));
    const hint = near === undefined ? `one of ${Object.keys(TRANSFORMS).join(', ')}` : `did you mean \`${near}\`?`;
    return { problem: `\`${name}\` is no transform: ${hint}` };
  }
  if (more.length > 0) return { problem: `\`as: ${name}\` takes at most one argument` };
  if (argument === undefined) return { name };
  if (rule.argument === undefined) return { problem: `\`as: ${name}\` takes no argument` };
  if (!rule.argument.accepts.test(argument))
    return { problem: `the argument of \`as: ${name}\` is ${rule.argument.what}` };
  return { name, argument };
}

/** The value read, or undefined when the transform cannot read it. */
export function transform(raw: Raw, by: Transform): Value | undefined {
  return TRANSFORMS[by.name]?.read(raw, by.argument);
}

export function nameOf(by: Transform): string {
  return by.argument === undefined ? by.name : `${by.name} ${by.argument}`;
}

export function isDecimal(value: Value | undefined): value is Decimal {
  return typeof value === 'object' && 'units' in value;
}

export function isIdentifier(value: Value | undefined): value is Identifier {
  return typeof value === 'object' && 'value' in value;
}

/** A value as a reader of its story sees it. */
export function textOfValue(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isDecimal(value)) return formatDecimal(value);
  return value.scheme === undefined ? value.value : `${value.scheme}:${value.value}`;
}

function textOf(raw: Raw): string | undefined {
  if (typeof raw === 'string') return raw.trim();
  const digits = digitsOf(raw);
  if (digits === undefined) return typeof raw === 'boolean' ? String(raw) : undefined;
  const value = decimalOf(raw);
  return value === undefined ? digits : formatDecimal(trim(value));
}

function viaText<T extends Reading>(raw: Raw, read: (text: string) => T | undefined): T | undefined {
  const text = textOf(raw);
  return text === undefined ? undefined : read(text);
}

function decimalAt(raw: Raw, digits: string | undefined, change: (value: Decimal) => Decimal): Decimal | undefined {
  const value = typeof raw === 'string' ? (parseDecimal(raw) ?? undefined) : decimalOf(raw);
  if (value === undefined) return undefined;
  return change(digits === undefined ? value : round(value, Number.parseInt(digits, 10)));
}
