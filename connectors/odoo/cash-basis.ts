/**
 * VAT that Odoo booked when a payment was matched: the entries of a partial reconciliation, per rate with their base, in
 * the currency of the invoice. The base of such an entry is the balance of the line that carries the tax:
 * `tax_base_amount` is the whole invoice's (measured on Odoo 19).
 */
import type { CollectedRate } from '../../src/model/collect.ts';
import { searchRead } from './client.ts';
import { decimalCell } from './decimal-cell.ts';
import { positive, taxOfLine, type TaxKinds } from './due-parts.ts';
import type { MoneyMove } from './money-move.ts';
import { idOf } from './value.ts';

export interface CashBasis {
  /** Per partial reconciliation; none where Odoo booked nothing. */
  readonly booked: ReadonlyMap<number, readonly CollectedRate[]>;
  /** Ids of the entries. */
  readonly entries: readonly number[];
}

export async function cashBasisOf(move: MoneyMove, partials: readonly number[], taxes: TaxKinds): Promise<CashBasis> {
  const { session, context } = move;
  const client = await session.client();
  // both sides of a netting have entries of the same partial: the origin tells whose they are (14 called it otherwise)
  const [origin] = await session.present('account.move', ['tax_cash_basis_origin_move_id', 'tax_cash_basis_move_id']);
  const [of] = await session.present('account.move', ['tax_cash_basis_rec_id']);
  if (origin === undefined || of === undefined || partials.length === 0) return { booked: new Map(), entries: [] };
  const entries = await searchRead(client, 'account.move', {
    domain: [
      [of, 'in', partials],
      [origin, '=', move.id],
      ['state', '!=', 'cancel'],
    ],
    fields: [of],
    context,
  });
  const partialOf = new Map(entries.map((row) => [idOf(row['id']) ?? 0, idOf(row[of]) ?? 0]));
  if (entries.length === 0) return { booked: new Map(), entries: [] };
  const fields = await session.present('account.move.line', ['move_id', 'tax_line_id', 'tax_ids', 'amount_currency']);
  const lines = await searchRead(client, 'account.move.line', { domain: [['move_id', 'in', [...partialOf.keys()]]], fields, context });
  const booked = new Map<number, CollectedRate[]>();
  for (const line of lines) {
    const tax = taxOfLine(line, taxes);
    if (tax === undefined || tax.rate === null) continue;
    const partial = partialOf.get(idOf(line['move_id']) ?? 0) ?? 0;
    const list = booked.get(partial) ?? [];
    list.push({ rate: tax.rate, amount: positive(move.type, decimalCell(line['amount_currency'])) });
    booked.set(partial, list);
  }
  return { booked, entries: [...partialOf.keys()] };
}
