/**
 * A supplier's invoice as a bill to be booked (the road in). The supplier's amounts are taken as they are and arranged in
 * lines from which an ERP computes exactly these amounts; recomputing only checks. Never corrects an amount: what does
 * not agree is a fault that names both figures.
 */
import type { Bill, BillLine, BillTax, BillType } from '../model/bill.ts';
import { add, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { toCurrency } from './adopt-cents.ts';
import { checkAmounts, sumsOf, tellOdd, type Sums } from './adopt-checks.ts';
import { billLines, signed } from './adopt-lines.ts';
import { BILL_WORDS } from './adopt-names.ts';
import { keyOf, piecesOf, type Piece } from './adopt-pieces.ts';
import type { Digits } from './adopt-price.ts';
import { rateUnknown, rowsFromPieces, statedRows, type TaxRow } from './adopt-taxes.ts';
import { tolerated } from './adopt-tolerance.ts';
import { billKind, type BillKind } from './adopt-type.ts';
import { found, newStory, tell, type Story } from './story.ts';

export interface AdoptRoom extends Digits {
  /** What the root element of the file says, for a CreditNote whose BT-3 does not. */
  readonly document?: BillType;
  /** Of the few words that the document leaves to us; French unless said. */
  readonly locale?: 'fr' | 'en';
}

export interface Adopted {
  /** null: not bookable; a fatal fault says why. */
  readonly bill: Bill | null;
  readonly derivations: readonly Derivation[];
  readonly faults: readonly Fault[];
}

export function adopt(invoice: Invoice, room: AdoptRoom): Adopted {
  const story = newStory();
  const digits = room.currencyDigits;
  const stated = statedRows(invoice);
  const ofLines = piecesOf(invoice, stated);
  const rows = stated.length > 0 ? stated : rowsFromPieces(ofLines, invoice.totals?.vat, digits);
  if (rows.length === 0 || (ofLines.length === 0 && rateUnknown(rows))) return noRate(invoice, story);
  const parts = ofLines.length > 0 ? ofLines : rows.map(pieceOfRow);
  const amounts = toCurrency(parts, rows, digits);
  const rest = tolerated(invoice.specification, parts, amounts, rows);
  const [pieces, booked] = [
    [...parts, ...rest],
    [...amounts, ...rest.map(({ net }) => net)],
  ];
  const sums = sumsOf(invoice.totals ?? {}, booked, rows);
  const agrees = checkAmounts(pieces, booked, rows, sums, digits, story);
  tellOdd(invoice, digits, story);
  if (!agrees) return { bill: null, derivations: [], faults: story.faults };
  const rounding = invoice.totals?.rounding ?? ZERO;
  const kind = billKind(invoice.typeCode, room.document, add(sums.withVat, rounding));
  const words = BILL_WORDS[room.locale ?? 'fr'];
  const lines = billLines(invoice, pieces, booked, rows, { ...room, flipped: kind.flipped, words }, story);
  return { bill: billOf(kind, lines, rows, sums, rounding, story), derivations: story.derivations, faults: story.faults };
}

/** A profile without lines: the base of each rate is its line. */
function pieceOfRow(row: TaxRow): Piece {
  const { category, rate, base, from, reasonCode } = row;
  return {
    source: 'rate',
    at: from[0] ?? 'vat',
    net: base,
    vat: { category, rate },
    key: keyOf(row),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
}

function billOf(kind: BillKind, lines: readonly BillLine[], rows: readonly TaxRow[], sums: Sums, rounding: Decimal, story: Story): Bill {
  const sign = (value: Decimal): Decimal => signed(value, kind);
  const bill: Bill = {
    type: kind.type,
    lines,
    taxes: rows.map(({ category, rate, base, amount, reasonCode }): BillTax => {
      const reason = reasonCode === undefined ? {} : { reasonCode };
      return { category, rate: trim(rate), base: sign(base), amount: sign(amount), ...reason };
    }),
    withoutVat: sign(add(sums.withoutVat, rounding)),
    vat: sign(sums.vat),
    withVat: sign(add(sums.withVat, rounding)),
  };
  tellBill(bill, kind, rows, story);
  return bill;
}

function tellBill(bill: Bill, { flipped }: BillKind, rows: readonly TaxRow[], story: Story): void {
  const how = flipped ? 'as the supplier states it, with the other sign' : 'as the supplier states it';
  tell(story, 'adopt', 'bill.type', bill.type, flipped ? 'negative total: the other type' : 'type of the document', [
    'typeCode',
    'totals.withVat',
  ]);
  bill.taxes.forEach((tax, index) => {
    const from = rows[index]?.from ?? [];
    const at = `bill.taxes[${index}]`;
    tell(story, 'adopt', `${at}.category`, tax.category, 'from the invoice', from);
    tell(story, 'adopt', `${at}.rate`, tax.rate, 'from the invoice', from);
    tell(story, 'adopt', `${at}.base`, tax.base, how, from);
    tell(story, 'adopt', `${at}.amount`, tax.amount, how, from);
    if (tax.reasonCode !== undefined) tell(story, 'adopt', `${at}.reasonCode`, tax.reasonCode, 'from the invoice', from);
  });
  tell(story, 'adopt', 'bill.withoutVat', bill.withoutVat, how, ['totals.withoutVat', 'totals.rounding']);
  tell(story, 'adopt', 'bill.vat', bill.vat, how, ['totals.vat']);
  tell(story, 'adopt', 'bill.withVat', bill.withVat, how, ['totals.withVat', 'totals.rounding']);
}

/** MINIMUM has neither lines nor rates: one total of VAT may be of several rates. */
function noRate(invoice: Invoice, story: Story): Adopted {
  found(story, 'PASS-IN-NO-RATE', 'fatal', ['vat'], { profile: profileOf(invoice.specification) });
  return { bill: null, derivations: [], faults: story.faults };
}

function profileOf(specification: string | undefined): string {
  const text = specification?.trim() ?? '';
  if (/minimum$/i.test(text)) return 'MINIMUM';
  if (/basic-?wl$/i.test(text)) return 'BASIC WL';
  return text.slice(-60);
}
