/** How a supplier's latest bills were booked, line by line: what a new bill of the same supplier most likely needs. */
import type { ErpRef } from '../../src/model/document.ts';
import type { BookedLine } from '../../src/ports/connector.ts';
import { searchRead } from './client.ts';
import { commercialPartner } from './commercial-partner.ts';
import { lineKind } from './pseudo-fields.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { idOf, idsOf, isRow, textOf, type OdooRow, type OdooValue } from './value.ts';

/** Lines of one bill may fill the whole answer; bills without lines are rare. */
const FIELDS = [
  'name',
  'account_id',
  'tax_ids',
  'product_id',
  'analytic_distribution',
  'analytic_account_id',
  'sequence',
  'move_id',
  'display_type',
  'exclude_from_invoice_tab',
  'tax_line_id',
  'is_rounding_line',
  'account_internal_type',
];

export async function history(session: Session, party: ErpRef, company: string, limit: number): Promise<readonly BookedLine[]> {
  const client = await session.client();
  const context = await session.context(await session.companyOf(company));
  const moves = await searchRead(client, 'account.move', {
    domain: [
      ['move_type', 'in', ['in_invoice', 'in_refund']],
      ['state', 'in', ['draft', 'posted']],
      ['commercial_partner_id', '=', await commercialPartner(session, recordId(party))],
      ['company_id', '=', await session.companyOf(company)],
    ],
    fields: [],
    order: 'invoice_date desc, id desc',
    limit,
    context,
  });
  const order = moves.map((move) => idOf(move['id']) ?? 0);
  const rows = await searchRead(client, 'account.move.line', {
    domain: [['move_id', 'in', order]],
    fields: await session.present('account.move.line', FIELDS),
    context,
  });
  const place = (row: OdooRow): number => order.indexOf(idOf(row['move_id']) ?? 0);
  const rank = (row: OdooRow): number => idOf(row['sequence']) ?? 0;
  return rows
    .filter((row) => lineKind(row) === 'product')
    .sort((a, b) => place(a) - place(b) || rank(a) - rank(b) || (idOf(a['id']) ?? 0) - (idOf(b['id']) ?? 0))
    .slice(0, limit)
    .map(bookedLine);
}

function bookedLine(row: OdooRow): BookedLine {
  const [account, product, analytic] = [idOf(row['account_id']), idOf(row['product_id']), analyticOf(row)];
  return {
    name: textOf(row['name']) ?? '',
    taxes: idsOf(row['tax_ids']).map(String),
    ...(account === null ? {} : { account: String(account) }),
    ...(product === null ? {} : { product: String(product) }),
    ...(analytic === null ? {} : { analytic }),
  };
}

/** Shares per analytic account as JSON from 16 on, one analytic account before. */
function analyticOf(row: OdooRow): string | null {
  const shares: OdooValue | undefined = row['analytic_distribution'];
  if (isRow(shares)) return Object.keys(shares).length === 0 ? null : JSON.stringify(shares);
  const account = idOf(row['analytic_account_id']);
  return account === null ? null : String(account);
}
