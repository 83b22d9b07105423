/** A posted invoice or bill as money looks at it: its head, its booked lines, the digits of its currency. */
import { round, type Decimal } from '../../src/model/decimal.ts';
import type { ErpRef } from '../../src/model/document.ts';
import { ACCOUNT_FIELDS, isPartnerLine } from './accounts.ts';
import { readRows, searchRead } from './client.ts';
import { decimalCell } from './decimal-cell.ts';
import { recordId } from './record-id.ts';
import type { Context, Session } from './session.ts';
import { idOf, nameOf, numberOf, textOf, type OdooRow } from './value.ts';

export interface MoneyMove {
  readonly session: Session;
  readonly context: Context;
  readonly id: number;
  readonly type: string;
  readonly state: string;
  readonly company: number;
  /** Of issue, YYYY-MM-DD; empty on a draft without one. */
  readonly date: string;
  readonly currency: string;
  /** Fraction digits of the currency. */
  readonly digits: number;
  /** With the digits of the currency, as all amounts here. */
  readonly total: Decimal;
  readonly open: Decimal;
  /** Fields asked for besides. */
  readonly row: OdooRow;
  readonly lines: readonly OdooRow[];
  /** Those on the customer's or supplier's account. */
  readonly partnerLines: readonly OdooRow[];
}

/** null: no record of Odoo has this id. `more`: fields of account.move that the caller wants, where the database has them. */
export async function readMoneyMove(session: Session, ref: ErpRef, more: readonly string[] = []): Promise<MoneyMove | null> {
  const id = recordId(ref);
  if (ref.model !== 'account.move' || id === 0) return null;
  const client = await session.client();
  const plain = { ...(await session.context()), active_test: false };
  const wanted = await session.present('account.move', [
    'move_type',
    'state',
    'invoice_date',
    'company_id',
    'currency_id',
    'amount_total',
    'amount_residual',
    ...more,
  ]);
  const [row] = await readRows(client, 'account.move', [id], wanted, plain);
  if (row === undefined) return null;
  const company = idOf(row['company_id']) ?? 0;
  const context = { ...(await session.context(company)), active_test: false };
  const fields = await session.present('account.move.line', [
    ...ACCOUNT_FIELDS,
    'display_type',
    'tax_line_id',
    'tax_ids',
    'amount_currency',
    'balance',
    'product_id',
  ]);
  const lines = await searchRead(client, 'account.move.line', { domain: [['move_id', '=', id]], fields, order: 'id', context });
  const digits = await digitsOf(session, context, idOf(row['currency_id']));
  return {
    session,
    context,
    id,
    company,
    row,
    lines,
    type: textOf(row['move_type']) ?? '',
    state: textOf(row['state']) ?? '',
    date: textOf(row['invoice_date']) ?? '',
    currency: nameOf(row['currency_id']) ?? '',
    digits,
    total: round(decimalCell(row['amount_total']), digits),
    open: round(decimalCell(row['amount_residual']), digits),
    partnerLines: lines.filter(isPartnerLine),
  };
}

async function digitsOf(session: Session, context: Context, currency: number | null): Promise<number> {
  const fields = await session.present('res.currency', ['decimal_places']);
  if (currency === null || fields.length === 0) return 2;
  const ask = async (ids: readonly number[]): Promise<readonly OdooRow[]> =>
    readRows(await session.client(), 'res.currency', ids, fields, context);
  const [row] = await session.remember('res.currency', [currency], fields, ask);
  return Number.parseInt(numberOf(row?.['decimal_places']) ?? '2', 10);
}
