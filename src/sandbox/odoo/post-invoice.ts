/**
 * Posting: amounts of lines, one tax line per tax (rounded over the document, as French companies of Odoo do), one line
 * per due date, the number of the year. Exact decimals throughout.
 */
import {
  add,
  dec,
  divide,
  formatDecimal,
  isZero,
  multiply,
  negate,
  parseDecimal,
  round,
  subtract,
  sum,
  ZERO,
  type Decimal,
} from '../../model/decimal.ts';
import type { Database } from './database.ts';
import { pythonError } from './python-error.ts';
import type { Cell, Row } from './row.ts';

const HUNDRED = dec('100');

export function postInvoice(db: Database, id: number): void {
  const move = db.row('account.move', id);
  if (move['state'] === 'posted') throw pythonError('UserError', 'L’écriture est déjà comptabilisée.');
  const lines = productLines(db, id);
  if (lines.length === 0) throw pythonError('UserError', 'Vous devez ajouter une ligne avant de comptabiliser.');
  removeBooked(db, id);
  for (const line of lines) computeLine(db, move, line);
  const untaxed = sum(lines.map((line) => decimalOf(line['price_subtotal'])));
  const taxes = taxAmounts(db, lines);
  const tax = sum([...taxes.values()].map((entry) => entry.amount));
  bookTaxes(db, move, taxes);
  const total = add(untaxed, tax);
  bookTerms(db, move, total);
  const date = typeof move['invoice_date'] === 'string' ? move['invoice_date'] : db.stamp().slice(0, 10);
  db.update('account.move', id, {
    state: 'posted',
    posted_before: true,
    invoice_date: date,
    date,
    name: typeof move['name'] === 'string' && move['name'] !== '' ? move['name'] : nextNumber(db, move, date),
    amount_untaxed: formatDecimal(untaxed),
    amount_tax: formatDecimal(tax),
    amount_total: formatDecimal(total),
    amount_tax_signed: formatDecimal(inCompanyCurrency(move, tax)),
    amount_residual: formatDecimal(total),
    payment_state: 'not_paid',
    invoice_line_ids: productAndText(db, id),
    line_ids: db.search('account.move.line', [['move_id', '=', id]]).map((row) => row['id'] as number),
  });
  const posted = db.row('account.move', id);
  if (posted['payment_reference'] === false) posted['payment_reference'] = posted['name'] as string;
}

export function decimalOf(cell: Cell | undefined): Decimal {
  return parseDecimal(typeof cell === 'string' ? cell : String(cell ?? 0)) ?? ZERO;
}

function productLines(db: Database, id: number): readonly Row[] {
  return db.search(
    'account.move.line',
    [
      ['move_id', '=', id],
      ['display_type', '=', 'product'],
    ],
    { order: 'sequence, id' },
  );
}

function productAndText(db: Database, id: number): readonly number[] {
  return db
    .search(
      'account.move.line',
      [
        ['move_id', '=', id],
        ['display_type', 'in', ['product', 'line_section', 'line_note']],
      ],
      { order: 'sequence, id' },
    )
    .map((row) => row['id'] as number);
}

function removeBooked(db: Database, id: number): void {
  for (const row of db.search('account.move.line', [
    ['move_id', '=', id],
    ['display_type', 'in', ['tax', 'payment_term']],
  ])) {
    db.remove('account.move.line', row['id'] as number);
  }
}

function computeLine(db: Database, move: Row, line: Row): void {
  const rest = subtract(HUNDRED, decimalOf(line['discount']));
  const gross = divide(multiply(multiply(decimalOf(line['quantity']), decimalOf(line['price_unit'])), rest), HUNDRED, 2);
  const taxes = taxesOf(db, line);
  const included = taxes.find((tax) => tax['price_include'] === true);
  const net = included === undefined ? gross : divide(multiply(gross, HUNDRED), add(HUNDRED, decimalOf(included['amount'])), 2);
  const tax = sum(taxes.map((row) => percentOf(net, row)));
  line['price_subtotal'] = formatDecimal(net);
  line['price_total'] = formatDecimal(round(add(net, tax), 2));
  line['amount_currency'] = signed(move, net);
}

function taxesOf(db: Database, line: Row): readonly Row[] {
  return (line['tax_ids'] as readonly number[]).map((id) => db.row('account.tax', id));
}

