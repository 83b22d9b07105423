/**
 * A supplier's bill made in Odoo exactly once: `load` with external ids on the bill and on each of its lines creates
 * them the first time and finds them again afterwards, in one transaction. The bill stays a draft.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { BillToCreate } from '../../src/ports/connector.ts';
import { searchRead, type Domain } from './client.ts';
import { shorten } from './errors.ts';
import { recordId } from './record-id.ts';
import type { Fields, Session } from './session.ts';
import { idOf, idsOf, isRow, rowsOf, textOf } from './value.ts';

const MODULE = 'passerelle';
const REFERENCE_FIELD = 'x_passerelle_reference';

/** `businessKey`: supplier's Odoo id, its number and the year, as `partner:number:year`. */
export async function findBill(session: Session, key: string, businessKey: string): Promise<ErpRef | null> {
  const [provisioned] = await session.present('account.move', [REFERENCE_FIELD]);
  if (provisioned !== undefined) {
    const byKey = await oneBill(session, [[REFERENCE_FIELD, '=', key]]);
    if (byKey !== null) return byKey;
  }
  const match = /^(\d+):(.+):(\d{4})$/.exec(businessKey);
  if (match === null) return null;
  const [, partner = '', number = '', year = ''] = match;
  return oneBill(session, [
    ['commercial_partner_id', '=', Number.parseInt(partner, 10)], ['ref', '=', number], ['state', '!=', 'cancel'],
    ['invoice_date', '>=', `${year}-01-01`], ['invoice_date', '<=', `${year}-12-31`],
  ]);
}

async function oneBill(session: Session, domain: Domain): Promise<ErpRef | null> {
  const [row] = await searchRead(await session.client(), 'account.move', {
    domain: [['move_type', 'in', ['in_invoice', 'in_refund']], ['company_id', 'in', await session.companies()], ...domain],
    fields: [], limit: 1, context: await session.context(),
  });
  return row === undefined ? null : { model: 'account.move', id: String(idOf(row['id']) ?? 0) };
}

export async function createBill(session: Session, bill: BillToCreate): Promise<ErpRef> {
  const table = await tableOf(session, bill);
  const answer = await (await session.client()).call({
    model: 'account.move', method: 'load', args: { fields: table.fields, data: table.data },
    context: { ...(await session.context(recordId({ id: bill.company }))), tracking_disable: true }, effect: true,
  });
  // a refusal is an answer of 200 with `ids: false`: a concurrent load of the same key, or a value Odoo does not take
  const [id] = isRow(answer) ? idsOf(answer['ids']) : [];
  if (id !== undefined) return { model: 'account.move', id: String(id) };
  const words = isRow(answer) ? rowsOf(answer['messages'] ?? null).map((row) => textOf(row['message']) ?? '') : [];
  throw new PasserelleError('CONNECTOR_REFUSED', `Odoo did not take the bill: ${shorten(words.join(' · '))}`, {
    where: { connection: session.connection },
  });
}

interface Table {
  readonly fields: readonly string[];
  readonly data: readonly (readonly string[])[];
}

/** The import table: the bill with its first line in the first row, one row for each further line. */
async function tableOf(session: Session, bill: BillToCreate): Promise<Table> {
  const heads = (await session.fields('account.move')) ?? {};
  const below = (await session.fields('account.move.line')) ?? {};
  const { invoice_line_ids: listed, ...rest } = bill.values;
  const head: Record<string, unknown> = { ...rest, ...(heads[REFERENCE_FIELD] === undefined ? {} : { [REFERENCE_FIELD]: bill.key }) };
  const lines = Array.isArray(listed) ? (listed as readonly Readonly<Record<string, unknown>>[]) : [];
  const names = Object.keys(head).filter((name) => heads[name] !== undefined);
  const lineNames = [...new Set(lines.flatMap((line) => Object.keys(line)))].filter((name) => below[name] !== undefined);
  const identity = externalId(bill.key);
  const fields = [
    'id', ...names.map((name) => column(name, heads)),
    // without an id of its own each line would be added again by a second load
    'invoice_line_ids/id', ...lineNames.map((name) => `invoice_line_ids/${column(name, below)}`),
  ];
  const rows = lines.length === 0 ? [undefined] : lines;
  const data = rows.map((line, index) => [
    ...(index === 0 ? [identity, ...names.map((name) => cell(head[name]))] : ['', ...names.map(() => '')]),
    line === undefined ? '' : `${identity}_line_${String(index + 1)}`,
    ...lineNames.map((name) => cell(line?.[name])),
  ]);
  return { fields, data };
}

/** A relation is given by the database id of its record. */
function column(name: string, fields: Fields): string {
  return fields[name]?.relation === undefined ? name : `${name}/.id`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(cell).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** External ids hold neither dots nor spaces after the module's name. */
function externalId(key: string): string {
  return `${MODULE}.${key.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}
