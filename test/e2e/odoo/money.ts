/** Money in the Odoo under test, moved with Odoo's own wizards; and what Odoo itself says of it, read as administrator. */
import type { Admin, Id } from './admin.ts';
import type { Built } from './build.ts';
import type { Ground } from './ground.ts';

export interface Payment {
  readonly amount: number;
  readonly date: string;
  /** The currency paid in; that of the invoice when absent. */
  readonly currency?: string;
  /** Further values of the wizard. */
  readonly values?: Readonly<Record<string, unknown>>;
}

type Paid = Pick<Built, 'id'> & { readonly company?: 0 | 1 };

function contextOf(ground: Ground, built: Paid): Record<string, unknown> {
  return { allowed_company_ids: [ground.companies[built.company ?? 0]] };
}

/** Ids of the partial reconciliations it made on the document's own account. */
export async function pay(ground: Ground, built: Paid, payment: Payment): Promise<readonly Id[]> {
  const { admin } = ground;
  const before = await matchesOf(admin, built.id);
  const context = { active_model: 'account.move', active_ids: [built.id], ...contextOf(ground, built) };
  const values = {
    payment_date: payment.date,
    ...(payment.currency === undefined ? {} : { currency_id: ground.currency(payment.currency) }),
    amount: payment.amount,
    ...payment.values,
  };
  const [wizard] = await admin.create('account.payment.register', [values], context);
  await admin.call('account.payment.register', 'action_create_payments', [[wizard]], { context });
  const known = new Set(before.map((match) => match.id));
  return (await matchesOf(admin, built.id)).filter((match) => !known.has(match.id)).map((match) => match.id);
}

/** As the cross beside a payment of an invoice does. */
export async function unmatch(ground: Ground, built: Paid, partial: Id): Promise<void> {
  await ground.admin.call('account.move', 'js_remove_outstanding_partial', [[built.id], partial], { context: contextOf(ground, built) });
}

/** As the offer of an outstanding payment or credit note under an invoice does. */
export async function match(ground: Ground, built: Paid, line: Id): Promise<void> {
  await ground.admin.call('account.move', 'js_assign_outstanding_line', [[built.id], line], { context: contextOf(ground, built) });
}

/** An entry by hand that settles a document: debits by the beginning of an account's code, credit on the customer's account. */
export async function bookAgainst(ground: Ground, built: Paid, date: string, debits: Readonly<Record<string, number>>): Promise<void> {
  const { admin } = ground;
  const context = contextOf(ground, built);
  const company = ground.companies[built.company ?? 0];
  const [own] = await admin.rows<{ account_id: [Id, string]; partner_id: [Id, string] }>(
    'account.move.line',
    [['id', '=', (await partnerLine(admin, built.id)).id]],
    ['account_id', 'partner_id'],
  );
  const [journal] = await admin.search('account.journal', [
    ['type', '=', 'general'],
    ['code', 'in', ['MISC', 'OD']],
    ['company_id', '=', company],
  ]);
  const partner = own?.partner_id[0];
  const lines: unknown[] = [];
  for (const [code, debit] of Object.entries(debits)) {
    const [account] = await admin.search('account.account', [['code', '=like', `${code}%`]], { context, limit: 1 });
    lines.push([0, 0, { account_id: account, partner_id: partner, debit, name: code }]);
  }
  const credit = Object.values(debits).reduce((all, one) => all + one, 0);
  lines.push([0, 0, { account_id: own?.account_id[0], partner_id: partner, credit, name: 'règlement' }]);
  const [entry] = await admin.create('account.move', [{ move_type: 'entry', journal_id: journal, date, line_ids: lines }], context);
  await admin.call('account.move', 'action_post', [[entry]], { context });
  const [line] = await admin.search('account.move.line', [
    ['move_id', '=', entry],
    ['account_id', '=', own?.account_id[0]],
  ]);
  await match(ground, built, line ?? 0);
}

