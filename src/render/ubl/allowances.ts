/** Allowances and charges of a document or a line → UBL cac:AllowanceCharge, allowances first. */
import type { AllowanceCharge } from '../../model/tax.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { decimal, type Amount } from '../values.ts';
import { category } from './vat.ts';

interface Both {
  readonly allowances?: readonly AllowanceCharge[];
  readonly charges?: readonly AllowanceCharge[];
}

export function allowancesAndCharges({ allowances, charges }: Both, amount: Amount): string {
  return each(allowances, (one) => allowanceCharge(one, 'false', amount)) + each(charges, (one) => allowanceCharge(one, 'true', amount));
}

function allowanceCharge(one: AllowanceCharge, indicator: string, amount: Amount): string {
  return group('cac:AllowanceCharge', leaf('cbc:ChargeIndicator', indicator)
    + leaf('cbc:AllowanceChargeReasonCode', one.reasonCode)
    + leaf('cbc:AllowanceChargeReason', one.reason)
    + decimal('cbc:MultiplierFactorNumeric', one.percent)
    + amount('cbc:Amount', one.amount)
    + amount('cbc:BaseAmount', one.base)
    + (one.vat === undefined ? '' : category('cac:TaxCategory', one.vat)));
}
