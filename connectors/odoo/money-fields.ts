/** Pseudo-fields of account.move that sum or follow booked lines: exact decimals, never floating point. */
import { absolute, add, formatDecimal, negate, parseDecimal, subtract, isZero, ZERO, type Decimal } from '../../src/model/decimal.ts';
import { searchRead } from './client.ts';
import type { TreeReader } from './read-tree.ts';
import { idOf, idsOf, numberOf, numeral, textOf, type OdooRow, type OdooValue } from './value.ts';

type Values = ReadonlyMap<number, OdooValue>;

function decimal(value: OdooValue | undefined): Decimal {
  return parseDecimal(numberOf(value) ?? '0') ?? ZERO;
}

/**
 * Payments are the partial reconciliations of the receivable lines, without those against a credit note: a credit note
 * settles an invoice but pays nothing. Nothing is asked while the whole amount is still open.
 */
export async function paidOf(reader: TreeReader, rows: readonly OdooRow[]): Promise<Values> {
  const values = new Map<number, OdooValue>();
  for (const row of rows) {
    const id = idOf(row['id']) ?? 0;
    const open = isZero(subtract(decimal(row['amount_total']), absolute(decimal(row['amount_residual']))));
    // the amounts of a credit note set off against its invoice were not paid either
    const asked = !open && textOf(row['move_type']) === 'out_invoice';
    values.set(id, asked ? numeral(formatDecimal(await collected(reader, id))) : numeral('0'));
  }
  return values;
}

async function collected(reader: TreeReader, move: number): Promise<Decimal> {
  const client = await reader.session.client();
  const partials = await searchRead(client, 'account.partial.reconcile', {
    domain: [['debit_move_id.move_id', '=', move], ['credit_move_id.move_id.move_type', '!=', 'out_refund']],
    fields: ['debit_amount_currency'], context: reader.context,
  });
  return partials.reduce((total, row) => add(total, decimal(row['debit_amount_currency'])), ZERO);
}

/** Lines of cash rounding whose method adds a line; the other method changes the VAT and has a tax repartition. */
export async function roundingOf(reader: TreeReader, rows: readonly OdooRow[]): Promise<Values> {
  const ids = rows.map((row) => idOf(row['id']) ?? 0);
  const fields = await reader.session.present('account.move.line', ['display_type', 'is_rounding_line', 'amount_currency', 'move_id', 'tax_line_id']);
  const found = fields.includes('is_rounding_line') ? ['is_rounding_line', '=', true] : ['display_type', '=', 'rounding'];
  const lines = await searchRead(await reader.session.client(), 'account.move.line', {
    domain: [['move_id', 'in', ids], found, ['tax_line_id', '=', false]], fields, context: reader.context,
  });
  return new Map(rows.map((row) => {
    const id = idOf(row['id']) ?? 0;
    const sum = lines.filter((line) => idOf(line['move_id']) === id)
      .reduce((total, line) => add(total, decimal(line['amount_currency'])), ZERO);
    // what an invoice credits, a credit note debits
    return [id, numeral(formatDecimal(textOf(row['move_type']) === 'out_refund' ? sum : negate(sum)))];
  }));
}

/** By way of the sales order: its down payment lines lead to the invoices in which they were asked for. */
export async function depositsOf(reader: TreeReader, rows: readonly OdooRow[]): Promise<Values> {
  const present = await reader.session.present('account.move.line', ['is_downpayment', 'sale_line_ids']);
  const values = new Map<number, OdooValue>(rows.map((row) => [idOf(row['id']) ?? 0, []]));
  if (present.length < 2) return values;
  const client = await reader.session.client();
  const { context } = reader;
  for (const id of values.keys()) {
    const deducted = await searchRead(client, 'account.move.line', {
      domain: [['move_id', '=', id], ['is_downpayment', '=', true], ['price_subtotal', '<', 0]], fields: ['sale_line_ids'], context,
    });
    const orders = deducted.flatMap((line) => idsOf(line['sale_line_ids']));
    if (orders.length === 0) continue;
    values.set(id, await searchRead(client, 'account.move', {
      domain: [['line_ids.sale_line_ids', 'in', orders], ['id', '!=', id], ['state', '=', 'posted'], ['move_type', '=', 'out_invoice'],
        ['line_ids.is_downpayment', '=', true]],
      fields: ['name', 'invoice_date'], context,
    }));
  }
  return values;
}
