/**
 * Net amounts and VAT of a draft set to what the supplier states: Odoo computes its own, which rounding may move by some
 * cents. Only such differences are set, as a clerk would in the form; a larger one says that something else is wrong.
 */
import type { Json } from '../../src/base/json.ts';
import { absolute, formatDecimal, negate, subtract, sum, type Decimal } from '../../src/model/decimal.ts';
import type { BillToCreate } from '../../src/ports/connector.ts';
import { readRows, searchRead } from './client.ts';
import { decimalCell } from './decimal-cell.ts';
import { lineKind } from './pseudo-fields.ts';
import type { Context, Session } from './session.ts';
import { planNets, planTaxes, type BookedTaxLine, type TaxChange } from './plan-taxes.ts';
import { idOf, idsOf, textOf, type OdooRow } from './value.ts';

/** From 16 on Odoo moves the supplier's line by itself when a line of the draft is written. */
const BALANCES_SINCE = 16;

export async function setTaxes(session: Session, id: number, taxes: NonNullable<BillToCreate['taxes']>, context: Context): Promise<void> {
  const client = await session.client();
  const heads = await session.present('account.move', ['move_type', 'invoice_currency_rate', 'currency_id', 'company_currency_id']);
  const [move] = await readRows(client, 'account.move', [id], heads, context);
  if (move === undefined) return;
  const fields = await session.present('account.move.line', [
    'tax_line_id',
    'tax_ids',
    'amount_currency',
    'balance',
    'date_maturity',
    'price_subtotal',
    'display_type',
    'exclude_from_invoice_tab',
    'account_internal_type',
    'is_rounding_line',
  ]);
  const rows = await searchRead(client, 'account.move.line', { domain: [['move_id', '=', id]], fields, context });
  const digits = await digitsOf(session, move);
  const sign = textOf(move['move_type']) === 'in_refund' ? -1 : 1;
  const lines = rows.map(bookedLine);
  const room = { sign, rate: rateOf(move, rows), ...digits } as const;
  const changes = [...planNets(lines, room), ...planTaxes(lines, taxes, room)];
  if (changes.length === 0) return;
  const { major } = await session.version();
  const commands = major >= BALANCES_SINCE ? changes.map(written) : [...changes.map(writtenBefore), ...payable(rows, changes)];
  await client.call({
    model: 'account.move',
    method: 'write',
    ids: [id],
    args: { vals: { line_ids: commands } },
    context: { ...context, tracking_disable: true },
    effect: true,
  });
}

function bookedLine(row: OdooRow): BookedTaxLine {
  return {
    id: idOf(row['id']) ?? 0,
    tax: idOf(row['tax_line_id']),
    taxes: idsOf(row['tax_ids']),
    amount: decimalCell(row['amount_currency']),
    balance: decimalCell(row['balance']),
    net: lineKind(row) === 'product' ? decimalCell(row['price_subtotal']) : null,
  };
}

async function digitsOf(session: Session, move: OdooRow): Promise<{ readonly digits: number; readonly companyDigits: number }> {
  const [own, company] = [idOf(move['currency_id']), idOf(move['company_currency_id'])];
  const ids = [...new Set([own, company])].filter((id) => id !== null);
  const rows = await readRows(await session.client(), 'res.currency', ids, await session.present('res.currency', ['decimal_places']));
  const of = (id: number | null): number => idOf(rows.find((row) => idOf(row['id']) === id)?.['decimal_places']) ?? 2;
  return { digits: of(own), companyDigits: of(company) };
}

/** How much of the bill's currency one unit of the company's is: told from 17 on, before from the lines. */
function rateOf(move: OdooRow, rows: readonly OdooRow[]): { readonly amount: Decimal; readonly balance: Decimal } {
  const told = decimalCell(move['invoice_currency_rate']);
  if (told.units > 0n) return { amount: told, balance: { units: 1n, scale: 0 } };
  const total = (field: string): Decimal => sum(rows.map((row) => absolute(decimalCell(row[field]))));
  return { amount: total('amount_currency'), balance: total('balance') };
}

type Command = readonly [1, number, Readonly<Record<string, Json>>];
type Line = Pick<TaxChange, 'id' | 'amount' | 'balance'>;

function written({ id, amount, balance }: Line): Command {
  return [1, id, { amount_currency: wire(amount), balance: wire(balance) }];
}

function writtenBefore({ id, amount, balance }: Line): Command {
  const credit = balance.units < 0n;
  return [1, id, { amount_currency: wire(amount), debit: credit ? 0 : wire(balance), credit: credit ? wire(negate(balance)) : 0 }];
}

/** Up to 15 Odoo leaves the supplier's line as it is, and an entry must balance. */
function payable(rows: readonly OdooRow[], changes: readonly TaxChange[]): readonly Command[] {
  const line = rows.findLast((row) => textOf(row['date_maturity']) !== null && idOf(row['tax_line_id']) === null);
  if (line === undefined) return [];
  const less = (field: string, by: Decimal): Decimal => subtract(decimalCell(line[field]), by);
  return [
    writtenBefore({
      id: idOf(line['id']) ?? 0,
      amount: less('amount_currency', sum(changes.map((change) => change.amountBy))),
      balance: less('balance', sum(changes.map((change) => change.balanceBy))),
    }),
  ];
}

/** The wire knows doubles only; an amount of at most 15 digits comes back from one as it was. */
function wire(amount: Decimal): number {
  return JSON.parse(formatDecimal(amount)) as number;
}
