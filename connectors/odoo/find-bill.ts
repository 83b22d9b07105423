/**
 * Bills that are there already: by our key, or by what makes two bills the same to an accountant, the supplier, its
 * number and the year. Numbers are compared without case, spaces and separators: clerks type them as they like.
 */
import type { ErpRef } from '../../src/model/document.ts';
import { mayDo } from './access.ts';
import { REFERENCE_FIELD } from './bill-table.ts';
import { searchRead, type Domain } from './client.ts';
import { commercialPartner } from './commercial-partner.ts';
import { externalId, ourIds } from './external-id.ts';
import type { Session } from './session.ts';
import { idOf, textOf, type OdooRow } from './value.ts';

/** Where external ids may not be read, the bill of a key is looked for among the newest that we made. */
const CANDIDATES_MAX = 500;

/** `businessKey`: supplier's Odoo id, its number and the year, as `partner:number:year`. */
export async function findBill(session: Session, key: string, businessKey: string): Promise<ErpRef | null> {
  const [, partner = '', number = '', year = ''] = /^(\d{1,15}):(.+):(\d{4})$/s.exec(businessKey) ?? [];
  const hint = partner === '' ? {} : { partner: Number.parseInt(partner, 10), number };
  const id =
    (await billByKey(session, key, hint)) ??
    (partner === '' ? null : await billByNumber(session, Number.parseInt(partner, 10), number, year));
  return id === null ? null : { model: 'account.move', id: String(id) };
}

export interface BillHint {
  readonly partner?: number;
  readonly number?: string;
}

export async function billByKey(session: Session, key: string, { partner, number }: BillHint): Promise<number | null> {
  const [provisioned] = await session.present('account.move', [REFERENCE_FIELD]);
  if (provisioned !== undefined) {
    const [row] = await bills(session, [[REFERENCE_FIELD, '=', key]], { limit: 1 });
    if (row !== undefined) return idOf(row['id']);
  }
  if (await mayDo(session, 'ir.model.data', 'read')) return billNamed(session, key);
  const near: Domain[] = [
    ...(partner === undefined || partner === 0 ? [] : [['partner_id', '=', partner]]),
    ...(number === undefined ? [] : [['ref', '=', number]]),
  ];
  const rows = await bills(
    session,
    [['create_uid', '=', await (await session.client()).uid()], ...(near.length === 2 ? ['|'] : []), ...near],
    {
      limit: CANDIDATES_MAX,
      order: 'id desc',
    },
  );
  const ids = rows.map((row) => idOf(row['id']) ?? 0);
  const ours = await ourIds(session, 'account.move', ids);
  return ids.find((id) => ours.get(id)?.includes(externalId(key)) === true) ?? null;
}

/** Only administrators of settings may read external ids; then nothing needs to be looked through. */
async function billNamed(session: Session, key: string): Promise<number | null> {
  const [module = '', name = ''] = externalId(key).split('.');
  const [row] = await searchRead(await session.client(), 'ir.model.data', {
    domain: [
      ['module', '=', module],
      ['name', '=', name],
      ['model', '=', 'account.move'],
    ],
    fields: ['res_id'],
    limit: 1,
  });
  const id = idOf(row?.['res_id']);
  const [bill] = id === null ? [] : await bills(session, [['id', '=', id]], { limit: 1 });
  return bill === undefined ? null : id;
}

async function billByNumber(session: Session, partner: number, number: string, year: string): Promise<number | null> {
  const wanted = comparable(number);
  if (wanted === '') return null;
  const rows = await bills(
    session,
    [
      ['commercial_partner_id', '=', await commercialPartner(session, partner)],
      ['state', '!=', 'cancel'],
      // the pattern finds too much, never too little: what is found is compared below
      ['ref', '=ilike', `%${[...wanted].join('%')}%`],
      '|',
      ['invoice_date', '=', false],
      '&',
      ['invoice_date', '>=', `${year}-01-01`],
      ['invoice_date', '<=', `${year}-12-31`],
    ],
    { order: 'state desc, id' },
  );
  const same = rows.find((row) => comparable(textOf(row['ref']) ?? '') === wanted);
  return same === undefined ? null : idOf(same['id']);
}

async function bills(session: Session, domain: Domain, options: { limit?: number; order?: string }): Promise<readonly OdooRow[]> {
  return searchRead(await session.client(), 'account.move', {
    domain: [['move_type', 'in', ['in_invoice', 'in_refund']], ['company_id', 'in', await session.companies()], ...domain],
    fields: ['ref'],
    context: await session.context(),
    ...options,
  });
}

function comparable(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
