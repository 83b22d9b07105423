/** CII tax groups: category of a line or allowance, breakdown BG-23, and the VAT point BT-7 and BT-8 that stand in it. */
import type { Invoice } from '../../model/invoice.ts';
import type { LineVat, VatBreakdown } from '../../model/tax.ts';
import { childOf, type XmlElement } from '../../xml/element.ts';
import { xpathOf, type Build } from '../session.ts';
import { amount, closeLeaf, code, decimal, descend, group, pushItem, put, rooted, table, text, type Read, type Table } from '../table.ts';
import { date } from './dates.ts';

type I = Build<Invoice>;
type V = Build<VatBreakdown>;

/** Only VAT is a term of the model; another tax is unread and noted. */
const TYPE: Read<{ otherTax?: string }> = (element, target, session) => {
  const type = element.text.trim();
  if (type !== 'VAT') {
    session.facts.taxSchemes.push({ path: xpathOf(session, element), scheme: type });
    session.unread.push({ path: xpathOf(session, element), value: type });
  }
  // the artefacts take any case, but no space around it
  if (element.text.toUpperCase() !== 'VAT') put(element, target, 'otherTax', type, session);
  closeLeaf(element, session);
};

export const CATEGORY: Table<Build<LineVat>> = table<Build<LineVat>>({
  'ram:TypeCode': TYPE,
  'ram:ExemptionReason': text('reason'),
  'ram:CategoryCode': text('category'),
  'ram:ExemptionReasonCode': text('reasonCode'),
  'ram:RateApplicablePercent': decimal('rate'),
});

/** The tax of a line, an allowance or a charge; one that does not say what it is may not be taken for VAT. */
export const TAX: Read<{ vat?: Build<LineVat> }> = (element, target, session) => {
  const known = target.vat;
  IN_VAT(element, target, session);
  if (known === undefined && target.vat !== undefined) noteUntyped(element, target.vat);
};
const IN_VAT = group<'vat', Build<LineVat>>('vat', CATEGORY);

function noteUntyped(element: XmlElement, target: { otherTax?: string }): void {
  if (childOf(element, 'ram:TypeCode') === undefined) target.otherTax = '';
}

/** CII writes UNTDID 2475 where UBL and the model have UNTDID 2005. */
const VAT_POINT = { '5': '3', '29': '35', '72': '432' } as const;

const ROWS = table<V>({
  ...Object.fromEntries(CATEGORY),
  'ram:CalculatedAmount': amount('amount'),
  'ram:BasisAmount': amount('base'),
  'ram:TaxPointDate': rooted(date('vatPointDate')),
  'ram:DueDateTypeCode': rooted(code('vatPointCode', VAT_POINT)),
});

const POINT = new Set(['ram:TypeCode', 'ram:TaxPointDate', 'ram:DueDateTypeCode']);

/** A group that holds nothing but the VAT point is no row of the breakdown. */
export const BREAKDOWN: Read<I> = (element, invoice, session) => {
  if (element.children.length > 0 && element.children.every((child) => POINT.has(child.name))) descend(element, {}, ROWS, session);
  else noteUntyped(element, pushItem(element, invoice, 'vat', ROWS, session));
};
