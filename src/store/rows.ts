/** Rows and what they mean: the entity of a table on one side, the type of the model on the other. */
import type { Document, DocumentVersion } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { Fault } from '../model/fault.ts';
import type { DocumentPatch } from '../model/step.ts';
import type { document, documentVersion, event, finding } from './schema/index.ts';

export type DocumentRow = typeof document.$inferSelect;
export type VersionRow = typeof documentVersion.$inferSelect;
export type EventRow = typeof event.$inferSelect;
export type FindingRow = typeof finding.$inferSelect;

export function toDocument(row: DocumentRow): Document {
  const { headHash: _unseen, erpModel, erpId, ...same } = row;
  return {
    ...same,
    direction: same.direction as Document['direction'],
    kind: same.kind as Document['kind'],
    stage: same.stage as Document['stage'],
    halt: same.halt as Document['halt'],
    erpRef: erpModel === null || erpId === null ? null : { model: erpModel, id: erpId },
  };
}

/** The columns that a patch sets. */
export function toColumns(patch: DocumentPatch): Partial<DocumentRow> {
  const { erpRef, ...same } = patch;
  if (erpRef === undefined) return same;
  return { ...same, erpModel: erpRef?.model ?? null, erpId: erpRef?.id ?? null };
}

export function toVersion(row: VersionRow): DocumentVersion {
  const { createdAt: _unseen, ...same } = row;
  return same;
}

export function toEvent(row: EventRow): Event {
  return {
    document: row.document,
    seq: row.seq,
    at: row.at,
    type: row.type as Event['type'],
    actor: row.actor,
    data: row.data,
    hash: row.hash,
    previousHash: row.previousHash,
  };
}

export function toFault(row: FindingRow): Fault {
  return {
    rule: row.rule,
    severity: row.severity as Fault['severity'],
    at: row.at,
    ...(row.file === null ? {} : { file: row.file }),
    ...(row.erp === null ? {} : { erp: row.erp }),
    values: row.values,
  };
}

export function toFinding(
  fault: Fault,
  place: { readonly document: string; readonly version: number; readonly position: number },
): FindingRow {
  return {
    ...place,
    rule: fault.rule,
    severity: fault.severity,
    at: fault.at,
    file: fault.file ?? null,
    erp: fault.erp ?? null,
    values: fault.values,
  };
}
