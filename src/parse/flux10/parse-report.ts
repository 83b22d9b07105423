/** E-reporting message (flux 10, DGFiP schema) → Report: what a declarant sold, bought or collected in a period. Judges nothing. */
import { PasserelleError } from '../../base/error.ts';
import type { Fault } from '../../model/fault.ts';
import type { InstancePath } from '../../model/path.ts';
import type { PaidInvoice, Payment, PaymentPart, PaymentsReport, Report, ReportParty } from '../../model/report.ts';
import type { XmlElement } from '../../xml/element.ts';
import { readXml, XML_LIMITS, type XmlLimits } from '../../xml/reader.ts';
import { newSession, type Build, type Place, type Unread } from '../session.ts';
import { descend, group, into, item, table, text } from '../table.ts';
import { PERIOD, TRANSACTIONS } from './invoice-rows.ts';
import { day, figure, identified } from './report-rows.ts';

export interface ReadReport {
  readonly report: Report;
  readonly unread: readonly Unread[];
  readonly faults: readonly Fault[];
  /** Where each term stands; only when asked for. */
  readonly places?: ReadonlyMap<InstancePath, Place>;
}

type R = Build<Report>;
type P = Build<ReportParty>;

const REPORT_ROOT = 'Report';

const PARTY = table<P>({
  Id: identified('id', 'schemeId'),
  Name: text('name'),
  RoleCode: text('role'),
  URIUniversalCommunication: into(table<P>({ URIID: text('endpoint') })),
});

const PART = table<Build<PaymentPart>>({ TaxPercent: figure('rate'), CurrencyCode: text('currency'), Amount: figure('amount') });
const PAYMENT = into(table<Build<Payment>>({ Date: day('date'), SubTotals: item('parts', PART) }));

const PAYMENTS = table<Build<PaymentsReport>>({
  ReportPeriod: group('period', PERIOD),
  Invoice: item('invoices', table<Build<PaidInvoice>>({ InvoiceID: text('number'), IssueDate: day('issueDate'), Payment: PAYMENT })),
  Transactions: item('days', table<Build<Payment>>({ Payment: PAYMENT })),
});

const MESSAGE = table<R>({
  ReportDocument: into(
    table<R>({
      Id: text('id'),
      Name: text('name'),
      IssueDateTime: into(table<R>({ DateTimeString: text('issuedAt') })),
      TypeCode: text('typeCode'),
      Sender: group('sender', PARTY),
      Issuer: group('issuer', PARTY),
    }),
  ),
  TransactionsReport: group('transactions', TRANSACTIONS),
  PaymentsReport: group('payments', PAYMENTS),
});

/** @throws PasserelleError XML_INVALID, XML_TOO_LARGE, XML_UNKNOWN */
export function readReport(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): ReadReport {
  return readReportRoot(readXml(bytes, limits), false);
}

/** As `readReport`, of a file that is read already. @throws PasserelleError XML_UNKNOWN */
export function readReportRoot(root: XmlElement, places: boolean): ReadReport {
  if (root.name !== REPORT_ROOT) {
    throw new PasserelleError('XML_UNKNOWN', `the root element ${root.name.slice(0, 120)} is no e-reporting message`);
  }
  // the session asks for a syntax of invoices, which only their rules look at
  const session = newSession('cii', root, places);
  const report: R = {};
  descend(root, report, MESSAGE, session);
  const found = session.places === null ? {} : { places: session.places };
  return { report, unread: session.unread, faults: session.faults, ...found };
}
