/**
 * Money and matches: payments of posted invoices and bills, credit notes set off, matches taken back. As in Odoo 19 a
 * match is a partial reconciliation whose row vanishes when it is taken back, and a payment of a customer books the VAT
 * that is due on collection. In the currency of the document; differences of exchange are not played.
 */
import { absolute, add, compare, dec, equals, formatDecimal, isZero, negate, subtract, sum, type Decimal } from '../../model/decimal.ts';
import { bookCashBasis } from './cash-basis.ts';
import { decimalOf } from './compute-move.ts';
import type { Database } from './database.ts';
import { pythonError } from './python-error.ts';
import type { Row } from './row.ts';

export interface SandboxPayment {
  /** What it settles. */
  readonly amount: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** What came; the rest is written off. The whole amount when absent. */
  readonly money?: string;
}

/** The partial reconciliations it made: one per due date. */
export function payMove(db: Database, id: number, { amount, date, money = amount }: SandboxPayment): readonly number[] {
  const move = postedMove(db, id);
  const settles = dec(amount);
  const debit = openLines(db, id).some((line) => decimalOf(line['amount_currency']).units > 0n);
  const side = (value: Decimal): string => formatDecimal(debit ? value : negate(value));
  const common = { company_id: move['company_id'] as number, currency_id: move['currency_id'] as number };
  const posted = { move_type: 'entry', state: 'posted', posted_before: true };
  const entry = db.insert('account.move', { ...common, ...posted, date, name: nextName(db) });
  const payment = db.insert('account.payment', { amount: money, date, move_id: entry, company_id: common.company_id });
  const line = (account: string, value: Decimal): number =>
    db.insert('account.move.line', {
      ...common, move_id: entry, payment_id: payment, account_type: account, amount_currency: side(value), balance: side(value),
      amount_residual_currency: side(value),
    });
  line('asset_cash', dec(money));
  if (!equals(dec(money), settles)) line('expense', subtract(settles, dec(money)));
  const counterpart = line(partnerAccount(db, id), negate(settles));
  return matchLines(db, id, counterpart, date);
}

/** An invoice with a credit note of the same partner: the partial reconciliations it made. */
export function offsetMoves(db: Database, invoice: number, credit: number): readonly number[] {
  postedMove(db, invoice);
  const dates = [postedMove(db, credit)['date'], db.row('account.move', invoice)['date']].map(String).sort();
  return openLines(db, credit).flatMap((line) => matchLines(db, invoice, line['id'] as number, dates[1] ?? ''));
}

export function unmatch(db: Database, partial: number): void {
  const row = db.row('account.partial.reconcile', partial);
  const moves = linesOfPartial(db, row).map((line) => line['move_id'] as number);
  for (const entry of db.search('account.move', [['tax_cash_basis_rec_id', '=', partial]])) {
    db.update('account.move', entry['id'] as number, { tax_cash_basis_rec_id: false });
  }
  db.remove('account.partial.reconcile', partial);
  for (const id of new Set(moves)) refreshOpen(db, id);
}

/** What cancelling does: an entry that does not count settles nothing. */
export function unmatchAll(db: Database, id: number): void {
  const lines = partnerLines(db, id).map((line) => line['id']);
  const matches = db.search('account.partial.reconcile', ['|', ['debit_move_id', 'in', lines], ['credit_move_id', 'in', lines]]);
  for (const match of matches) unmatch(db, match['id'] as number);
}

function matchLines(db: Database, id: number, other: number, date: string): readonly number[] {
  const made: number[] = [];
  for (const own of openLines(db, id)) {
    const left = absolute(decimalOf(db.row('account.move.line', other)['amount_residual_currency']));
    const open = absolute(decimalOf(own['amount_residual_currency']));
    const amount = compare(left, open) < 0 ? left : open;
    if (isZero(amount)) continue;
    const ownIsDebit = decimalOf(own['amount_currency']).units > 0n;
    const [debit, credit] = ownIsDebit ? [own['id'] as number, other] : [other, own['id'] as number];
    const text = formatDecimal(amount);
    const partial = db.insert('account.partial.reconcile', {
      amount: text, debit_amount_currency: text, credit_amount_currency: text, debit_move_id: debit, credit_move_id: credit,
      max_date: date, company_id: own['company_id'] as number,
    });
    made.push(partial);
    const moves = new Set([own, db.row('account.move.line', other)].map((line) => line['move_id'] as number));
    for (const move of moves) refreshOpen(db, move);
    for (const move of moves) bookCashBasis(db, move, partial, amount, date);
  }
  return made;
}

/** What is open of a move, from its matches alone. */
function refreshOpen(db: Database, id: number): void {
  let open = dec('0');
  for (const line of partnerLines(db, id)) {
    const debits = db.search('account.partial.reconcile', [['credit_move_id', '=', line['id']]]);
    const credits = db.search('account.partial.reconcile', [['debit_move_id', '=', line['id']]]);
    const settled = sum([...debits, ...credits].map((row) => decimalOf(row['debit_amount_currency'])));
    const whole = decimalOf(line['amount_currency']);
    const rest = whole.units < 0n ? add(whole, settled) : subtract(whole, settled);
    open = add(open, absolute(rest));
    db.update('account.move.line', line['id'] as number, {
      amount_residual_currency: formatDecimal(rest),
      matched_debit_ids: debits.map((row) => row['id'] as number),
      matched_credit_ids: credits.map((row) => row['id'] as number),
    });
  }
  const move = db.row('account.move', id);
  if (move['move_type'] === 'entry') return;
  const state = isZero(open) ? 'paid' : equals(open, decimalOf(move['amount_total'])) ? 'not_paid' : 'partial';
  db.update('account.move', id, { amount_residual: formatDecimal(open), payment_state: state });
}

function partnerLines(db: Database, id: number): readonly Row[] {
  return db.search('account.move.line', [['move_id', '=', id], ['account_type', 'in', ['asset_receivable', 'liability_payable']]]);
}

function openLines(db: Database, id: number): readonly Row[] {
  return partnerLines(db, id).filter((line) => !isZero(decimalOf(line['amount_residual_currency'])));
}

function partnerAccount(db: Database, id: number): string {
  return String(partnerLines(db, id)[0]?.['account_type'] ?? 'asset_receivable');
}

function linesOfPartial(db: Database, row: Row): readonly Row[] {
  return [row['debit_move_id'], row['credit_move_id']].map((id) => db.row('account.move.line', id as number));
}

function postedMove(db: Database, id: number): Row {
  const move = db.row('account.move', id);
  if (move['state'] !== 'posted') throw pythonError('UserError', 'Seules les écritures comptabilisées peuvent être payées.');
  return move;
}

function nextName(db: Database): string {
  return `PBNK1/${String(db.search('account.payment', []).length + 1).padStart(5, '0')}`;
}
