/**
 * One record, complete: every field that the mapping asks for and this database has. The fingerprint is the one that
 * the feed tells, taken before and after the content, so that content and fingerprint are of one state.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { ErpRecord } from '../../src/ports/connector.ts';
import { feedOfModel } from './feeds.ts';
import { headOf, type Head } from './heads.ts';
import { recordId } from './record-id.ts';
import { readTree, treeOf } from './read-tree.ts';
import type { Session } from './session.ts';

const TRIES = 3;

export async function read(session: Session, ref: ErpRef, fields: readonly string[]): Promise<ErpRecord> {
  const id = recordId(ref);
  const tree = treeOf(fields);
  let head = await presentHead(session, ref, id);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // inactive taxes, units and partners are still those of the invoice
    const context = { ...(await session.context(head.company ?? undefined)), active_test: false };
    const record = (await readTree({ session, context }, ref.model, [id], tree)).get(id) ?? {};
    const after = await presentHead(session, ref, id);
    if (after.change.fingerprint === head.change.fingerprint) {
      const { gone } = after.change;
      const bytes = new TextEncoder().encode(JSON.stringify(record));
      const result = { bytes, mediaType: 'application/json', fingerprint: after.change.fingerprint };
      return gone === undefined ? result : { ...result, gone };
    }
    head = after;
  }
  throw new PasserelleError('NET_BUSY', `${ref.model} ${ref.id} changed while it was read`, {
    where: { connection: session.connection },
  });
}

async function presentHead(session: Session, ref: ErpRef, id: number): Promise<Head> {
  const kind = feedOfModel(ref.model);
  if (kind === undefined) {
    throw new PasserelleError('CONNECTOR_UNSUPPORTED', `Odoo records of model ${ref.model} are not read`, {
      where: { connection: session.connection, field: ref.model },
    });
  }
  const head = id > 0 ? await headOf(session, kind, id) : null;
  if (head !== null) return head;
  throw new PasserelleError('CONNECTOR_NOT_FOUND', `${ref.model} ${ref.id} is not in Odoo`, {
    where: { connection: session.connection, field: ref.model },
  });
}
