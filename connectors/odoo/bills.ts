/**
 * A supplier's bill made in Odoo exactly once, as a draft with the supplier's VAT; and taken back while it still is only
 * ours. What a person has posted or changed is never touched.
 */
import type { ErpRef } from '../../src/model/document.ts';
import type { BillToCreate } from '../../src/ports/connector.ts';
import { tablesOf } from './bill-table.ts';
import { readRows } from './client.ts';
import { ourIds } from './external-id.ts';
import { billByKey } from './find-bill.ts';
import { cell, load, refusedLoad } from './load.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { setTaxes } from './tax-lines.ts';
import { idOf, textOf } from './value.ts';

export async function createBill(session: Session, bill: BillToCreate): Promise<ErpRef> {
  const known = await existing(session, bill);
  if (known !== null && (await isTaken(session, known))) return refOf(known);
  const context = await session.context(await session.companyOf(bill.company));
  const { whole, further } = await tablesOf(session, bill);
  const loaded = await load(session, 'account.move', whole, context);
  // of loads of one key at the same moment one wins; the others are refused and find its bill
  const id = 'id' in loaded ? loaded.id : await existing(session, bill);
  if (id === null) throw refusedLoad(session, 'the bill', 'refused' in loaded ? loaded.refused : '');
  for (const table of further) {
    const more = await load(session, 'account.move', table, context);
    if ('refused' in more) throw refusedLoad(session, 'accounts or analytic accounts of the bill', more.refused);
  }
  if (bill.taxes !== undefined) await setTaxes(session, id, bill.taxes, context);
  return refOf(id);
}

/** The draft that createBill made, as long as it is a draft and nobody else wrote to it. */
export async function discardBill(session: Session, ref: ErpRef): Promise<void> {
  const id = recordId(ref);
  const ours = await ourIds(session, 'account.move', (await untouched(session, id)) ? [id] : []);
  if (!ours.has(id)) return;
  await (
    await session.client()
  ).call({
    model: 'account.move',
    method: 'unlink',
    ids: [id],
    context: await session.context(),
    effect: true,
  });
}

/** The bill of this key, as a crash may have left it. */
async function existing(session: Session, bill: BillToCreate): Promise<number | null> {
  const partner = recordId({ id: cell(bill.values['partner_id'], undefined) });
  const reference = bill.values['ref'];
  return billByKey(session, bill.key, { partner, ...(typeof reference === 'string' ? { number: reference } : {}) });
}

async function isTaken(session: Session, id: number): Promise<boolean> {
  return !(await untouched(session, id));
}

async function untouched(session: Session, id: number): Promise<boolean> {
  const client = await session.client();
  const [row] = await readRows(client, 'account.move', [id], ['state', 'posted_before', 'write_uid'], await session.context());
  if (row === undefined || textOf(row['state']) !== 'draft' || row['posted_before'] === true) return false;
  return idOf(row['write_uid']) === (await client.uid());
}

function refOf(id: number): ErpRef {
  return { model: 'account.move', id: String(id) };
}
