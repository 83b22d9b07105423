/** What Odoo booked for one document: its totals and its VAT per rate, from its own lines. */
import { PasserelleError } from '../../src/base/error.ts';
import { absolute, add, compare, parseDecimal, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { ErpTotals } from '../../src/ports/connector.ts';
import { readRows, searchRead } from './client.ts';
import { recordId } from './record-id.ts';
import type { Session } from './session.ts';
import { idOf, idsOf, numberOf, type OdooRow, type OdooValue } from './value.ts';

export async function totals(session: Session, ref: ErpRef): Promise<ErpTotals> {
  const client = await session.client();
  const context = { ...(await session.context()), active_test: false };
  const [move] = await readRows(client, ref.model, [recordId(ref)], ['amount_untaxed', 'amount_tax', 'amount_total'], context);
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
  const taxes = await rates(session, lines);
  const byRate = new Map<string, { rate: Decimal; base: Decimal; amount: Decimal }>();
  const at = (tax: number): { rate: Decimal; base: Decimal; amount: Decimal } => {
    const rate = taxes.get(tax) ?? ZERO;
    const key = `${rate.units}/${rate.scale}`;
    const known = byRate.get(key) ?? { rate, base: ZERO, amount: ZERO };
    byRate.set(key, known);
    return known;
  };
  for (const line of lines) {
    const taxLine = idOf(line['tax_line_id']);
    if (taxLine !== null) {
      const entry = at(taxLine);
      entry.amount = add(entry.amount, decimal(line['amount_currency']));
    } else if (isProduct(line)) {
      for (const tax of idsOf(line['tax_ids'])) {
        const entry = at(tax);
        entry.base = add(entry.base, decimal(line['price_subtotal']));
      }
    }
  }
  const perRate = [...byRate.values()].map(({ rate, base, amount }) => ({ rate, base, amount: absolute(amount) }));
  return {
    withoutVat: decimal(move['amount_untaxed']),
    vat: decimal(move['amount_tax']),
    withVat: decimal(move['amount_total']),
    rates: perRate.sort((a, b) => compare(a.rate, b.rate)),
  };
}

/** Up to 15 the tab flag tells lines of the invoice from those of taxes and terms, from 16 on display_type does. */
function isProduct(line: OdooRow): boolean {
  const display = line['display_type'];
  return display === 'product' || ((display === false || display === null) && line['exclude_from_invoice_tab'] !== true);
}

async function rates(session: Session, lines: readonly OdooRow[]): Promise<ReadonlyMap<number, Decimal>> {
  const ids = new Set(lines.flatMap((line) => [...idsOf(line['tax_ids']), idOf(line['tax_line_id']) ?? 0]));
  ids.delete(0);
  const rows = await readRows(await session.client(), 'account.tax', [...ids], ['amount']);
  return new Map(rows.map((row) => [idOf(row['id']) ?? 0, decimal(row['amount'])]));
}

function decimal(value: OdooValue | undefined): Decimal {
  return parseDecimal(numberOf(value) ?? '0') ?? ZERO;
}
