/**
 * Exact decimals: the only arithmetic on amounts. The scale is the number of fraction digits as written, so the
 * lexical form survives (`1.50` keeps scale 2) where a rule looks at it.
 */
export interface Decimal {
  /** The value without its point: `1.50` has 150. */
  readonly units: bigint;
  /** Fraction digits, 0 or more. */
  readonly scale: number;
}

/** Zero without fraction digits. */
export const ZERO: Decimal = { units: 0n, scale: 0 };

/** Longest text taken as a number: hostile input must not make us build huge integers. */
const LENGTH_MAX = 60;
const SHAPE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Digits that a double holds exactly. */
const EXACT_DIGITS = 15;
const [MINUS, POINT, ZERO_DIGIT] = [45, 46, 48];

/** What nearly every amount is: digits, perhaps a minus before and a point within. null: anything else. */
function parsePlain(text: string): Decimal | null {
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  const { length } = text;
  if (length === start || length - start > EXACT_DIGITS) return null;
  let value = 0;
  let point = -1;
  for (let index = start; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === POINT && point < 0 && index > start) point = index;
    else if (code < ZERO_DIGIT || code > ZERO_DIGIT + 9) return null;
    else value = value * 10 + (code - ZERO_DIGIT);
  }
  return { units: BigInt(negative ? -value : value), scale: point < 0 ? 0 : length - point - 1 };
}

/** The decimal a text writes, or null when it writes none (exponents are refused; xsd:decimal has none). */
export function parseDecimal(text: string): Decimal | null {
  return parsePlain(text) ?? parseAny(text);
}

function parseAny(text: string): Decimal | null {
  const trimmed = text.trim();
  if (trimmed.length > LENGTH_MAX || !SHAPE.test(trimmed)) return null;
  const point = trimmed.indexOf('.');
  if (point < 0) return { units: BigInt(trimmed.replace('+', '')), scale: 0 };
  const digits = trimmed.slice(0, point) + trimmed.slice(point + 1);
  const unsigned = digits.replace('+', '');
  return { units: BigInt(unsigned === '-' ? '0' : unsigned), scale: trimmed.length - point - 1 };
}

/** For constants in code and tests. @throws RangeError when the text is no decimal */
export function dec(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new RangeError(`not a decimal: ${text}`);
  return value;
}

/** The text of a decimal with all the fraction digits of its scale. */
export function formatDecimal(value: Decimal): string {
  const negative = value.units < 0n;
  const digits = (negative ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const text = value.scale === 0 ? digits : `${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
  return negative ? `-${text}` : text;
}

const POWERS: bigint[] = [1n];
function power(exponent: number): bigint {
  for (let next = POWERS.length; next <= exponent; next++) POWERS.push((POWERS[next - 1] as bigint) * 10n);
  return POWERS[exponent] as bigint;
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.scale === scale ? value.units : value.units * power(scale - value.scale);
}

/** Exact; with the more fraction digits of the two. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** a − b, exact; with the more fraction digits of the two. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

/** −a, with the same fraction digits. */
export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

/** a without its sign, with the same fraction digits. */
export function absolute(a: Decimal): Decimal {
  return a.units < 0n ? negate(a) : a;
}

/** Exact; with the fraction digits of both together. `round` them to what an amount may have. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** a ÷ b rounded half away from zero at `scale` fraction digits. @throws RangeError when b is zero */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  if (b.units === 0n) throw new RangeError('division by zero');
  const shift = scale + b.scale - a.scale;
  const [numerator, denominator] =
    shift >= 0 ? [a.units * power(shift), b.units] : [a.units, b.units * power(-shift)];
  return { units: divideHalfUp(numerator, denominator), scale };
}

/** Rounded half away from zero: the rounding of EN 16931 and of tax law. Widens when the scale is larger. */
export function round(a: Decimal, scale: number): Decimal {
  if (a.scale === scale) return a;
  if (a.scale <= scale) return { units: unitsAt(a, scale), scale };
  return { units: divideHalfUp(a.units, power(a.scale - scale)), scale };
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** Negative, zero or positive as a is less than, equal to or greater than b; scales do not matter. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const x = unitsAt(a, scale);
  const y = unitsAt(b, scale);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The same value; scales do not matter. */
export function equals(a: Decimal, b: Decimal): boolean {
  return a.scale === b.scale ? a.units === b.units : compare(a, b) === 0;
}

/** True for zero, whatever its fraction digits. */
export function isZero(a: Decimal): boolean {
  return a.units === 0n;
}

/** Exact; what is absent counts for nothing. Zero for none. */
export function sum(values: Iterable<Decimal | undefined>): Decimal {
  const total = new Accumulator();
  for (const value of values) if (value !== undefined) total.add(value);
  return total.value();
}

/** A sum in the making: adds without making a Decimal for each step. Starts at zero. */
export class Accumulator {
  #units = 0n;
  #scale = 0;

  add({ units, scale }: Decimal): void {
    const aligned = this.#aligned(units, scale);
    this.#units += aligned;
  }

  subtract({ units, scale }: Decimal): void {
    const aligned = this.#aligned(units, scale);
    this.#units -= aligned;
  }

  /** The sum so far, with the most fraction digits that were added. */
  value(): Decimal {
    return { units: this.#units, scale: this.#scale };
  }

  /** At the scale of the sum, which grows when it must: to be called before the sum is read. */
  #aligned(units: bigint, scale: number): bigint {
    if (scale === this.#scale) return units;
    if (scale < this.#scale) return units * power(this.#scale - scale);
    this.#units *= power(scale - this.#scale);
    this.#scale = scale;
    return units;
  }
}

/** Without trailing zero fraction digits, but never fewer than `least` of them. */
export function trim(a: Decimal, least = 0): Decimal {
  let { units, scale } = a;
  while (scale > least && units % 10n === 0n) [units, scale] = [units / 10n, scale - 1];
  return { units, scale };
}
