/** Allowances and charges of a document or a line → CII ram:SpecifiedTradeAllowanceCharge, allowances first. */
import type { AllowanceCharge } from '../../model/tax.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { decimal } from '../values.ts';
import { category } from './vat.ts';

interface Both {
  readonly allowances?: readonly AllowanceCharge[];
  readonly charges?: readonly AllowanceCharge[];
}

export function allowancesAndCharges({ allowances, charges }: Both): string {
  return each(allowances, (one) => allowanceCharge(one, 'false')) + each(charges, (one) => allowanceCharge(one, 'true'));
}

export function indicator(value: 'true' | 'false'): string {
  return `<ram:ChargeIndicator><udt:Indicator>${value}</udt:Indicator></ram:ChargeIndicator>`;
}

function allowanceCharge(one: AllowanceCharge, kind: 'true' | 'false'): string {
  return group('ram:SpecifiedTradeAllowanceCharge', indicator(kind)
    + decimal('ram:CalculationPercent', one.percent)
    + decimal('ram:BasisAmount', one.base)
    + decimal('ram:ActualAmount', one.amount)
    + leaf('ram:ReasonCode', one.reasonCode)
    + leaf('ram:Reason', one.reason)
    + category('ram:CategoryTradeTax', one.vat));
}
