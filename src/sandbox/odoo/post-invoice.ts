/** Posting: the amounts, the number of the year, the dates. Taxes that somebody set on a bill stay as they were set. */
import { computeMove, isBill, productLines, settleMove } from './compute-move.ts';
import type { Database } from './database.ts';
import { pythonError } from './python-error.ts';
import type { Row } from './row.ts';

export function postInvoice(db: Database, id: number): void {
  const move = db.row('account.move', id);
  if (move['state'] === 'posted') throw pythonError('UserError', 'L’écriture est déjà comptabilisée.');
  if (productLines(db, id).length === 0) throw pythonError('UserError', 'Vous devez ajouter une ligne avant de comptabiliser.');
  if (isBill(move)) settleMove(db, id);
  else computeMove(db, id);
  const date = typeof move['invoice_date'] === 'string' ? move['invoice_date'] : db.stamp().slice(0, 10);
  db.update('account.move', id, {
    state: 'posted',
    posted_before: true,
    invoice_date: date,
    date,
    name: typeof move['name'] === 'string' && move['name'] !== '' ? move['name'] : nextNumber(db, move, date),
  });
  const posted = db.row('account.move', id);
  if (posted['payment_reference'] === false && !isBill(move)) posted['payment_reference'] = posted['name'] as string;
}

const PREFIXES: Readonly<Record<string, string>> = { out_refund: 'RFAC', in_invoice: 'FACTU', in_refund: 'RFACTU' };

function nextNumber(db: Database, move: Row, date: string): string {
  const prefix = `${PREFIXES[String(move['move_type'])] ?? 'FAC'}/${date.slice(0, 4)}/`;
  const used = db.search('account.move', [
    ['name', '=like', `${prefix}%`],
    ['company_id', '=', move['company_id']],
  ]).length;
  return `${prefix}${String(used + 1).padStart(5, '0')}`;
}
