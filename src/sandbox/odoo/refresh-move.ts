/** Amounts of a draft bill kept up to date around a change of it, as Odoo does: set taxes stay unless a line changed. */
import { computeMove, isBill, productLines, settleMove } from './compute-move.ts';
import type { Database } from './database.ts';

/** Runs a change of the move `known` (null: of one that it makes) and answers its id. */
export function refreshMove(db: Database, model: string, change: () => number, known: number | null): number {
  if (model !== 'account.move') return change();
  const before = known === null ? null : basis(db, known);
  const totals = known === null ? null : settled(db, known);
  const id = change();
  const move = db.row(model, id);
  if (!isBill(move) || move['state'] !== 'draft') return id;
  if (before === null || before !== basis(db, id)) computeMove(db, id);
  else if (totals !== settled(db, id)) settleMove(db, id);
  return id;
}

/** What totals and due dates are made of: a status or a decision changes neither. */
function settled(db: Database, id: number): string {
  const move = db.find('account.move', id);
  const lines = db.search('account.move.line', [
    ['move_id', '=', id],
    ['display_type', 'in', ['product', 'tax']],
  ]);
  return JSON.stringify([
    move?.['invoice_date'],
    move?.['invoice_date_due'],
    move?.['invoice_payment_term_id'],
    lines.map((line) => [line['id'], line['amount_currency']]),
  ]);
}

/** What taxes are computed from. */
function basis(db: Database, id: number): string {
  const move = db.find('account.move', id);
  const lines = move === undefined ? [] : productLines(db, id);
  return JSON.stringify([
    move?.['currency_id'],
    move?.['move_type'],
    lines.map((line) => [line['id'], line['quantity'], line['price_unit'], line['discount'], line['tax_ids']]),
  ]);
}
