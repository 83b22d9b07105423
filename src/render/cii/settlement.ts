/** CII ram:ApplicableHeaderTradeSettlement: currencies, parties of the payment, VAT, totals and what was invoiced before. */
import type { Invoice } from '../../model/invoice.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { amounts, decimal, isAccountingTold } from '../values.ts';
import { allowancesAndCharges } from './allowances.ts';
import { exchangeRate } from './exchange.ts';
import { period } from './lines.ts';
import { party } from './party.ts';
import { paymentMeans, paymentTerms } from './payment.ts';
import { preceding } from './references.ts';
import { breakdown } from './vat.ts';

/** The only amounts with a currency are the totals of VAT, because there may be two (BT-110, BT-111). */
function totals(invoice: Invoice): string {
  const { totals: sums = {}, currency, vatCurrency } = invoice;
  const told = isAccountingTold(sums.vat, invoice) ? sums.vatAccounting : undefined;
  return group('ram:SpecifiedTradeSettlementHeaderMonetarySummation', decimal('ram:LineTotalAmount', sums.lines)
    + decimal('ram:ChargeTotalAmount', sums.charges)
    + decimal('ram:AllowanceTotalAmount', sums.allowances)
    + decimal('ram:TaxBasisTotalAmount', sums.withoutVat)
    + amounts(currency)('ram:TaxTotalAmount', sums.vat)
    + amounts(vatCurrency)('ram:TaxTotalAmount', told)
    + decimal('ram:RoundingAmount', sums.rounding)
    + decimal('ram:GrandTotalAmount', sums.withVat)
    + decimal('ram:TotalPrepaidAmount', sums.paid)
    + decimal('ram:DuePayableAmount', sums.due));
}

export function settlement(invoice: Invoice): string {
  const content = leaf('ram:CreditorReferenceID', invoice.payment?.debit?.creditor)
    + leaf('ram:PaymentReference', invoice.payment?.reference)
    + leaf('ram:TaxCurrencyCode', invoice.vatCurrency)
    + leaf('ram:InvoiceCurrencyCode', invoice.currency)
    + party('ram:InvoicerTradeParty', invoice.invoicer)
    + party('ram:InvoiceeTradeParty', invoice.invoicee)
    + party('ram:PayeeTradeParty', invoice.payee)
    + party('ram:PayerTradeParty', invoice.payer)
    + exchangeRate(invoice)
    + paymentMeans(invoice)
    + breakdown(invoice)
    + period(invoice.period)
    + allowancesAndCharges(invoice)
    + paymentTerms(invoice)
    + totals(invoice)
    + each(invoice.precedingInvoices, preceding)
    + group('ram:ReceivableSpecifiedTradeAccountingAccount', leaf('ram:ID', invoice.buyerAccountingReference));
  return `<ram:ApplicableHeaderTradeSettlement>${content}</ram:ApplicableHeaderTradeSettlement>`;
}
