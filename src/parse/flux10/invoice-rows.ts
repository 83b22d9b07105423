/** Rows of what is reported of transactions: invoices of international trade (TG-8) and totals of a day (TG-31). */
import type { Address } from '../../model/party.ts';
import type {
  ReportAdjustment,
  ReportDelivery,
  ReportedDay,
  ReportedInvoice,
  ReportLine,
  ReportNote,
  ReportPeriod,
  ReportReference,
  ReportTrader,
  ReportVat,
  TransactionsReport,
} from '../../model/report.ts';
import type { Build } from '../session.ts';
import { group, into, item, table, text } from '../table.ts';
import { adjustment, day, figure, figureWith, identified } from './report-rows.ts';

type I = Build<ReportedInvoice>;
type L = Build<ReportLine>;

export const PERIOD = table<Build<ReportPeriod>>({ StartDate: day('start'), EndDate: day('end') });

const REFERENCE = table<Build<ReportReference>>({ ID: text('number'), IssueDate: day('issueDate') });

const TRADER = table<Build<ReportTrader>>({
  CompanyId: identified('id', 'schemeId'),
  TaxRegistrationId: identified('vatId', 'qualifyingId'),
  PostalAddress: into(table<Build<ReportTrader>>({ CountryId: text('country') })),
});

const DELIVERY = table<Build<ReportDelivery>>({
  Date: day('date'),
  Name: text('name'),
  Location: group(
    'address',
    table<Build<Address>>({
      LineOne: text('line1'),
      LineTwo: text('line2'),
      LineThree: text('line3'),
      CityName: text('city'),
      PostalZone: text('postCode'),
      CountrySubentity: text('subdivision'),
      CountryId: text('country'),
    }),
  ),
});

const ADJUSTMENT = table<Build<ReportAdjustment>>({
  Amount: figure('amount'),
  TaxCategoryCode: text('category'),
  TaxPercent: figure('rate'),
});

const VAT = table<Build<ReportVat>>({
  TaxableAmount: figure('base'),
  TaxAmount: figure('amount'),
  TaxCategory: into(
    table<Build<ReportVat>>({
      Code: text('category'),
      Percent: figure('rate'),
      TaxExemptionReason: text('reason'),
      TaxExemptionReasonCode: text('reasonCode'),
    }),
  ),
});

const LINE = table<L>({
  Note: item('notes', table<Build<ReportNote>>({ Code: text('subject'), Comment: text('content') })),
  BilledQuantity: figureWith('quantity', 'UnitCode', 'unit'),
  ReferencedDocument: group('reference', REFERENCE),
  Delivery: group('delivery', DELIVERY),
  InvoicePeriod: group('period', PERIOD),
  AllowanceCharge: adjustment(ADJUSTMENT),
  Price: into(
    table<L>({
      PriceAmount: figure('price'),
      AllowanceChargeAmount: figure('priceDiscount'),
      AllowanceChargeBaseAmount: figure('grossPrice'),
    }),
  ),
  Product: into(table<L>({ Name: text('name') })),
});

const INVOICE = table<I>({
  ID: text('number'),
  IssueDate: day('issueDate'),
  TypeCode: text('typeCode'),
  CurrencyCode: text('currency'),
  DueDate: day('dueDate'),
  TaxDueDateTypeCode: text('vatPointCode'),
  IncludedNote: item('notes', table<Build<ReportNote>>({ Subject: text('subject'), Content: text('content') })),
  BusinessProcess: into(table<I>({ ID: text('process'), TypeID: text('profile') })),
  ReferencedDocument: item('references', REFERENCE),
  Seller: group('seller', TRADER),
  Buyer: group('buyer', TRADER),
  SellerTaxRepresentative: into(table<I>({ TaxRegistrationId: identified('taxRepresentative', 'schemeId') })),
  Delivery: item('deliveries', DELIVERY),
  InvoicePeriod: group('period', PERIOD),
  AllowanceCharge: adjustment(ADJUSTMENT),
  MonetaryTotal: into(table<I>({ TaxExclusiveAmount: figure('net'), TaxAmount: figureWith('vatAmount', 'CurrencyCode', 'vatCurrency') })),
  TaxSubTotal: item('vat', VAT),
  Line: item('lines', LINE),
});

const DAY = table<Build<ReportedDay>>({
  Date: day('date'),
  TransactionsCurrency: text('currency'),
  TaxDueDateTypeCode: text('vatPointCode'),
  CategoryCode: text('category'),
  TaxExclusiveAmount: figure('net'),
  TaxTotal: figure('vatAmount'),
  TransactionsCount: figure('count'),
  TaxSubtotal: item(
    'vat',
    table<Build<ReportVat>>({ TaxPercent: figure('rate'), TaxableAmount: figure('base'), TaxTotal: figure('amount') }),
  ),
});

export const TRANSACTIONS = table<Build<TransactionsReport>>({
  ReportPeriod: group('period', PERIOD),
  Invoice: item('invoices', INVOICE),
  Transactions: item('days', DAY),
});
