/** What tests of adopting share: a right invoice to change, and a bill's amounts as Odoo computes them. */
import { add, dec, divide, formatDecimal, multiply, round, subtract, sum, trim, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { Bill, BillLine } from '../../src/model/bill.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';

export const ROOM = { priceDigits: 2, quantityDigits: 2, currencyDigits: 2 } as const;
const HUNDRED = dec('100');

export function line(net: string, more: Partial<Line> = {}): Line {
  return { id: '1', item: { name: 'Papier' }, net: dec(net), vat: { category: 'S', rate: dec('20') }, ...more };
}

/** An invoice whose totals follow from its lines, allowances and charges; `digits` of the currency. */
export function invoiceOf(lines: readonly Line[], more: Partial<Invoice> = {}, digits = 2): Invoice {
  const parts = [
    ...lines.map(({ net = ZERO, vat }) => ({ net, vat })),
    ...(more.allowances ?? []).map(({ amount = ZERO, vat }) => ({ net: subtract(ZERO, amount), vat })),
    ...(more.charges ?? []).map(({ amount = ZERO, vat }) => ({ net: amount, vat })),
  ];
  const groups = Map.groupBy(parts, ({ vat }) => `${vat?.category ?? ''} ${formatDecimal(trim(vat?.rate ?? ZERO))}`);
  const rows = [...groups.values()].map((group) => {
    const rate = group[0]?.vat?.rate ?? ZERO;
    const base = round(sum(group.map(({ net }) => net)), digits);
    return { category: group[0]?.vat?.category ?? '', rate, base, amount: divide(multiply(base, rate), HUNDRED, digits) };
  });
  const withoutVat = sum(rows.map(({ base }) => base));
  const vat = sum(rows.map(({ amount }) => amount));
  const totals = { withoutVat, vat, withVat: add(withoutVat, vat) };
  return { number: 'F-7', typeCode: '380', lines, vat: rows, ...more, totals: { ...totals, ...more.totals } };
}

/** quantity × price less discount, before any rounding. */
export function rawOf({ quantity, price, discount = ZERO }: BillLine): Decimal {
  return divide(multiply(multiply(quantity, price), subtract(HUNDRED, discount)), HUNDRED, 20);
}

/** Per category and rate, as an Odoo that rounds each line shows it, and as one that rounds the sum of a tax. */
export function basesOf(bill: Bill, digits: number): Readonly<Record<string, { readonly perLine: string; readonly globally: string }>> {
  const groups = Map.groupBy(
    bill.lines.filter(({ vat }) => vat !== undefined),
    ({ vat }) => `${vat?.category ?? ''} ${formatDecimal(trim(vat?.rate ?? ZERO))}`,
  );
  return Object.fromEntries(
    [...groups].map(([key, lines]) => [
      key,
      {
        perLine: shown(sum(lines.map((one) => round(rawOf(one), digits)))),
        globally: shown(round(sum(lines.map(rawOf)), digits)),
      },
    ]),
  );
}

export function shown(value: Decimal): string {
  return formatDecimal(trim(value));
}