interface LineRow {
  readonly id: Id;
  readonly move_id: readonly [Id, string];
  readonly move_type: string;
  readonly matched_debit_ids: readonly Id[];
  readonly matched_credit_ids: readonly Id[];
}

/** The line of a document or payment on the partner's account. */
export async function partnerLine(admin: Admin, move: Id): Promise<LineRow> {
  const [line] = await admin.rows<LineRow>(
    'account.move.line',
    [
      ['move_id', '=', move],
      ['account_type', 'in', ['asset_receivable', 'liability_payable']],
    ],
    ['move_id', 'matched_debit_ids', 'matched_credit_ids'],
  );
  if (line === undefined) throw new Error(`move ${move} is on no partner's account`);
  return line;
}

export interface Match {
  readonly id: Id;
  /** In the document's currency. */
  readonly amount: number;
  /** Line on the other side, and the kind of its move. */
  readonly line: Id;
  readonly kind: string;
}

/** What a document is matched with now; differences of exchange have no amount and are left out. */
export async function matchesOf(admin: Admin, move: Id): Promise<readonly Match[]> {
  const own = await partnerLine(admin, move);
  const rows = await admin.rows<Record<string, unknown> & { id: Id }>(
    'account.partial.reconcile',
    [['id', 'in', [...own.matched_debit_ids, ...own.matched_credit_ids]]],
    ['debit_move_id', 'credit_move_id', 'debit_amount_currency', 'credit_amount_currency'],
  );
  const sides = rows.map((row) => {
    const [debit] = row['debit_move_id'] as [Id, string];
    const [credit] = row['credit_move_id'] as [Id, string];
    const amount = (debit === own.id ? row['debit_amount_currency'] : row['credit_amount_currency']) as number;
    return { id: row.id, amount, line: debit === own.id ? credit : debit };
  });
  const others = await admin.rows<LineRow>('account.move.line', [['id', 'in', sides.map((side) => side.line)]], ['move_type']);
  const kinds = new Map(others.map((line) => [line.id, line.move_type]));
  return sides.filter((side) => side.amount !== 0).map((side) => ({ ...side, kind: kinds.get(side.line) ?? '' }));
}

/** VAT with its base that Odoo booked for the present matches of a document, by rate, in cents of its currency. */
export async function cashBasisCents(admin: Admin, move: Id): Promise<ReadonlyMap<string, number>> {
  const matches = await matchesOf(admin, move);
  const lines = await admin.rows<{ amount_currency: number; tax_line_id: [Id, string] | false; tax_ids: readonly Id[] }>(
    'account.move.line',
    [
      ['move_id.tax_cash_basis_origin_move_id', '=', move],
      ['move_id.tax_cash_basis_rec_id', 'in', matches.map((one) => one.id)],
    ],
    ['amount_currency', 'tax_line_id', 'tax_ids'],
  );
  const taxes = await admin.rows<{ id: Id; amount: number }>('account.tax', [['active', 'in', [true, false]]], ['amount']);
  const rates = new Map(taxes.map((tax) => [tax.id, tax.amount]));
  const cents = new Map<string, number>();
  for (const line of lines) {
    const rate = rates.get(line.tax_line_id === false ? (line.tax_ids[0] ?? 0) : line.tax_line_id[0]);
    if (rate === undefined) continue;
    const key = String(rate);
    cents.set(key, (cents.get(key) ?? 0) - Math.round(line.amount_currency * 100));
  }
  return cents;
}

/** From a day on, one euro is so much of a currency, for both companies. */
export async function changeRate({ admin, companies, ...ground }: Ground, currency: string, date: string, rate: number): Promise<void> {
  const currencyId = ground.currency(currency);
  for (const company of companies) {
    const known = await admin.search('res.currency.rate', [
      ['name', '=', date],
      ['currency_id', '=', currencyId],
      ['company_id', '=', company],
    ]);
    if (known.length > 0) await admin.write('res.currency.rate', known, { rate });
    else await admin.create('res.currency.rate', [{ name: date, currency_id: currencyId, company_id: company, rate }]);
  }
}
