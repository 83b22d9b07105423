/** CII ram:ApplicableHeaderTradeSettlement: currencies, parties of the payment, VAT, totals and what was invoiced before. */
import { parseDecimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Totals } from '../../model/totals.ts';
import { attributeOf } from '../../xml/element.ts';
import { unreadElement, type Build } from '../session.ts';
import { amount, group, into, item, nested, table, text, type Read } from '../table.ts';
import { ALLOWANCE_CHARGE } from './allowances.ts';
import { EXCHANGE_RATE } from './exchange.ts';
import { PERIOD } from './lines.ts';
import { PARTY } from './party.ts';
import { PAYMENT_ROWS } from './payment.ts';
import { PRECEDING } from './references.ts';
import { BREAKDOWN } from './vat.ts';

type I = Build<Invoice>;
type T = Build<Totals>;

const VAT_TOTAL: Read<T> = amount('vat');
const ACCOUNTING_TOTAL: Read<T> = amount('vatAccounting');

/** BT-110 or BT-111: the currency tells, or the order when both currencies are the same. */
const TAX_TOTAL: Read<T> = (element, totals, session) => {
  const { head, facts } = session;
  const currency = attributeOf(element, 'currencyID');
  const value = parseDecimal(element.text);
  facts.vatTotals.push({
    subtotals: 0, ...(currency === undefined ? {} : { currency }), ...(value === null ? {} : { amount: value }),
  });
  const inAccounting = currency !== undefined && currency === head.vatCurrency && currency !== head.currency;
  if (!inAccounting && totals.vat === undefined) VAT_TOTAL(element, totals, session);
  else if (currency === head.vatCurrency) ACCOUNTING_TOTAL(element, totals, session);
  else unreadElement(session, element);
};

const SUMMATION: Read<I> = nested<'totals', T>('totals', into(table<T>({
  'ram:LineTotalAmount': amount('lines'),
  'ram:ChargeTotalAmount': amount('charges'),
  'ram:AllowanceTotalAmount': amount('allowances'),
  'ram:TaxBasisTotalAmount': amount('withoutVat'),
  'ram:TaxTotalAmount': TAX_TOTAL,
  'ram:RoundingAmount': amount('rounding'),
  'ram:GrandTotalAmount': amount('withVat'),
  'ram:TotalPrepaidAmount': amount('paid'),
  'ram:DuePayableAmount': amount('due'),
})));

export const SETTLEMENT: Read<I> = into(table<I>({
  ...PAYMENT_ROWS,
  'ram:TaxCurrencyCode': text('vatCurrency'),
  'ram:InvoiceCurrencyCode': text('currency'),
  'ram:InvoicerTradeParty': group('invoicer', PARTY),
  'ram:InvoiceeTradeParty': group('invoicee', PARTY),
  'ram:PayeeTradeParty': group('payee', PARTY),
  'ram:PayerTradeParty': group('payer', PARTY),
  'ram:TaxApplicableTradeCurrencyExchange': EXCHANGE_RATE,
  'ram:ApplicableTradeTax': BREAKDOWN,
  'ram:BillingSpecifiedPeriod': group('period', PERIOD),
  'ram:SpecifiedTradeAllowanceCharge': ALLOWANCE_CHARGE,
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation': SUMMATION,
  'ram:InvoiceReferencedDocument': item('precedingInvoices', PRECEDING),
  'ram:ReceivableSpecifiedTradeAccountingAccount': into(table<I>({ 'ram:ID': text('buyerAccountingReference') })),
}));
