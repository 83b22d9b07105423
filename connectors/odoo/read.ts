/**
 * One record, complete: every field that the mapping asks for and this database has. The fingerprint is made of the
 * very rows that the record is made of, and the record is read again when it was written meanwhile.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { ErpRecord } from '../../src/ports/connector.ts';
import { assemble } from './assemble.ts';
import { readRows } from './client.ts';
import { feedOfModel, type FeedKind } from './feeds.ts';
import { mergeTrees, treeOf, type FieldTree } from './field-tree.ts';
import { fingerprint } from './fingerprint.ts';
import { gather, type Gathering } from './gather.ts';
import { recordId } from './record-id.ts';
import type { Context, Session } from './session.ts';
import { idOf, idsOf, textOf, type OdooRow } from './value.ts';

const TRIES = 3;

export async function read(session: Session, ref: ErpRef, fields: readonly string[]): Promise<ErpRecord> {
  const kind = feedOfModel(ref.model);
  const id = recordId(ref);
  if (kind === undefined) throw unknown(session, ref, `Odoo records of model ${ref.model} are not read`, 'CONNECTOR_UNSUPPORTED');
  if (id === 0) throw unknown(session, ref, `${ref.model} ${ref.id} is not in Odoo`);
  const asked = treeOf(fields);
  const needed = mergeTrees(
    asked,
    treeOf(['write_date', ...kind.fields, ...(kind.children?.fields ?? []).map((field) => `line_ids.${field}`)]),
  );
  const context = await contextOf(session, kind, id, ref);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const gathering = await gather(session, context, ref.model, [id], needed);
    const record = await assemble(gathering, ref.model, id, asked);
    const row = gathering.rows.get(ref.model)?.get(id) ?? {};
    if (await unchanged(session, ref.model, id, row)) return recordOf(record, row, kind, gathering, needed);
  }
  throw new PasserelleError('NET_BUSY', `${ref.model} ${ref.id} changed while it was read`, {
    where: { connection: session.connection },
  });
}

/** The record's company goes first, for it decides company-dependent fields; archived taxes and units are still its own. */
async function contextOf(session: Session, kind: FeedKind, id: number, ref: ErpRef): Promise<Context> {
  const companies = await session.companies();
  const plain = { ...(await session.context()), active_test: false };
  if (companies.length === 1 || kind.companyField === null) return plain;
  const [row] = await readRows(await session.client(), kind.model, [id], [kind.companyField], plain);
  if (row === undefined) throw unknown(session, ref, `${ref.model} ${ref.id} is not in Odoo`);
  return { ...(await session.context(idOf(row[kind.companyField]) ?? undefined)), active_test: false };
}

async function unchanged(session: Session, model: string, id: number, row: OdooRow): Promise<boolean> {
  const [again] = await readRows(await session.client(), model, [id], ['write_date']);
  return textOf(again?.['write_date']) === textOf(row['write_date']);
}

function recordOf(record: OdooRow, row: OdooRow, kind: FeedKind, { rows }: Gathering, needed: FieldTree): ErpRecord {
  const below = kind.children === undefined || needed['line_ids'] === undefined ? undefined : rows.get(kind.children.model);
  const children = [...idsOf(row['line_ids'])]
    .sort((a, b) => a - b)
    .map((id) => below?.get(id))
    .filter((child) => child !== undefined);
  const gone = kind.gone(row);
  const result = {
    bytes: new TextEncoder().encode(JSON.stringify(record)),
    mediaType: 'application/json',
    fingerprint: fingerprint(row, kind, children),
  };
  return gone === undefined ? result : { ...result, gone };
}

function unknown(
  session: Session,
  ref: ErpRef,
  sentence: string,
  code: 'CONNECTOR_NOT_FOUND' | 'CONNECTOR_UNSUPPORTED' = 'CONNECTOR_NOT_FOUND',
): PasserelleError {
  return new PasserelleError(code, sentence, { where: { connection: session.connection, field: ref.model } });
}
