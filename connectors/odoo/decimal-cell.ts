/** Amounts of Odoo's rows as exact decimals. */
import { parseDecimal, ZERO, type Decimal } from '../../src/model/decimal.ts';
import { numberOf, type OdooValue } from './value.ts';

/** Zero for a field that is empty or that this version lacks. */
export function decimalCell(value: OdooValue | undefined): Decimal {
  return parseDecimal(numberOf(value) ?? '0') ?? ZERO;
}
