/** CII ram:SpecifiedTradeAllowanceCharge of a document or a line: the indicator says which list. */
import type { AllowanceCharge } from '../../model/tax.ts';
import { textAt } from '../../xml/element.ts';
import { note, type Build } from '../session.ts';
import { amount, decimal, fixed, into, pushItem, table, text, type Read } from '../table.ts';
import { TAX } from './vat.ts';

type A = Build<AllowanceCharge>;

const ALLOWANCE = table<A>({
  'ram:ChargeIndicator': into(table<A>({ 'udt:Indicator': fixed('true', 'false', '1', '0') })),
  'ram:CalculationPercent': decimal('percent'),
  'ram:BasisAmount': amount('base'),
  'ram:ActualAmount': amount('amount'),
  'ram:ReasonCode': text('reasonCode'),
  'ram:Reason': text('reason'),
  'ram:CategoryTradeTax': TAX,
});

export const ALLOWANCE_CHARGE: Read<{ allowances?: A[]; charges?: A[] }> = (element, target, session) => {
  const indicator = textAt(element, 'ram:ChargeIndicator', 'udt:Indicator');
  if (!['true', 'false', '1', '0'].includes(indicator ?? '')) note(session, session.facts.indicators, element);
  const key = indicator === 'true' || indicator === '1' ? 'charges' : 'allowances';
  pushItem(element, target, key, ALLOWANCE, session);
};
