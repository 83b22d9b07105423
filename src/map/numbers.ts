/**
 * Exact decimals out of the numbers of a JSON record. ERPs write binary doubles there: `120.0`, `1e-05`, and the noise
 * of a sum such as `1200.3000000000002`. A double carries 15 decimal digits faithfully, so what comes after the 15th
 * significant digit is noise and is taken off; nothing else is ever rounded.
 */
import { round, trim, type Decimal } from '../model/decimal.ts';
import { digitsOf, type Raw } from './record.ts';

const SHAPE = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
const EXPONENT_MAX = 40;
const FAITHFUL_DIGITS = 15;

/** The decimal of a number token; undefined for anything else and for numbers no invoice can hold. */
export function decimalOf(raw: Raw): Decimal | undefined {
  const text = digitsOf(raw);
  if (text === undefined) return undefined;
  const match = SHAPE.exec(text);
  if (match === null || text.length > 60) return undefined;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number.parseInt(exponentText, 10);
  if (Math.abs(exponent) > EXPONENT_MAX) return undefined;
  const scale = fraction.length - exponent;
  const units = BigInt(`${sign}${whole}${fraction}`);
  const value = scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
  return trim(withoutNoise(value, text));
}

/** Only what a double cannot carry faithfully: 16 or more significant digits, some of them behind the point. */
function withoutNoise(value: Decimal, text: string): Decimal {
  const digits = (value.units < 0n ? -value.units : value.units).toString().length;
  if (digits <= FAITHFUL_DIGITS || value.scale === 0 || !/[.eE]/.test(text)) return value;
  return round(value, Math.max(0, value.scale - (digits - FAITHFUL_DIGITS)));
}
