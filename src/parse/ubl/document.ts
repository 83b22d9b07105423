/** UBL 2.1 Invoice and CreditNote → Invoice: the rows of the root, and what of the head the rest depends on. */
import type { Invoice } from '../../model/invoice.ts';
import type { Totals } from '../../model/totals.ts';
import { childOf, type XmlElement } from '../../xml/element.ts';
import type { Build, Session } from '../session.ts';
import { amount, date, descend, fixed, group, into, nested, table, text, type Read } from '../table.ts';
import { ALLOWANCE_CHARGE } from './allowances.ts';
import { DELIVERY } from './delivery.ts';
import { EXCHANGE_RATE } from './exchange.ts';
import { LINE } from './lines.ts';
import { NOTE } from './note.ts';
import { PARTY_ROWS } from './parties.ts';
import { PAYMENT_MEANS, PAYMENT_TERMS } from './payment.ts';
import { REFERENCE_ROWS } from './references.ts';
import { TAX_TOTAL } from './vat.ts';

type I = Build<Invoice>;

const TOTALS = table<Build<Totals>>({
  'cbc:LineExtensionAmount': amount('lines'),
  'cbc:TaxExclusiveAmount': amount('withoutVat'),
  'cbc:TaxInclusiveAmount': amount('withVat'),
  'cbc:AllowanceTotalAmount': amount('allowances'),
  'cbc:ChargeTotalAmount': amount('charges'),
  'cbc:PrepaidAmount': amount('paid'),
  'cbc:PayableRoundingAmount': amount('rounding'),
  'cbc:PayableAmount': amount('due'),
});

type Period = NonNullable<I['period']>;

const PERIOD = into(table<I>({
  'cbc:StartDate': nested<'period', Period>('period', date('start')),
  'cbc:EndDate': nested<'period', Period>('period', date('end')),
  'cbc:DescriptionCode': text('vatPointCode'),
}));

const HEAD: Readonly<Record<string, Read<I>>> = {
  'cbc:UBLVersionID': fixed('2.1', '2.0', '2.2', '2.3', '2.4'),
  'cbc:CustomizationID': text('specification'),
  'cbc:ProfileID': text('businessProcess'),
  'cbc:ID': text('number'),
  'cbc:IssueDate': date('issueDate'),
  'cbc:DueDate': date('dueDate'),
  'cbc:InvoiceTypeCode': text('typeCode'),
  'cbc:CreditNoteTypeCode': text('typeCode'),
  'cbc:Note': NOTE,
  'cbc:TaxPointDate': date('vatPointDate'),
  'cbc:DocumentCurrencyCode': text('currency'),
  'cbc:TaxCurrencyCode': text('vatCurrency'),
  'cbc:AccountingCost': text('buyerAccountingReference'),
  'cbc:BuyerReference': text('buyerReference'),
  'cac:InvoicePeriod': PERIOD,
  'cac:Delivery': group('delivery', DELIVERY),
  'cac:PaymentMeans': PAYMENT_MEANS,
  'cac:PaymentTerms': PAYMENT_TERMS,
  'cac:AllowanceCharge': ALLOWANCE_CHARGE,
  'cac:LegalMonetaryTotal': nested<'totals', Build<Totals>>('totals', into(TOTALS)),
};

const ROWS = table<I>({
  ...HEAD,
  ...REFERENCE_ROWS,
  ...PARTY_ROWS,
  'cac:TaxExchangeRate': EXCHANGE_RATE,
  'cac:TaxTotal': TAX_TOTAL,
  'cac:InvoiceLine': LINE,
  'cac:CreditNoteLine': LINE,
});

/** Fills the invoice of the session. */
export function parseUbl(root: XmlElement, session: Session): void {
  session.head = {
    number: childOf(root, 'cbc:ID')?.text,
    currency: childOf(root, 'cbc:DocumentCurrencyCode')?.text,
    vatCurrency: childOf(root, 'cbc:TaxCurrencyCode')?.text,
  };
  descend(root, session.invoice, ROWS, session);
}
