/** VAT in CII: category of a line or allowance, breakdown BG-23, and the VAT point BT-7 and BT-8 that stand in it. */
import type { Invoice } from '../../model/invoice.ts';
import type { LineVat, VatBreakdown } from '../../model/tax.ts';
import { group, leaf } from '../../xml/writer.ts';
import { decimal } from '../values.ts';
import { date } from './dates.ts';

export function category(name: string, vat: LineVat | undefined): string {
  if (vat === undefined) return '';
  return group(name, leaf('ram:TypeCode', 'VAT')
    + leaf('ram:ExemptionReason', vat.reason)
    + leaf('ram:CategoryCode', vat.category)
    + leaf('ram:ExemptionReasonCode', vat.reasonCode)
    + decimal('ram:RateApplicablePercent', vat.rate));
}

/** CII writes UNTDID 2475 where UBL and the model have UNTDID 2005. */
const VAT_POINT: Readonly<Record<string, string>> = { '3': '5', '35': '29', '432': '72' };
const TAKEN = new Set(Object.values(VAT_POINT));

/** A code of 2005 that means something else in 2475 is not written. */
function pointCode(code: string | undefined): string | undefined {
  // a reader looks at the code without the blanks around it
  if (code === undefined || TAKEN.has(code.trim())) return undefined;
  return Object.hasOwn(VAT_POINT, code) ? VAT_POINT[code] : code;
}

function row(vat: VatBreakdown, point: string, pointDate: string): string {
  return group('ram:ApplicableTradeTax', decimal('ram:CalculatedAmount', vat.amount)
    + leaf('ram:TypeCode', 'VAT')
    + leaf('ram:ExemptionReason', vat.reason)
    + decimal('ram:BasisAmount', vat.base)
    + leaf('ram:CategoryCode', vat.category)
    + leaf('ram:ExemptionReasonCode', vat.reasonCode)
    + pointDate
    + point
    + decimal('ram:RateApplicablePercent', vat.rate));
}

/** The code of the VAT point may stand in each row, its date in one only (CII-SR-461, CII-SR-462). */
export function breakdown({ vat = [], vatPointCode, vatPointDate }: Invoice): string {
  const point = leaf('ram:DueDateTypeCode', pointCode(vatPointCode));
  const pointDate = date('ram:TaxPointDate', vatPointDate, 'udt:DateString');
  if (vat.length === 0 && point + pointDate !== '') return group('ram:ApplicableTradeTax', leaf('ram:TypeCode', 'VAT') + pointDate + point);
  let out = '';
  for (const [index, one] of vat.entries()) out += row(one, point, index === 0 ? pointDate : '');
  return out;
}
