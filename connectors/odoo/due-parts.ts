/**
 * The parts of a customer's invoice by VAT rate, and which of them are due on collection: taxes that Odoo calls exigible
 * on payment; in a company without cash basis, services. A zero rate owes no VAT, so nothing of it is told.
 */
import type { CollectPart } from '../../src/model/collect.ts';
import { compare, isZero, negate, trim, type Decimal } from '../../src/model/decimal.ts';
import { isPartnerLine } from './accounts.ts';
import { readRows } from './client.ts';
import { decimalCell } from './decimal-cell.ts';
import type { MoneyMove } from './money-move.ts';
import { idOf, idsOf, textOf, type OdooRow } from './value.ts';

export interface TaxKind {
  /** Percent; null for a tax of a fixed amount. */
  readonly rate: Decimal | null;
  readonly due: boolean;
}
export type TaxKinds = ReadonlyMap<number, TaxKind>;

/** An invoice credits its income, a credit note debits it: both are told positive. */
export function positive(type: string, amount: Decimal): Decimal {
  return type === 'out_refund' ? amount : negate(amount);
}

/** Every line but those of the customer's account falls into one part, so that together they are the total. */
export function partsOf(move: MoneyMove, taxes: TaxKinds): readonly CollectPart[] {
  return move.lines
    .filter((line) => !isPartnerLine(line))
    .map((line) => {
      const { rate, due } = taxOfLine(line, taxes) ?? { rate: null, due: false };
      return { rate, due, gross: positive(move.type, decimalCell(line['amount_currency'])) };
    });
}

/** The VAT that a line is, or that it is the base of; of several, the highest. */
export function taxOfLine(line: OdooRow, taxes: TaxKinds): TaxKind | undefined {
  const own = taxes.get(idOf(line['tax_line_id']) ?? 0);
  if (own !== undefined && own.rate !== null) return own;
  return idsOf(line['tax_ids'])
    .map((id) => taxes.get(id))
    .filter((tax) => tax !== undefined && tax.rate !== null)
    .sort((a, b) => compare(b?.rate as Decimal, a?.rate as Decimal))[0];
}

const FIELDS = ['amount', 'amount_type', 'tax_exigibility', 'tax_scope', 'children_tax_ids'] as const;

export async function taxKinds(move: MoneyMove): Promise<TaxKinds> {
  const { session, context, lines } = move;
  const client = await session.client();
  const fields = await session.present('account.tax', FIELDS);
  const ids = [...new Set(lines.flatMap((line) => [...idsOf(line['tax_ids']), idOf(line['tax_line_id']) ?? 0]))].filter((id) => id > 0);
  const rows = await readRows(client, 'account.tax', ids, fields, context);
  const cashBasis = await usesCashBasis(move);
  const ofServices = await taxesOfServices(move);
  const kinds = new Map(
    rows.map((row): [number, TaxKind] => {
      const id = idOf(row['id']) ?? 0;
      const rate = ['percent', 'division'].includes(textOf(row['amount_type']) ?? '') ? trim(decimalCell(row['amount'])) : null;
      const onPayment = row['tax_exigibility'] === 'on_payment';
      const service = row['tax_scope'] === 'service' || (textOf(row['tax_scope']) === null && ofServices.has(id));
      return [id, { rate, due: rate !== null && !isZero(rate) && (onPayment || (!cashBasis && service)) }];
    }),
  );
  // a group stands on the line, its members on the booked VAT
  for (const row of rows) {
    const member = idsOf(row['children_tax_ids'])
      .map((id) => kinds.get(id))
      .find((kind) => kind?.rate !== null && kind !== undefined);
    if (member !== undefined) kinds.set(idOf(row['id']) ?? 0, member);
  }
  return kinds;
}

/** Without the field nothing can be said of the company, and the taxes decide alone. */
async function usesCashBasis({ session, context, company }: MoneyMove): Promise<boolean> {
  const fields = await session.present('res.company', ['tax_exigibility']);
  if (fields.length === 0) return true;
  const [row] = await readRows(await session.client(), 'res.company', [company], fields, context);
  return row?.['tax_exigibility'] === true;
}

/** Taxes that stand on lines of services only: up to 14 the French chart leaves the scope of its taxes empty. */
async function taxesOfServices({ session, context, lines }: MoneyMove): Promise<ReadonlySet<number>> {
  const products = [...new Set(lines.map((line) => idOf(line['product_id'])).filter((id) => id !== null))];
  const rows = await readRows(await session.client(), 'product.product', products, ['type'], context);
  const services = new Set(rows.filter((row) => row['type'] === 'service').map((row) => idOf(row['id'])));
  const [of, others] = [new Set<number>(), new Set<number>()];
  for (const line of lines) {
    for (const tax of idsOf(line['tax_ids'])) (services.has(idOf(line['product_id'])) ? of : others).add(tax);
  }
  return new Set([...of].filter((tax) => !others.has(tax)));
}
