/**
 * VAT on collection: for the taxes that are due on payment, the entry of one match, each line rounded by itself and the
 * last VAT taking what is left, as Odoo 19 does. `tax_base_amount` is the whole invoice's there too.
 */
import { divide, formatDecimal, isZero, multiply, negate, subtract, sum, type Decimal } from '../../model/decimal.ts';
import { decimalOf } from './compute-move.ts';
import type { Database } from './database.ts';
import type { Row } from './row.ts';

export function bookCashBasis(db: Database, id: number, partial: number, amount: Decimal, date: string): void {
  const move = db.row('account.move', id);
  const company = db.find('res.company', move['company_id'] as number);
  if (company?.['tax_exigibility'] !== true || move['move_type'] === 'entry') return;
  const due = db.search('account.move.line', [['move_id', '=', id]], { order: 'id' }).filter((line) => isDue(db, line));
  if (due.length === 0) return;
  const common = { company_id: move['company_id'] as number, currency_id: move['currency_id'] as number };
  const entry = db.insert('account.move', {
    ...common, move_type: 'entry', state: 'posted', posted_before: true, date, name: `CABA/${String(partial).padStart(5, '0')}`,
    tax_cash_basis_rec_id: partial, tax_cash_basis_origin_move_id: id,
  });
  const last = isZero(decimalOf(move['amount_residual']));
  for (const line of due) {
    const share = divide(multiply(decimalOf(line['amount_currency']), amount), decimalOf(move['amount_total']), 2);
    const value = last && line['tax_line_id'] !== false ? rest(db, id, entry, line) : share;
    const told = { ...common, move_id: entry, amount_currency: formatDecimal(value), balance: formatDecimal(value) };
    const taxes = { tax_line_id: line['tax_line_id'] ?? false, tax_ids: line['tax_ids'] ?? [] };
    db.insert('account.move.line', { ...told, ...taxes, tax_base_amount: line['tax_base_amount'] ?? '0' });
    db.insert('account.move.line', { ...told, amount_currency: formatDecimal(negate(value)), balance: formatDecimal(negate(value)) });
  }
}

function isDue(db: Database, line: Row): boolean {
  const taxes = [line['tax_line_id'], ...(Array.isArray(line['tax_ids']) ? (line['tax_ids'] as readonly number[]) : [])];
  return taxes.some((id) => typeof id === 'number' && db.find('account.tax', id)?.['tax_exigibility'] === 'on_payment');
}

/** What the entries that still count have not booked of a VAT. */
function rest(db: Database, id: number, entry: number, line: Row): Decimal {
  const entries = db
    .search('account.move', [['tax_cash_basis_origin_move_id', '=', id], ['tax_cash_basis_rec_id', '!=', false]])
    .map((row) => row['id'] as number)
    .filter((each) => each !== entry);
  const booked = db.search('account.move.line', [['move_id', 'in', entries], ['tax_line_id', '=', line['tax_line_id']]]);
  return subtract(decimalOf(line['amount_currency']), sum(booked.map((row) => decimalOf(row['amount_currency']))));
}
