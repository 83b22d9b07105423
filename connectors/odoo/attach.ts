/** A file beside a record, once: known by its name and the digest that Odoo keeps of its content. */
import { createHash } from 'node:crypto';
import type { ErpRef } from '../../src/model/document.ts';
import type { ErpFile } from '../../src/ports/connector.ts';
import { readRows, searchRead } from './client.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { idOf, idsOf } from './value.ts';

export async function attach(session: Session, ref: ErpRef, file: ErpFile): Promise<void> {
  const client = await session.client();
  const target = { res_model: ref.model, res_id: recordId(ref), name: file.name };
  // Odoo's own checksum of an attachment is SHA-1: an identity here, not a protection
  const checksum = createHash('sha1').update(file.bytes).digest('hex');
  const found = await searchRead(client, 'ir.attachment', {
    domain: [
      ['res_model', '=', ref.model],
      ['res_id', '=', target.res_id],
      ['name', '=', file.name],
      ['checksum', '=', checksum],
    ],
    fields: [],
    limit: 1,
  });
  if (found.length > 0) return;
  // `datas` is base64 in every version; over JSON-2 `raw` would be stored as the text itself
  const values = { ...target, mimetype: file.mediaType, datas: Buffer.from(file.bytes).toString('base64') };
  const made = await client.call({
    model: 'ir.attachment',
    method: 'create',
    args: { vals_list: [values] },
    context: await session.context(),
    effect: true,
  });
  const [id] = Array.isArray(made) ? idsOf(made) : [idOf(made)];
  if (file.mediaType === 'application/pdf' && typeof id === 'number') await show(session, ref, id);
}

/** The readable file beside the form, unless a person chose another. */
async function show(session: Session, ref: ErpRef, attachment: number): Promise<void> {
  const [field] = await session.present(ref.model, ['message_main_attachment_id']);
  if (field === undefined) return;
  const client = await session.client();
  const context = await session.context();
  const [row] = await readRows(client, ref.model, [recordId(ref)], [field], context);
  if (row === undefined || idOf(row[field]) !== null) return;
  const args = { vals: { [field]: attachment } };
  await client.call({
    model: ref.model,
    method: 'write',
    ids: [recordId(ref)],
    args,
    context: { ...context, tracking_disable: true },
    effect: true,
  });
}