function percentOf(base: Decimal, tax: Row): Decimal {
  return divide(multiply(base, decimalOf(tax['amount'])), HUNDRED, 2);
}

interface TaxAmount {
  readonly tax: Row;
  base: Decimal;
  amount: Decimal;
}

function taxAmounts(db: Database, lines: readonly Row[]): ReadonlyMap<number, TaxAmount> {
  const found = new Map<number, TaxAmount>();
  for (const line of lines) {
    for (const tax of taxesOf(db, line)) {
      const entry = found.get(tax['id'] as number) ?? { tax, base: ZERO, amount: ZERO };
      entry.base = add(entry.base, decimalOf(line['price_subtotal']));
      found.set(tax['id'] as number, entry);
    }
  }
  for (const entry of found.values()) entry.amount = percentOf(entry.base, entry.tax);
  return found;
}

/** An invoice credits income and tax and debits the customer; a credit note the other way round. */
function signed(move: Row, amount: Decimal): string {
  return formatDecimal(move['move_type'] === 'out_refund' ? amount : negate(amount));
}

function bookTaxes(db: Database, move: Row, taxes: ReadonlyMap<number, TaxAmount>): void {
  for (const { tax, base, amount } of taxes.values()) {
    if (isZero(amount)) continue;
    db.insert('account.move.line', {
      move_id: move['id'] as number,
      display_type: 'tax',
      name: tax['name'] as string,
      sequence: 10_000,
      tax_line_id: tax['id'] as number,
      tax_base_amount: formatDecimal(base),
      amount_currency: signed(move, amount),
      currency_id: move['currency_id'] as number,
      company_id: move['company_id'] as number,
    });
  }
}

/** Due dates by the payment term: `days` one date, `30/70` two parts; kept beside the term by demo-terms. */
function bookTerms(db: Database, move: Row, total: Decimal): void {
  const term = typeof move['invoice_payment_term_id'] === 'number' ? move['invoice_payment_term_id'] : 0;
  const parts = TERM_PARTS[db.displayName('account.payment.term', term)] ?? [[HUNDRED, 0]];
  const from = typeof move['invoice_date'] === 'string' ? move['invoice_date'] : db.stamp().slice(0, 10);
  let left = total;
  let due = from;
  parts.forEach(([percent, days], index) => {
    const amount = index === parts.length - 1 ? left : divide(multiply(total, percent), HUNDRED, 2);
    left = subtract(left, amount);
    due = plusDays(from, days);
    db.insert('account.move.line', {
      move_id: move['id'] as number,
      display_type: 'payment_term',
      name: move['name'] === false ? '' : (move['name'] as string),
      sequence: 12_000,
      date_maturity: due,
      amount_currency: signed(move, negate(amount)),
      currency_id: move['currency_id'] as number,
      company_id: move['company_id'] as number,
    });
  });
  move['invoice_date_due'] = due;
}

export const TERM_PARTS: Readonly<Record<string, readonly (readonly [Decimal, number])[]>> = {
  '30 jours': [[HUNDRED, 30]],
  '30 jours, 2 % sous 7 jours': [[HUNDRED, 30]],
  '30 % à la commande, solde à 60 jours': [
    [dec('30'), 0],
    [dec('70'), 60],
  ],
};

const ISO_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' });

export function plusDays(day: string, days: number): string {
  const millis = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return ISO_DAY.format(millis);
}

/** Odoo's rate says how much of the foreign currency one euro is. */
function inCompanyCurrency(move: Row, amount: Decimal): Decimal {
  const rate = decimalOf(move['invoice_currency_rate']);
  const own = divide(amount, isZero(rate) ? dec('1') : rate, 2);
  return move['move_type'] === 'out_refund' ? negate(own) : own;
}

function nextNumber(db: Database, move: Row, date: string): string {
  const prefix = `${move['move_type'] === 'out_refund' ? 'RFAC' : 'FAC'}/${date.slice(0, 4)}/`;
  const used = db.search('account.move', [
    ['name', '=like', `${prefix}%`],
    ['company_id', '=', move['company_id']],
  ]).length;
  return `${prefix}${String(used + 1).padStart(5, '0')}`;
}
