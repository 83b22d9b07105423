/** The CEL environment: exact decimals as a type of their own, and the few functions a mapping may use. */
import { Environment } from '@marcbachmann/cel-js';
import {
  absolute,
  add,
  compare,
  divide,
  formatDecimal,
  multiply,
  negate,
  parseDecimal,
  round,
  subtract,
  trim,
  type Decimal,
} from '../model/decimal.ts';

/** A class only because the engine recognises values by their constructor. */
export class CelDecimal {
  readonly value: Decimal;
  constructor(value: Decimal) {
    this.value = value;
  }
}

/** A quotient keeps this many fraction digits; round() says what is wanted of it. */
const QUOTIENT_DIGITS = 12;

/** Functions and methods that expressions may call; whatever else the engine offers is refused at load. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  dec: "dec('1.20'): an exact decimal",
  text: 'text(x): the text of a value, empty for an absent one',
  round: 'round(x, 2): half away from zero',
  abs: 'abs(x): without its sign',
  negate: 'negate(x): with the other sign',
  trim: "'  a '.trim()",
  plain: 'plain(x): a decimal without trailing zeros, as text',
  present: 'present(x): false for an absent or empty value',
  size: 'size(list or text)',
  contains: "'abc'.contains('b')",
  startsWith: "'abc'.startsWith('a')",
  endsWith: "'abc'.endsWith('c')",
  indexOf: "'abc'.indexOf('b')",
  substring: "'abc'.substring(0, 2)",
  lowerAscii: "'A'.lowerAscii()",
  upperAscii: "'a'.upperAscii()",
  join: "['a', 'b'].join(', ')",
  distinct: 'distinct(list): without repetitions and absent values',
  toHtml: 'toHtml(x): a text as HTML, its signs escaped and its lines kept',
  exists: 'list.exists(x, condition)',
  exists_one: 'list.exists_one(x, condition)',
  all: 'list.all(x, condition)',
  filter: 'list.filter(x, condition)',
  map: 'list.map(x, value)',
};

/** Those that take a variable of their own and go through a list. */
export const MACROS: readonly string[] = ['exists', 'exists_one', 'all', 'filter', 'map'];

type Pair<T> = (a: CelDecimal, b: CelDecimal) => T;

function operators(environment: Environment): Environment {
  const arithmetic: Readonly<Record<string, Pair<CelDecimal>>> = {
    '+': (a, b) => new CelDecimal(add(a.value, b.value)),
    '-': (a, b) => new CelDecimal(subtract(a.value, b.value)),
    '*': (a, b) => new CelDecimal(multiply(a.value, b.value)),
    '/': (a, b) => new CelDecimal(divide(a.value, b.value, QUOTIENT_DIGITS)),
  };
  const comparison: Readonly<Record<string, Pair<boolean>>> = {
    '<': (a, b) => compare(a.value, b.value) < 0,
    '<=': (a, b) => compare(a.value, b.value) <= 0,
    '>': (a, b) => compare(a.value, b.value) > 0,
    '>=': (a, b) => compare(a.value, b.value) >= 0,
    '==': (a, b) => compare(a.value, b.value) === 0,
  };
  for (const [sign, run] of Object.entries({ ...arithmetic, ...comparison })) {
    environment.registerOperator(`Decimal ${sign} Decimal`, run);
    if (sign === '==') continue; // the engine compares different types as unequal; integers are written dec('2')
    environment.registerOperator(`Decimal ${sign} int`, (a: CelDecimal, b: bigint) => run(a, ofInteger(b)));
    environment.registerOperator(`int ${sign} Decimal`, (a: bigint, b: CelDecimal) => run(ofInteger(a), b));
  }
  return environment;
}

function ofInteger(value: bigint): CelDecimal {
  return new CelDecimal({ units: value, scale: 0 });
}

function functions(environment: Environment): Environment {
  return environment
    .registerFunction('dec(string): Decimal', decimalOf)
    .registerFunction('dec(int): Decimal', ofInteger)
    .registerFunction('dec(Decimal): Decimal', (value: CelDecimal) => value)
    .registerFunction(
      'round(Decimal, int): Decimal',
      (value: CelDecimal, digits: bigint) => new CelDecimal(round(value.value, wholeOf(digits))),
    )
    .registerFunction('abs(Decimal): Decimal', (value: CelDecimal) => new CelDecimal(absolute(value.value)))
    .registerFunction('negate(Decimal): Decimal', (value: CelDecimal) => new CelDecimal(negate(value.value)))
    .registerFunction('plain(Decimal): string', (value: CelDecimal) => formatDecimal(trim(value.value)))
    .registerFunction('text(dyn): string', textOf)
    .registerFunction('toHtml(string): string', htmlOf)
    .registerFunction('distinct(list): list', (values: readonly unknown[]) => [...new Set(values.filter((value) => isPresent(value)))])
    .registerFunction('present(dyn): bool', isPresent);
}

/** Fraction digits asked for, between none and the most a term can have. */
function wholeOf(digits: bigint): number {
  return digits < 0n ? 0 : digits > 12n ? 12 : Number.parseInt(digits.toString(), 10);
}

/** @throws RangeError the text is no decimal; the caller turns it into a fault */
function decimalOf(text: string): CelDecimal {
  const value = parseDecimal(text);
  if (value === null) throw new RangeError('dec() was given a text that is no decimal');
  return new CelDecimal(value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof CelDecimal) return formatDecimal(value.value);
  return typeof value === 'string' ? value : typeof value === 'bigint' || value === true ? String(value) : '';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '<br>' };

function htmlOf(text: string): string {
  return text.trim().replaceAll(/[&<>"\n]/g, (sign) => ENTITIES[sign] ?? '');
}

function isPresent(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof CelDecimal) return true;
  return typeof value !== 'object' || Object.values(value).some((member) => isPresent(member));
}

export const ENVIRONMENT: Environment = functions(
  operators(
    new Environment({
      unlistedVariablesAreDyn: true,
      homogeneousAggregateLiterals: false,
      limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 1, maxCallArguments: 4 },
    }).registerType('Decimal', { ctor: CelDecimal, fields: {} }),
  ),
);

/** Names that the engine binds itself (`type`, `int`, `list`, …) or keeps for its grammar: no variable can have them. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...ENVIRONMENT.getDefinitions().variables.map(({ name }) => name),
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);
