/** UBL cac:AllowanceCharge of a document (BG-20, BG-21) or a line (BG-27, BG-28): the indicator says which list. */
import type { AllowanceCharge } from '../../model/tax.ts';
import { textAt } from '../../xml/element.ts';
import { note, type Build } from '../session.ts';
import { amount, decimal, fixed, group, pushItem, table, text, type Read } from '../table.ts';
import { CATEGORY } from './vat.ts';

type A = Build<AllowanceCharge>;

const ALLOWANCE = table<A>({
  'cbc:ChargeIndicator': fixed('true', 'false', '1', '0'),
  'cbc:AllowanceChargeReasonCode': text('reasonCode'),
  'cbc:AllowanceChargeReason': text('reason'),
  'cbc:MultiplierFactorNumeric': decimal('percent'),
  'cbc:Amount': amount('amount'),
  'cbc:BaseAmount': amount('base'),
  'cac:TaxCategory': group('vat', CATEGORY),
});

export const ALLOWANCE_CHARGE: Read<{ allowances?: A[]; charges?: A[] }> = (element, target, session) => {
  const indicator = textAt(element, 'cbc:ChargeIndicator');
  if (!['true', 'false', '1', '0'].includes(indicator ?? '')) note(session, session.facts.indicators, element);
  const key = indicator === 'true' || indicator === '1' ? 'charges' : 'allowances';
  pushItem(element, target, key, ALLOWANCE, session);
};
