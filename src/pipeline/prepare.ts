/**
 * received → prepared: read the record, map it, enrich, normalize, check, render. Any fatal finding holds the document
 * with the fields to correct; the scope may exclude it. Everything the decision was made from is kept as artifacts.
 */
import { PasserelleError } from '../base/error.ts';
import { formatDecimal } from '../model/decimal.ts';
import type { Document } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import type { ArtifactDraft, Step } from '../model/step.ts';
import { applyMapping } from '../map/apply-mapping.ts';
import { normalize } from '../normalize/normalize.ts';
import type { ErpRecord } from '../ports/connector.ts';
import { enrich } from './enrich.ts';
import { withFields } from './erp-fields.ts';
import { cancelledInErp } from './gone.ts';
import { encodeValue } from './invoice-json.ts';
import { makeOutput } from './make-output.ts';
import { ACTOR, after, type CompanyRoad, type Road } from './road.ts';

/** Held documents are read again this often: a correction of a partner does not touch the invoice. */
const RECHECK_MINUTES = 60;
const DIRECTORY_RETRY_MINUTES = 5;

export async function prepare(document: Document, road: Road): Promise<Step | null> {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null || document.erpRef === null || company.company.mode === 'off') return null;
  const record = await readRecord(document, company);
  if (record === null || record.gone !== undefined) return cancelledInErp(document, record?.gone ?? 'deleted');
  return prepareRecord(document, record, company, road);
}

async function readRecord(document: Document, company: CompanyRoad): Promise<ErpRecord | null> {
  try {
    return document.erpRef === null ? null : await company.connector.read(document.erpRef, company.fields);
  } catch (error) {
    if (error instanceof PasserelleError && error.code === 'CONNECTOR_NOT_FOUND') return null;
    throw error;
  }
}

/** The core on one record; the only outside question is the directory's. */
export async function prepareRecord(document: Document, record: ErpRecord, company: CompanyRoad, road: Road): Promise<Step> {
  const mapped = applyMapping(company.mapping, record.bytes);
  const enriched = await enrich(mapped.draft, document, company, road);
  if (enriched.state === 'later') return later(document, mapped.draft.invoice, enriched.why, road);
  const normal = normalize(mapped.draft, { company: company.company, enrichment: enriched.enrichment });
  const artifacts: ArtifactDraft[] = [
    { as: 'record', bytes: record.bytes, mediaType: record.mediaType },
    json('enrichment', enriched.enrichment),
    json('invoice', normal.invoice),
    json('derivations', [...mapped.derivations, ...normal.derivations]),
  ];
  const common = {
    document: document.id,
    expectedHead: document.head,
    artifacts,
    version: { config: company.revision, release: road.release },
  };
  const set = { ...headOf(normal.invoice), fingerprint: record.fingerprint, scope: normal.scope.class };
  const found = [...mapped.faults, ...normal.faults];
  if (normal.scope.policy !== 'send')
    return { ...common, ...exclude(normal.scope), set: { ...set, reason: normal.scope.policy }, findings: found };

  const output = makeOutput(normal.invoice, company.profile, company.company.syntax);
  const findings = withFields([...found, ...output.faults], [...mapped.derivations, ...normal.derivations], company.mapping);
  if (output.bytes === null || findings.some(isFatal)) return hold(common, document, findings, set, road);
  return {
    ...common,
    to: 'prepared',
    halt: null,
    artifacts: [...artifacts, { as: 'output', bytes: output.bytes, mediaType: 'application/xml' }],
    events: [
      { type: 'read', actor: ACTOR, data: { fingerprint: record.fingerprint } },
      {
        type: 'prepared',
        actor: ACTOR,
        data: { scope: normal.scope.class, why: normal.scope.why, rule: normal.scope.processingRule, warnings: findings.length },
      },
    ],
    findings,
    set: { ...set, reason: null },
    dueAt: after(road.clock.now(), 60_000),
  };
}

function exclude(scope: Scope): Pick<Step, 'to' | 'halt' | 'events' | 'jobs'> {
  return {
    to: 'excluded',
    halt: null,
    events: [{ type: 'excluded', actor: ACTOR, data: { reason: scope.policy, scope: scope.class, why: scope.why } }],
    jobs: [{ queue: 'write-back' }],
  };
}

/** Held again with the same findings is no news: only the next look is planned. */
function hold(
  common: Pick<Step, 'document' | 'expectedHead' | 'artifacts' | 'version'>,
  document: Document,
  findings: readonly Fault[],
  set: Step['set'],
  road: Road,
): Step {
  const fatal = findings.filter(isFatal);
  const rules = [...new Set(fatal.map((fault) => fault.rule))].sort().join(' ');
  const dueAt = after(road.clock.now(), RECHECK_MINUTES * 60_000);
  const reason = rules.slice(0, 200);
  if (document.halt === 'held' && document.reason === reason) {
    return { ...common, to: document.stage, halt: 'held', events: [], findings, set: { ...set, reason }, dueAt };
  }
  return {
    ...common,
    to: document.stage,
    halt: 'held',
    events: [{ type: 'held', actor: ACTOR, data: { rules, faults: fatal.length } }],
    findings,
    set: { ...set, reason },
    jobs: [{ queue: 'write-back' }],
    dueAt,
    attempts: 0,
  };
}

/** The directory is silent: who the invoice is for is known all the same, its totals are not calculated yet. */
function later(document: Document, invoice: Invoice, why: string, road: Road): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    events: document.reason === 'directory' ? [] : [{ type: 'warned', actor: ACTOR, data: { reason: 'directory', why } }],
    set: { ...headOf(invoice), reason: 'directory' },
    dueAt: after(road.clock.now(), DIRECTORY_RETRY_MINUTES * 60_000),
  };
}

function headOf(invoice: Invoice): NonNullable<Step['set']> {
  return {
    number: invoice.number ?? null,
    issueDate: invoice.issueDate ?? null,
    counterparty: invoice.buyer?.name ?? null,
    currency: invoice.currency ?? null,
    payable: invoice.totals?.due === undefined ? null : formatDecimal(invoice.totals.due),
  };
}

function json(as: ArtifactDraft['as'], value: unknown): ArtifactDraft {
  return { as, bytes: new TextEncoder().encode(encodeValue(value)), mediaType: 'application/json' };
}
