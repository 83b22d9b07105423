/** CII ram:ApplicableHeaderTradeSettlement: currencies, parties of the payment, VAT, totals and what was invoiced before. */
import { parseDecimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Totals } from '../../model/totals.ts';
import { attributeOf } from '../../xml/element.ts';
import { unreadElement, type Build, type Head } from '../session.ts';
import { amount, group, into, item, nested, table, text, type Read } from '../table.ts';
import { ALLOWANCE_CHARGE } from './allowances.ts';
import { exchangeRate } from './exchange.ts';
import { PERIOD } from './lines.ts';
import { PARTY } from './party.ts';
import { PAYMENT_ROWS } from './payment.ts';
import { PRECEDING } from './references.ts';
import { breakdown } from './vat.ts';

type I = Build<Invoice>;
type T = Build<Totals>;

/** BT-110 or BT-111: the currency tells, or the order when both currencies are the same. */
function taxTotal(head: Head): Read<T> {
  const own = amount('vat');
  const accounting = amount('vatAccounting');
  return (element, totals, session) => {
    const currency = attributeOf(element, 'currencyID');
    const value = parseDecimal(element.text);
    session.facts.vatTotals.push({
      subtotals: 0, ...(currency === undefined ? {} : { currency }), ...(value === null ? {} : { amount: value }),
    });
    const inAccounting = currency !== undefined && currency === head.vatCurrency && currency !== head.currency;
    if (!inAccounting && totals.vat === undefined) own(element, totals, session);
    else if (currency === head.vatCurrency) accounting(element, totals, session);
    else unreadElement(session, element);
  };
}

function summation(head: Head): Read<I> {
  return nested<'totals', T>('totals', into(table<T>({
    'ram:LineTotalAmount': amount('lines'),
    'ram:ChargeTotalAmount': amount('charges'),
    'ram:AllowanceTotalAmount': amount('allowances'),
    'ram:TaxBasisTotalAmount': amount('withoutVat'),
    'ram:TaxTotalAmount': taxTotal(head),
    'ram:RoundingAmount': amount('rounding'),
    'ram:GrandTotalAmount': amount('withVat'),
    'ram:TotalPrepaidAmount': amount('paid'),
    'ram:DuePayableAmount': amount('due'),
  })));
}

export function settlement(head: Head): Read<I> {
  return into(table<I>({
    ...PAYMENT_ROWS,
    'ram:TaxCurrencyCode': text('vatCurrency'),
    'ram:InvoiceCurrencyCode': text('currency'),
    'ram:InvoicerTradeParty': group('invoicer', PARTY),
    'ram:InvoiceeTradeParty': group('invoicee', PARTY),
    'ram:PayeeTradeParty': group('payee', PARTY),
    'ram:PayerTradeParty': group('payer', PARTY),
    'ram:TaxApplicableTradeCurrencyExchange': exchangeRate(head),
    'ram:ApplicableTradeTax': breakdown(),
    'ram:BillingSpecifiedPeriod': group('period', PERIOD),
    'ram:SpecifiedTradeAllowanceCharge': ALLOWANCE_CHARGE,
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation': summation(head),
    'ram:InvoiceReferencedDocument': item('precedingInvoices', PRECEDING),
    'ram:ReceivableSpecifiedTradeAccountingAccount': into(table<I>({ 'ram:ID': text('buyerAccountingReference') })),
  }));
}
