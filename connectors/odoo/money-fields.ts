/** Pseudo-fields of account.move that sum or follow booked lines: exact decimals, never floating point. */
import { absolute, add, formatDecimal, isZero, negate, parseDecimal, subtract, ZERO, type Decimal } from '../../src/model/decimal.ts';
import { searchRead } from './client.ts';
import type { Gathering } from './gather.ts';
import { idOf, idsOf, numberOf, numeral, textOf, type OdooRow, type OdooValue } from './value.ts';

type Values = ReadonlyMap<number, OdooValue>;

function decimal(value: OdooValue | undefined): Decimal {
  return parseDecimal(numberOf(value) ?? '0') ?? ZERO;
}

/**
 * Payments are the partial reconciliations of the receivable lines, without those against a credit note: a credit note
 * settles an invoice but pays nothing. Nothing is asked while the whole amount is still open.
 */
export async function paidOf(gathering: Gathering, rows: readonly OdooRow[]): Promise<Values> {
  const values = new Map<number, OdooValue>();
  for (const row of rows) {
    const id = idOf(row['id']) ?? 0;
    const open = isZero(subtract(decimal(row['amount_total']), absolute(decimal(row['amount_residual']))));
    // the amounts of a credit note set off against its invoice were not paid either
    const asked = !open && textOf(row['move_type']) === 'out_invoice';
    values.set(id, asked ? numeral(formatDecimal(await collected(gathering, id))) : numeral('0'));
  }
  return values;
}

async function collected({ session, context }: Gathering, move: number): Promise<Decimal> {
  const partials = await searchRead(await session.client(), 'account.partial.reconcile', {
    domain: [['debit_move_id.move_id', '=', move], ['credit_move_id.move_id.move_type', '!=', 'out_refund']],
    fields: ['debit_amount_currency'], context,
  });
  return partials.reduce((total, row) => add(total, decimal(row['debit_amount_currency'])), ZERO);
}

function linesOf({ rows }: Gathering, move: OdooRow): readonly OdooRow[] {
  return idsOf(move['line_ids']).map((id) => rows.get('account.move.line')?.get(id)).filter((row) => row !== undefined);
}

/** Lines of cash rounding whose method adds a line; the other method changes the VAT and belongs to a tax. */
export function roundingOf(gathering: Gathering, rows: readonly OdooRow[]): Promise<Values> {
  return Promise.resolve(new Map(rows.map((move) => {
    const sum = linesOf(gathering, move)
      .filter((line) => (line['display_type'] === 'rounding' || line['is_rounding_line'] === true) && idOf(line['tax_line_id']) === null)
      .reduce((total, line) => add(total, decimal(line['amount_currency'])), ZERO);
    // what an invoice credits, a credit note debits
    return [idOf(move['id']) ?? 0, numeral(formatDecimal(textOf(move['move_type']) === 'out_refund' ? sum : negate(sum)))];
  })));
}

/** By way of the sales order: its down payment lines lead to the invoices in which they were asked for. */
export async function depositsOf(gathering: Gathering, rows: readonly OdooRow[]): Promise<Values> {
  const { session, context } = gathering;
  const values = new Map<number, OdooValue>();
  for (const move of rows) {
    const id = idOf(move['id']) ?? 0;
    const orders = linesOf(gathering, move)
      .filter((line) => line['is_downpayment'] === true && decimal(line['price_subtotal']).units < 0n)
      .flatMap((line) => idsOf(line['sale_line_ids']));
    values.set(id, orders.length === 0 ? [] : await searchRead(await session.client(), 'account.move', {
      domain: [['line_ids.sale_line_ids', 'in', orders], ['id', '!=', id], ['state', '=', 'posted'], ['move_type', '=', 'out_invoice'],
        ['line_ids.is_downpayment', '=', true]],
      fields: ['name', 'invoice_date'], context,
    }));
  }
  return values;
}
