/** The VAT breakdown on the left and the totals on the right, kept together; nothing is calculated here. */
import { isZero, type Decimal } from '../../../model/decimal.ts';
import type { VatBreakdown } from '../../../model/tax.ts';
import { ACCENT, GREY, HAIR, PAGE, WHITE, wrapped, type Style } from './canvas.ts';
import { treatmentText } from './code-words.ts';
import { isText } from './head.ts';
import { adjustment } from './lines.ts';
import { BODY, flowing, heading, isCredit, LEADING, room, SMALL, type Sheet } from './sheet.ts';
import { amountText, moneyText, percentText } from './words.ts';

const LEFT = { from: PAGE.left, to: 315, rate: PAGE.left + 4, base: 225, amount: 311 } as const;
const RIGHT = { from: 345, to: PAGE.right } as const;
const ROW = 14;
/** More rates than this do not fit beside the totals of one page: the table goes on by itself. */
const RATES_BESIDE = 20;

export function sums(sheet: Sheet): void {
  documentAdjustments(sheet);
  const rows = totalRows(sheet);
  const vat = sheet.invoice.vat ?? [];
  const beside = vat.slice(0, RATES_BESIDE).map(({ reason, reasonCode }) => ROW + (isText(reason ?? reasonCode) ? LEADING : 0));
  const height = Math.max(
    rows.length * ROW + 27,
    beside.reduce((sum, row) => sum + row, 30),
  );
  room(sheet, height);
  const top = sheet.y;
  const right = totals(sheet, rows);
  sheet.y = top;
  const page = sheet.canvas.pageCount();
  breakdown(sheet, vat);
  const samePage = sheet.canvas.pageCount() === page;
  sheet.y = (samePage ? Math.max(sheet.y, right) : sheet.y) + 14;
}

/** BG-20 and BG-21. */
function documentAdjustments(sheet: Sheet): void {
  const { allowances = [], charges = [] } = sheet.invoice;
  const { words } = sheet;
  const texts = [
    ...allowances.map((one) => adjustment(sheet, words.allowance, one, '\u2212')),
    ...charges.map((one) => adjustment(sheet, words.charge, one, '+')),
  ];
  for (const text of texts) flowing(sheet, text, PAGE.left + 34, PAGE.right);
  if (texts.length > 0) sheet.y += 6;
}

type TotalRow = readonly [label: string, value: string];

function totalRows({ invoice, locale, words }: Sheet): readonly TotalRow[] {
  const { totals = {}, currency, vatCurrency } = invoice;
  const money = (value: Decimal | undefined): string => moneyText(value, currency, locale);
  const row = (label: string, value: string): TotalRow[] => (value === '' ? [] : [[label, value]]);
  const unlessZero = (label: string, value: Decimal | undefined, sign = ''): TotalRow[] =>
    value === undefined || isZero(value) ? [] : [[label, `${sign}${money(value)}`]];
  const adjusted = [totals.allowances, totals.charges].some((value) => value !== undefined && !isZero(value));
  return [
    ...(adjusted ? row(words.linesTotal, money(totals.lines)) : []),
    ...unlessZero(words.allowances, totals.allowances, '\u2212'),
    ...unlessZero(words.charges, totals.charges),
    ...row(words.withoutVat, money(totals.withoutVat)),
    ...row(words.vatTotal, money(totals.vat)),
    ...row(words.vatAccounting.replace('{currency}', vatCurrency ?? ''), moneyText(totals.vatAccounting, vatCurrency, locale)),
    ...row(words.withVat, money(totals.withVat)),
    ...unlessZero(words.paid, totals.paid, '\u2212'),
    ...unlessZero(words.rounding, totals.rounding),
  ];
}

function totals(sheet: Sheet, rows: readonly TotalRow[]): number {
  const { canvas, invoice, locale, words } = sheet;
  let { y } = sheet;
  for (const [label, value] of rows) {
    const weight = label === words.withVat ? 'bold' : 'regular';
    canvas.text(label, RIGHT.from + 4, y + 10, { ...BODY, weight, colour: GREY });
    canvas.text(value, RIGHT.to - 4, y + 10, { ...BODY, weight, align: 'right' });
    y += ROW;
    canvas.rule(RIGHT.from, y, RIGHT.to, HAIR, 0.4);
  }
  const due = moneyText(invoice.totals?.due, invoice.currency, locale);
  if (due === '') return y;
  y += 4;
  canvas.box(RIGHT.from, y, RIGHT.to - RIGHT.from, 23, ACCENT);
  const style: Style = { size: 10.5, weight: 'bold', colour: WHITE };
  canvas.text(isCredit(invoice) ? words.toCredit : words.toPay, RIGHT.from + 8, y + 15, style);
  canvas.text(due, RIGHT.to - 8, y + 15, { ...style, align: 'right' });
  return y + 23;
}

function breakdown(sheet: Sheet, vat: readonly VatBreakdown[]): void {
  if (vat.length === 0) return;
  const { canvas, locale, words } = sheet;
  const label: Style = { ...SMALL, align: 'right' };
  heading(sheet, words.vat, LEFT.from, LEFT.to);
  canvas.text(words.vatRate, LEFT.rate, sheet.y + 6, SMALL);
  canvas.text(words.base, LEFT.base, sheet.y + 6, label);
  canvas.text(words.vatAmount, LEFT.amount, sheet.y + 6, label);
  sheet.y += 10;
  for (const row of vat) {
    const rate = row.rate === undefined ? '' : percentText(row.rate, locale);
    const name = [treatmentText(row.category, words), row.category === 'S' ? rate : ''].filter(isText).join(' ') || rate;
    const reason = [row.reason, row.reasonCode].filter(isText).join(' · ');
    room(sheet, ROW + (reason === '' ? 0 : LEADING));
    canvas.text(name, LEFT.rate, sheet.y + 10, BODY);
    canvas.text(amountText(row.base, locale), LEFT.base, sheet.y + 10, { ...BODY, align: 'right' });
    canvas.text(amountText(row.amount, locale), LEFT.amount, sheet.y + 10, { ...BODY, align: 'right' });
    sheet.y += ROW;
    for (const line of wrapped(canvas, reason, LEFT.to - LEFT.rate - 8, SMALL)) {
      room(sheet, LEADING);
      canvas.text(line, LEFT.rate, sheet.y + 6, SMALL);
      sheet.y += 9.5;
    }
    canvas.rule(LEFT.from, sheet.y, LEFT.to, HAIR, 0.4);
  }
}
