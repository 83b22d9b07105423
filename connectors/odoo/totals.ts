/** What Odoo booked for one document: its totals and its VAT per rate, from its own lines. */
import { PasserelleError } from '../../src/base/error.ts';
import { add, compare, formatDecimal, isZero, negate, sum, trim, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { ErpTotals } from '../../src/ports/connector.ts';
import { readRows, searchRead } from './client.ts';
import { decimalCell } from './decimal-cell.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { idOf, idsOf, textOf, type OdooRow } from './value.ts';

export async function totals(session: Session, ref: ErpRef): Promise<ErpTotals> {
  const client = await session.client();
  const context = { ...(await session.context()), active_test: false };
  const [move] = await readRows(client, ref.model, [recordId(ref)], ['amount_untaxed', 'amount_tax', 'amount_total', 'move_type'], context);
  if (move === undefined) {
    throw new PasserelleError('CONNECTOR_NOT_FOUND', `${ref.model} ${ref.id} is not in Odoo`, {
      where: { connection: session.connection },
    });
  }
  const fields = await session.present('account.move.line', [
    'tax_ids',
    'tax_line_id',
    'price_subtotal',
    'amount_currency',
    'display_type',
    'exclude_from_invoice_tab',
  ]);
  const lines = await searchRead(client, 'account.move.line', { domain: [['move_id', '=', recordId(ref)]], fields, context });
  const taxes = withoutReverseCharge(await rates(session, lines), lines);
  // VAT of what is sold is a credit, of what is bought a debit; of credit notes the other way round
  const credit = ['out_invoice', 'in_refund'].includes(textOf(move['move_type']) ?? '');
  const byRate = new Map<string, { rate: Decimal; base: Decimal; amount: Decimal }>();
  const at = (tax: number): { rate: Decimal; base: Decimal; amount: Decimal } => {
    const rate = taxes.get(tax) ?? ZERO;
    const key = formatDecimal(trim(rate));
    const known = byRate.get(key) ?? { rate, base: ZERO, amount: ZERO };
    byRate.set(key, known);
    return known;
  };
  for (const line of lines) {
    const taxLine = idOf(line['tax_line_id']);
    if (taxLine !== null) {
      const entry = at(taxLine);
      const amount = decimalCell(line['amount_currency']);
      entry.amount = add(entry.amount, credit ? negate(amount) : amount);
    } else if (isProduct(line)) {
      for (const tax of idsOf(line['tax_ids'])) {
        const entry = at(tax);
        entry.base = add(entry.base, decimalCell(line['price_subtotal']));
      }
    }
  }
  return {
    withoutVat: decimalCell(move['amount_untaxed']),
    vat: decimalCell(move['amount_tax']),
    withVat: decimalCell(move['amount_total']),
    rates: [...byRate.values()].sort((a, b) => compare(a.rate, b.rate)),
  };
}

/** Up to 15 the tab flag tells lines of the invoice from those of taxes and terms, from 16 on display_type does. */
function isProduct(line: OdooRow): boolean {
  const display = line['display_type'];
  return display === 'product' || ((display === false || display === null) && line['exclude_from_invoice_tab'] !== true);
}

/** VAT that is due and deductible at once is none that the document charges: its rate is 0, as the document says. */
function withoutReverseCharge(rates: ReadonlyMap<number, Decimal>, lines: readonly OdooRow[]): ReadonlyMap<number, Decimal> {
  const booked = (tax: number): readonly Decimal[] =>
    lines.filter((line) => idOf(line['tax_line_id']) === tax).map((line) => decimalCell(line['amount_currency']));
  const isReverse = (amounts: readonly Decimal[]): boolean => amounts.length > 1 && isZero(sum(amounts));
  return new Map([...rates].map(([tax, rate]) => [tax, isReverse(booked(tax)) ? ZERO : rate]));
}

async function rates(session: Session, lines: readonly OdooRow[]): Promise<ReadonlyMap<number, Decimal>> {
  const ids = new Set(lines.flatMap((line) => [...idsOf(line['tax_ids']), idOf(line['tax_line_id']) ?? 0]));
  ids.delete(0);
  const rows = await readRows(await session.client(), 'account.tax', [...ids], ['amount']);
  return new Map(rows.map((row) => [idOf(row['id']) ?? 0, decimalCell(row['amount'])]));
}
