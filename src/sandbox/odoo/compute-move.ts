/**
 * Amounts of a move: of its lines, one tax line per tax (rounded over the document, or per line where the company says
 * so), one line per due date. Exact decimals throughout; Odoo's signs: a debit is positive.
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
import type { Cell, Row } from './row.ts';

const HUNDRED = dec('100');

export function decimalOf(cell: Cell | undefined): Decimal {
  return parseDecimal(typeof cell === 'string' ? cell : String(cell ?? 0)) ?? ZERO;
}

/** Everything from the product lines; tax lines that somebody changed are computed anew. */
export function computeMove(db: Database, id: number): void {
  const move = db.row('account.move', id);
  const lines = productLines(db, id);
  removeLines(db, id, 'tax');
  for (const line of lines) computeLine(db, move, line);
  if (isBill(move) && !roundsPerLine(db, move)) roundNets(move, lines);
  bookTaxes(db, move, taxAmounts(db, move, lines));
  settleMove(db, id);
}

/** Totals and due dates from the lines as they are. */
export function settleMove(db: Database, id: number): void {
  const move = db.row('account.move', id);
  removeLines(db, id, 'payment_term');
  const untaxed = sum(productLines(db, id).map((line) => unsigned(move, decimalOf(line['amount_currency']))));
  const tax = sum(linesOf(db, id, ['tax']).map((line) => unsigned(move, decimalOf(line['amount_currency']))));
  const total = add(untaxed, tax);
  bookTerms(db, move, total);
  db.update(
    'account.move',
    id,
    {
      amount_untaxed: formatDecimal(untaxed),
      amount_tax: formatDecimal(tax),
      amount_total: formatDecimal(total),
      amount_tax_signed: formatDecimal(negate(inCompanyCurrency(move, decimalOf(signed(move, tax))))),
      amount_residual: formatDecimal(total),
      payment_state: 'not_paid',
      invoice_line_ids: linesOf(db, id, ['product', 'line_section', 'line_note']).map((row) => row['id'] as number),
      line_ids: db.search('account.move.line', [['move_id', '=', id]]).map((row) => row['id'] as number),
    },
    move['write_uid'] as number,
  );
}

export function productLines(db: Database, id: number): readonly Row[] {
  return linesOf(db, id, ['product']);
}

function linesOf(db: Database, id: number, kinds: readonly string[]): readonly Row[] {
  return db.search(
    'account.move.line',
    [
      ['move_id', '=', id],
      ['display_type', 'in', kinds],
    ],
    { order: 'sequence, id' },
  );
}

function removeLines(db: Database, id: number, kind: string): void {
  for (const row of linesOf(db, id, [kind])) db.remove('account.move.line', row['id'] as number);
}

function computeLine(db: Database, move: Row, line: Row): void {
  const rest = subtract(HUNDRED, decimalOf(line['discount']));
  const gross = divide(multiply(multiply(decimalOf(line['quantity']), decimalOf(line['price_unit'])), rest), HUNDRED, 2);
  const taxes = taxesOf(db, line);
  const included = taxes.find((tax) => tax['price_include'] === true);
  const net = included === undefined ? gross : divide(multiply(gross, HUNDRED), add(HUNDRED, decimalOf(included['amount'])), 2);
  const tax = sum(taxes.map((row) => (row['has_negative_factor'] === true ? ZERO : percentOf(net, row))));
  line['price_subtotal'] = formatDecimal(net);
  line['price_total'] = formatDecimal(round(add(net, tax), 2));
  Object.assign(line, moneyOf(move, net));
}

/** Net amounts are rounded over the document: the sum of the exact ones, its odd cents moved into the first lines. */
function roundNets(move: Row, lines: readonly Row[]): void {
  const exact = lines.map((line) =>
    multiply(multiply(decimalOf(line['quantity']), decimalOf(line['price_unit'])), subtract(HUNDRED, decimalOf(line['discount']))),
  );
  let cents = subtract(divide(sum(exact), HUNDRED, 2), sum(lines.map((line) => decimalOf(line['price_subtotal'])))).units;
  for (const line of lines) {
    const step = cents > 0n ? 1n : cents < 0n ? -1n : 0n;
    Object.assign(line, moneyOf(move, add(decimalOf(line['price_subtotal']), { units: step, scale: 2 })));
    cents -= step;
  }
}

