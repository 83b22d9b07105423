/**
 * What the network says of an invoice, told in Odoo: the status fields where provisioning made them, one line in the
 * chatter per change (searched for by its reference before it is posted), an activity while a person must act. Every
 * part may be repeated; none changes a field that the fingerprint reads.
 */
import type { Json } from '../../src/base/json.ts';
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { ErpStatus } from '../../src/ports/connector.ts';
import { readRows, searchRead } from './client.ts';
import { millisOf, momentOf } from './odoo-time.ts';
import { STATUS_LABELS } from './provision/fields.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { idOf, textOf, type OdooRow } from './value.ts';

/** Head of the summary of every activity that is ours. */
const MARK = 'Passerelle';
/** From 17 on Odoo escapes the text of a chatter line itself; before, it took it for HTML. */
const ESCAPES_SINCE = 17;

export async function writeStatus(session: Session, ref: ErpRef, status: ErpStatus): Promise<void> {
  const id = recordId(ref);
  const values = statusValues(status);
  const present = await session.present(ref.model, [...Object.keys(values), 'invoice_user_id']);
  const [row] = await readRows(await session.client(), ref.model, [id], ['id', ...present], await session.context());
  if (row === undefined) {
    throw new PasserelleError('CONNECTOR_NOT_FOUND', `${ref.model} ${ref.id} is not in Odoo`, {
      where: { connection: session.connection },
    });
  }
  await writeFields(session, ref, row, values);
  await writeLine(session, ref, status);
  await writeActivity(session, ref, status, idOf(row['invoice_user_id']));
}

function statusValues(status: ErpStatus): Readonly<Record<string, string | false>> {
  const at = millisOf(status.at);
  return {
    x_passerelle_status: STATUS_LABELS.some(([code]) => code === status.code) ? status.code : false,
    x_passerelle_tracks: Object.values(status.tracks).join(' · ') || false,
    x_passerelle_date: at === null ? false : momentOf(at),
    x_passerelle_reason: status.reason ?? false,
    x_passerelle_reference: status.platformReference ?? false,
    x_passerelle_link: status.link ?? false,
  };
}

/** Only what differs is written: a write moves write_date even when it changes nothing. */
async function writeFields(session: Session, ref: ErpRef, row: OdooRow, values: Readonly<Record<string, string | false>>): Promise<void> {
  const vals: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    if (row[name] !== undefined && (textOf(row[name]) ?? false) !== value) vals[name] = value;
  }
  if (Object.keys(vals).length === 0) return;
  const call = { model: ref.model, method: 'write', ids: [recordId(ref)], args: { vals }, effect: true };
  await (await session.client()).call({ ...call, context: await session.context() });
}

async function writeLine(session: Session, ref: ErpRef, status: ErpStatus): Promise<void> {
  const client = await session.client();
  const mark = `[${status.reference}]`;
  const found = await searchRead(client, 'mail.message', {
    // in `ilike` an underscore stands for any character
    domain: [
      ['model', '=', ref.model],
      ['res_id', '=', recordId(ref)],
      ['body', 'ilike', mark.replace(/[\\%_]/g, '\\$&')],
    ],
    fields: [],
    limit: 1,
  });
  if (found.length > 0) return;
  const text = `${status.message} ${mark}`;
  const { major } = await session.version();
  const body = major >= ESCAPES_SINCE ? text : escapeHtml(text);
  const args = { body, message_type: 'comment', subtype_xmlid: 'mail.mt_note' };
  await client.call({
    model: ref.model,
    method: 'message_post',
    ids: [recordId(ref)],
    args,
    context: await session.context(),
    effect: true,
  });
}

async function writeActivity(session: Session, ref: ErpRef, status: ErpStatus, owner: number | null): Promise<void> {
  const client = await session.client();
  const open = await searchRead(client, 'mail.activity', {
    domain: [
      ['res_model', '=', ref.model],
      ['res_id', '=', recordId(ref)],
      ['create_uid', '=', await client.uid()],
      ['summary', '=like', `${MARK}%`],
    ],
    fields: ['summary', 'note'],
  });
  const summary = status.activity === undefined ? null : `${MARK} : ${status.activity.summary}`;
  const same = open.filter((row) => textOf(row['summary']) === summary && plain(row['note']) === plain(status.activity?.note));
  const old = open.filter((row) => !same.includes(row)).map((row) => idOf(row['id']) ?? 0);
  // taken away rather than marked done: a done activity would write a second line into the chatter
  if (old.length > 0) await client.call({ model: 'mail.activity', method: 'unlink', ids: old, effect: true });
  if (summary === null || same.length > 0 || status.activity === undefined) return;
  const note = escapeHtml(status.activity.note).replaceAll('\n', '<br/>');
  const args = { act_type_xmlid: 'mail.mail_activity_data_todo', summary, note, ...(owner === null ? {} : { user_id: owner }) };
  await client.call({
    model: ref.model,
    method: 'activity_schedule',
    ids: [recordId(ref)],
    args,
    context: await session.context(),
    effect: true,
  });
}

/** The letters of a note, for comparison: Odoo wraps, escapes and cleans HTML in its own way. */
function plain(note: unknown): string {
  if (typeof note !== 'string') return '';
  return note.replace(/<[^>]*>|&[a-z0-9#]+;|[\s<>&"']+/gi, '');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
