/** The legal entity behind a contact: contacts of a company have neither identifiers nor bills of their own. */
import { readRows } from './client.ts';
import type { Session } from './session.ts';
import { idOf } from './value.ts';

export async function commercialPartner(session: Session, partner: number): Promise<number> {
  const [row] = await readRows(await session.client(), 'res.partner', [partner], ['commercial_partner_id'], await session.context());
  return idOf(row?.['commercial_partner_id']) ?? partner;
}
