/** Values of the core as JSON for people and programs: exact decimals as their text, `"12.50"`. */
import type { Json } from '../base/json.ts';
import { formatDecimal, type Decimal } from '../model/decimal.ts';

export function plainJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return value as Json;
  if (Array.isArray(value)) return value.map((item: unknown) => plainJson(item));
  if (isDecimal(value)) return formatDecimal(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, plainJson(member)]),
  );
}

function isDecimal(value: object): value is Decimal {
  return 'units' in value && typeof value.units === 'bigint' && 'scale' in value;
}