function roundsPerLine(db: Database, move: Row): boolean {
  const company = db.find('res.company', typeof move['company_id'] === 'number' ? move['company_id'] : 0);
  return company?.['tax_calculation_rounding_method'] === 'round_per_line';
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

function taxAmounts(db: Database, move: Row, lines: readonly Row[]): ReadonlyMap<number, TaxAmount> {
  const found = new Map<number, TaxAmount>();
  for (const line of lines) {
    for (const tax of taxesOf(db, line)) {
      const entry = found.get(tax['id'] as number) ?? { tax, base: ZERO, amount: ZERO };
      const net = decimalOf(line['price_subtotal']);
      entry.base = add(entry.base, net);
      entry.amount = add(entry.amount, percentOf(net, tax));
      found.set(tax['id'] as number, entry);
    }
  }
  if (!roundsPerLine(db, move)) for (const entry of found.values()) entry.amount = percentOf(entry.base, entry.tax);
  return found;
}

export function isBill(move: Row): boolean {
  return move['move_type'] === 'in_invoice' || move['move_type'] === 'in_refund';
}

function isDebit(move: Row): boolean {
  return move['move_type'] === 'out_refund' || move['move_type'] === 'in_invoice';
}

/** An invoice credits income and tax and debits the customer; credit notes and bills the other way round. */
function signed(move: Row, amount: Decimal): string {
  return formatDecimal(isDebit(move) ? amount : negate(amount));
}

function unsigned(move: Row, amount: Decimal): Decimal {
  return isDebit(move) ? amount : negate(amount);
}

function moneyOf(move: Row, amount: Decimal): Row {
  const amount_currency = signed(move, amount);
  return { amount_currency, balance: formatDecimal(inCompanyCurrency(move, decimalOf(amount_currency))) };
}

/** On the customer's or supplier's account, nothing of it settled. */
function openLine(move: Row, amount: Decimal): Row {
  const account_type = String(move['move_type']).startsWith('in_') ? 'liability_payable' : 'asset_receivable';
  return { account_type, amount_residual_currency: signed(move, amount) };
}

/** Odoo's rate says how much of the foreign currency one euro is. */
function inCompanyCurrency(move: Row, amount: Decimal): Decimal {
  const rate = decimalOf(move['invoice_currency_rate']);
  return divide(amount, isZero(rate) ? dec('1') : rate, 2);
}

function bookTaxes(db: Database, move: Row, taxes: ReadonlyMap<number, TaxAmount>): void {
  for (const { tax, base, amount } of taxes.values()) {
    if (isZero(amount)) continue;
    // reverse charge: due and deductible at once
    for (const part of tax['has_negative_factor'] === true ? [amount, negate(amount)] : [amount]) {
      db.insert('account.move.line', {
        move_id: move['id'] as number,
        display_type: 'tax',
        name: tax['name'] as string,
        sequence: 10_000,
        tax_line_id: tax['id'] as number,
        tax_base_amount: formatDecimal(base),
        currency_id: move['currency_id'] as number,
        company_id: move['company_id'] as number,
        ...moneyOf(move, part),
      });
    }
  }
}

/** Due dates by the payment term: `days` one date, `30/70` two parts. */
function bookTerms(db: Database, move: Row, total: Decimal): void {
  const term = typeof move['invoice_payment_term_id'] === 'number' ? move['invoice_payment_term_id'] : 0;
  const parts = TERM_PARTS[db.displayName('account.payment.term', term)] ?? [[HUNDRED, 0]];
  const from = typeof move['invoice_date'] === 'string' ? move['invoice_date'] : db.stamp().slice(0, 10);
  const given = term === 0 && typeof move['invoice_date_due'] === 'string' ? move['invoice_date_due'] : null;
  let left = total;
  let due = from;
  parts.forEach(([percent, days], index) => {
    const amount = index === parts.length - 1 ? left : divide(multiply(total, percent), HUNDRED, 2);
    left = subtract(left, amount);
    due = given ?? plusDays(from, days);
    db.insert('account.move.line', {
      move_id: move['id'] as number,
      display_type: 'payment_term',
      name: move['name'] === false ? '' : (move['name'] as string),
      sequence: 12_000,
      date_maturity: due,
      currency_id: move['currency_id'] as number,
      company_id: move['company_id'] as number,
      ...moneyOf(move, negate(amount)),
      ...openLine(move, negate(amount)),
    });
  });
  move['invoice_date_due'] = due;
}

const TERM_PARTS: Readonly<Record<string, readonly (readonly [Decimal, number])[]>> = {
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
