/** UBL tax groups: category of a line, allowance or breakdown, and the totals of VAT in one or two currencies. */
import { parseDecimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { LineVat, VatBreakdown } from '../../model/tax.ts';
import { attributeOf, childOf, type XmlElement } from '../../xml/element.ts';
import { note, unreadElement, xpathOf, type Build, type Session } from '../session.ts';
import { amount, decimal, descend, fixed, into, item, nested, put, table, text, type Read, type Table } from '../table.ts';

type V = Build<VatBreakdown>;

/** cac:TaxScheme: only VAT is a term of the model; another scheme is unread and noted. */
const VAT_SCHEME: Read<{ otherTax?: string }> = (element, target, session) => {
  const scheme = childOf(element, 'cbc:ID')?.text.trim() ?? '';
  if (scheme.toUpperCase() !== 'VAT') {
    session.facts.taxSchemes.push({ path: xpathOf(session, element), scheme });
    put(element, target, 'otherTax', scheme, session);
  }
  descend(element, target, SCHEME, session);
};
const SCHEME = table<object>({ 'cbc:ID': fixed('VAT', 'vat', 'Vat') });

/** Category of a line (BG-30), an allowance or charge, or a breakdown row. */
export const CATEGORY: Table<Build<LineVat>> = table<Build<LineVat>>({
  'cbc:ID': text('category'),
  'cbc:Percent': decimal('rate'),
  'cbc:TaxExemptionReasonCode': text('reasonCode'),
  'cbc:TaxExemptionReason': text('reason'),
  'cac:TaxScheme': VAT_SCHEME,
});

const SUBTOTAL = table<V>({
  'cbc:TaxableAmount': amount('base'),
  'cbc:TaxAmount': amount('amount'),
  'cac:TaxCategory': into(CATEGORY as Table<V>),
});

type I = Build<Invoice>;

const VAT_TOTAL = table<I>({ 'cbc:TaxAmount': nested('totals', amount('vat')), 'cac:TaxSubtotal': item('vat', SUBTOTAL) });
const ACCOUNTING_TOTAL = table<I>({ 'cbc:TaxAmount': nested('totals', amount('vatAccounting')) });

/** cac:TaxTotal is BT-110 with the breakdown, or BT-111: the currency tells, or the breakdown when both are the same. */
export const TAX_TOTAL: Read<I> = (element, invoice, session) => {
  const { head } = session;
  const written = childOf(element, 'cbc:TaxAmount');
  const currency = written === undefined ? undefined : attributeOf(written, 'currencyID');
  const subtotals = element.children.filter((child) => child.name === 'cac:TaxSubtotal').length;
  noteTotal(session, written, currency, subtotals);
  const accounting = currency !== undefined && currency === head.vatCurrency && currency !== head.currency;
  // the amount alone may come first, and the breakdown in a group of its own after it
  if (!accounting && invoice.vat === undefined && (invoice.totals?.vat === undefined || subtotals > 0)) {
    descend(element, invoice, VAT_TOTAL, session);
  } else if (subtotals === 0 && currency === head.vatCurrency && invoice.totals?.vatAccounting === undefined) {
    descend(element, invoice, ACCOUNTING_TOTAL, session);
  } else {
    note(session, session.facts.repeated, element);
    unreadElement(session, element);
  }
};

function noteTotal(session: Session, written: XmlElement | undefined, currency: string | undefined, subtotals: number): void {
  const value = written === undefined ? null : parseDecimal(written.text);
  session.facts.vatTotals.push({
    subtotals, ...(currency === undefined ? {} : { currency }), ...(value === null ? {} : { amount: value }),
  });
}
