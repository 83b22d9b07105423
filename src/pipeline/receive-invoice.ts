/**
 * A supplier invoice, downloaded → parsed: what the file is, what it says, whose it is. Nothing in it is corrected;
 * what the rules find is a warning, because the supplier's invoice exists whether it is right or not.
 */
import { isCalendarDate } from '../base/calendar-date.ts';
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import { formatDecimal } from '../model/decimal.ts';
import type { Document } from '../model/document.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { ArtifactDraft, Step } from '../model/step.ts';
import { companyFor } from '../normalize/recipient.ts';
import { openFlow, type OpenedFlow } from '../parse/open-flow.ts';
import { check } from '../rules/check.ts';
import { PROFILES } from '../rules/profiles.ts';
import { flowOf } from './flow.ts';
import { holdInbound, ignoreInbound } from './inbound-steps.ts';
import { encodeValue } from './invoice-json.ts';
import { receiveStatus } from './receive-status.ts';
import { ACTOR, after, companiesOn, type CompanyRoad, type Road } from './road.ts';

type OpenedInvoice = Extract<OpenedFlow, { readonly kind: 'invoice' }>;

export async function receiveInvoice(document: Document, road: Road): Promise<Step | null> {
  const bytes = await flowOf(document, road);
  let opened: OpenedFlow;
  try {
    opened = await openFlow(bytes);
  } catch (error) {
    if (!(error instanceof PasserelleError) || error.kind !== 'data') throw error;
    return holdInbound(document, [fatal('PASS-IN-UNREADABLE', { words: error.message, code: error.code })], only(document, road));
  }
  switch (opened.kind) {
    case 'invoice':
      return receiveOpened(document, opened, road);
    case 'no-xml':
      return holdInbound(document, [fatal('PASS-IN-NO-XML', { why: opened.why })], only(document, road));
    case 'lifecycle': {
      // the listing called it an invoice, or nothing: the file is what counts
      const step = await receiveStatus(document, road);
      return step === null ? null : { ...step, set: { ...step.set, kind: 'lifecycle' } };
    }
    case 'order':
    case 'zugferd-1':
    case 'report':
    case 'other-xml':
      road.meter.count('passerelle_ignored_flows_total', { reason: 'kind' });
      return ignoreInbound(document, 'kind', { is: opened.kind, root: opened.root ?? '' });
  }
}

function receiveOpened(document: Document, opened: OpenedInvoice, road: Road): Step {
  const { invoice, unread } = opened.parsed;
  const found = recipient(invoice, document, road);
  const set = headOf(invoice);
  if (found === null) {
    road.meter.count('passerelle_ignored_flows_total', { reason: 'not-ours' });
    return { ...ignoreInbound(document, 'not-ours', { buyer: invoice.buyer?.legalId?.value ?? '' }), set: { ...set, reason: 'not-ours' } };
  }
  if (found.as === 'seller') {
    const values = { buyer: invoice.buyer?.name ?? '', type: invoice.typeCode ?? '' };
    return holdInbound(document, [fatal('PASS-IN-SELF-BILLED', values)], { ...set, company: found.company.company.name });
  }
  const unreadFile = { as: 'unread', bytes: utf8(encodeValue(unread)), mediaType: 'application/json' } as const;
  const artifacts: ArtifactDraft[] = [
    { as: 'invoice', bytes: utf8(encodeValue(invoice)), mediaType: 'application/json' },
    unreadFile,
    // the XML taken out of a PDF is kept beside it: it is what was booked
    { as: 'record', bytes: opened.xml, mediaType: 'application/xml' },
  ];
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'parsed',
    halt: null,
    events: [
      {
        type: 'parsed',
        actor: ACTOR,
        data: {
          syntax: opened.syntax,
          document: opened.parsed.document,
          guideline: opened.guideline ?? invoice.specification ?? '',
          by: found.by,
          unread: unread.length,
          artifact: sha256(unreadFile.bytes),
        },
      },
    ],
    artifacts,
    findings: [...found.faults, ...warningsOf(opened, found.company)],
    set: { ...set, company: found.company.company.name, reason: null },
    dueAt: after(road.clock.now(), 60_000),
    version: { config: found.company.revision, release: road.release },
  };
}

interface Recipient {
  readonly company: CompanyRoad;
  readonly by: string;
  /** seller: our customer wrote the invoice in our name; it is a sale. */
  readonly as: 'buyer' | 'seller';
  readonly faults: readonly Fault[];
}

/** BT-49, then BT-47; a company that accepts any buyer (a test company) takes what nobody else takes. */
function recipient(invoice: Invoice, document: Document, road: Road): Recipient | null {
  const companies = companiesOn(road, document.connection).filter((c) => c.company.mode !== 'off');
  const match = companyFor(
    invoice,
    companies.map((c) => c.company),
  );
  const named = companies.find((c) => c.company.name === match.company);
  if (named !== undefined && match.company !== null) return { company: named, by: match.by, as: match.as, faults: [] };
  const any = companies.find((c) => c.company.policies.reception.buyerCheck === 'accept-any');
  if (any === undefined) return null;
  const values = { buyer: invoice.buyer?.name ?? '', id: invoice.buyer?.legalId?.value ?? invoice.buyer?.endpoint?.value ?? '—' };
  return {
    company: any,
    by: 'accept-any',
    as: 'buyer',
    faults: [{ rule: 'PASS-IN-BUYER-OTHER', severity: 'warning', at: ['buyer'], values }],
  };
}

/** What the rules and the reader say, all of it as warnings; rules of the profile that the invoice claims, else of the company's. */
function warningsOf({ parsed }: OpenedInvoice, company: CompanyRoad): readonly Fault[] {
  const { invoice, unread } = parsed;
  const french = invoice.seller?.address?.country === 'FR' || invoice.seller?.legalId?.scheme === '0002';
  const extended = invoice.specification?.includes('extended-ctc-fr') === true;
  const profile = extended ? PROFILES['fr-extended'] : french ? company.profile : PROFILES.en16931;
  const found = [...parsed.faults, ...check(invoice, profile, parsed.facts, 'receiving')];
  const warnings = found.map((fault): Fault => ({ ...fault, severity: 'warning' }));
  if (unread.length === 0) return warnings;
  const values = {
    count: String(unread.length),
    first: unread
      .slice(0, 3)
      .map((item) => item.path)
      .join(', '),
  };
  return [...warnings, { rule: 'PASS-IN-UNREAD', severity: 'warning', at: [], values }];
}

/** A file that names nobody is shown to the one company of the connection, when there is only one. */
function only(document: Document, road: Road): NonNullable<Step['set']> {
  const [company, another] = companiesOn(road, document.connection);
  return company !== undefined && another === undefined ? { company: company.company.name } : {};
}

function headOf(invoice: Invoice): NonNullable<Step['set']> {
  return {
    number: invoice.number ?? null,
    issueDate: isCalendarDate(invoice.issueDate ?? '') ? (invoice.issueDate ?? null) : null,
    counterparty: invoice.seller?.name ?? null,
    currency: invoice.currency ?? null,
    payable: invoice.totals?.due === undefined ? null : formatDecimal(invoice.totals.due),
  };
}

function fatal(rule: string, values: Readonly<Record<string, string>>): Fault {
  return { rule, severity: 'fatal', at: [], values };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
