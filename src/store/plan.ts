/**
 * What a step, a new document or a lone event would write, decided from the locked row alone. Pure: it is given the
 * time, and touches nothing.
 */
import { assert } from '../base/assert.ts';
import type { Instant } from '../base/calendar-date.ts';
import type { EventDraft } from '../model/event.ts';
import { canMove, type Stage } from '../model/stage.ts';
import type { ArtifactDraft, DocumentPatch, JobRequest, NewDocument, Step } from '../model/step.ts';
import type { Sealed } from './artifacts.ts';
import { chained, GENESIS } from './chain.ts';
import { toColumns, toFinding, type DocumentRow, type EventRow, type FindingRow, type VersionRow } from './rows.ts';

export interface Writes {
  readonly row: DocumentRow;
  readonly events: readonly EventRow[];
  /** Digests and pins to merge into the version's row. */
  readonly version: VersionRow | null;
  readonly artifacts: readonly Sealed[];
  /** null leaves the findings as they are. */
  readonly findings: readonly FindingRow[] | null;
  readonly jobs: readonly JobRequest[];
}

const PINNED: ReadonlySet<ArtifactDraft['as']> = new Set(['record', 'enrichment', 'invoice', 'derivations', 'output']);

function versionRow(
  place: { readonly document: string; readonly version: number },
  artifacts: readonly Sealed[],
  pins: Step['version'],
  at: Instant,
): VersionRow {
  const digests = Object.fromEntries(artifacts.filter(({ as }) => PINNED.has(as)).map(({ as, sha256 }) => [as, sha256]));
  return {
    ...place,
    record: null,
    enrichment: null,
    invoice: null,
    derivations: null,
    output: null,
    ...digests,
    config: pins?.config ?? null,
    release: pins?.release ?? '',
    createdAt: at,
  };
}

/** @throws BASE_BUG when the stage table forbids the move. The caller has compared the heads. */
export function planStep(row: DocumentRow, step: Step, artifacts: readonly Sealed[], at: Instant): Writes {
  const from = row.stage as Stage;
  assert(canMove(from, step.to), `a document cannot move from ${from} to ${step.to}`);
  const moved = from !== step.to;
  // a step that only plans the next look at a waiting document is no news
  assert(step.events.length > 0 || (!moved && step.newVersion !== true), `a step to ${step.to} came without an event`);
  const version = row.version + (step.newVersion === true ? 1 : 0);
  const events = chained(row.id, { seq: row.head, hash: row.headHash }, step.events, at);
  const last = events.at(-1) ?? { seq: row.head, hash: row.headHash };
  const next: DocumentRow = {
    ...row,
    ...toColumns(step.set ?? {}),
    version,
    stage: step.to,
    halt: step.halt !== undefined ? step.halt : moved ? null : row.halt,
    head: last.seq,
    headHash: last.hash,
    dueAt: step.dueAt !== undefined ? step.dueAt : moved ? null : row.dueAt,
    attempts: step.attempts ?? (moved ? 0 : row.attempts),
    stageSince: moved ? at : row.stageSince,
    updatedAt: at,
  };
  const touchesVersion = step.newVersion === true || step.version !== undefined || artifacts.some(({ as }) => PINNED.has(as));
  return {
    row: next,
    events,
    version: touchesVersion ? versionRow({ document: row.id, version }, artifacts, step.version, at) : null,
    artifacts,
    findings: step.findings?.map((fault, position) => toFinding(fault, { document: row.id, version, position })) ?? null,
    jobs: step.jobs ?? [],
  };
}

export function planCreation(id: string, draft: NewDocument, artifacts: readonly Sealed[], at: Instant): Writes {
  assert(draft.events.length > 0, 'a new document came without an event');
  const events = chained(id, { seq: 0, hash: GENESIS }, draft.events, at);
  const last = events.at(-1);
  assert(last !== undefined, 'a chain of events has an end');
  const row: DocumentRow = {
    id,
    key: draft.key,
    company: draft.company,
    connection: draft.connection,
    direction: draft.direction,
    kind: draft.kind,
    version: 1,
    stage: draft.stage,
    halt: null,
    head: last.seq,
    headHash: last.hash,
    dueAt: draft.dueAt ?? null,
    attempts: 0,
    stageSince: at,
    about: draft.about ?? null,
    erpModel: draft.erpRef?.model ?? null,
    erpId: draft.erpRef?.id ?? null,
    fingerprint: draft.fingerprint ?? null,
    channelRef: draft.channelRef ?? null,
    number: null,
    issueDate: null,
    counterparty: null,
    currency: null,
    payable: null,
    scope: null,
    reason: null,
    status: null,
    createdAt: at,
    updatedAt: at,
    ...toColumns(draft.set ?? {}),
  };
  return {
    row,
    events,
    version: versionRow({ document: id, version: 1 }, artifacts, undefined, at),
    artifacts,
    findings: null,
    jobs: draft.jobs ?? [],
  };
}

export function planAppend(
  row: DocumentRow,
  event: EventDraft,
  set: DocumentPatch | undefined,
  jobs: readonly JobRequest[],
  at: Instant,
): Writes {
  const [added] = chained(row.id, { seq: row.head, hash: row.headHash }, [event], at);
  assert(added !== undefined, 'one draft makes one event');
  return {
    row: { ...row, ...toColumns(set ?? {}), head: added.seq, headHash: added.hash, updatedAt: at },
    events: [added],
    version: null,
    artifacts: [],
    findings: null,
    jobs,
  };
}
