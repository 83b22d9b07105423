/** The purchase order that a supplier's invoice names; Odoo without the purchase module has none. */
import type { ErpRef } from '../../src/model/document.ts';
import { searchRead } from './client.ts';
import { commercialPartner } from './commercial-partner.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { idOf } from './value.ts';

const MODEL = 'purchase.order';

/** By our number or the supplier's own; null when there is none, or more than one. */
export async function findOrder(session: Session, number: string, party: ErpRef, company: string): Promise<ErpRef | null> {
  const wanted = number.trim().replace(/[\\%_]/g, '\\$&');
  if (wanted === '' || (await session.fields(MODEL)) === null) return null;
  const rows = await searchRead(await session.client(), MODEL, {
    domain: [
      '|',
      ['name', '=ilike', wanted],
      ['partner_ref', '=ilike', wanted],
      ['partner_id.commercial_partner_id', '=', await commercialPartner(session, recordId(party))],
      ['company_id', '=', await session.companyOf(company)],
      ['state', '!=', 'cancel'],
    ],
    fields: [],
    limit: 2,
    context: await session.context(await session.companyOf(company)),
  });
  const [one, another] = rows.map((row) => idOf(row['id']));
  return one === undefined || one === null || another !== undefined ? null : { model: MODEL, id: String(one) };
}
