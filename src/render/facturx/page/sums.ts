/** The VAT breakdown on the left and the totals on the right, kept together; nothing is calculated here. */
import { isZero, negate, type Decimal } from '../../../model/decimal.ts';
import { ACCENT, GREY, HAIR, PAGE, WHITE, type Style } from './canvas.ts';
import { narrow, spanOf, writeFigure } from './columns.ts';
import { breakdown, breakdownRows } from './vat-table.ts';
import { BODY, isCredit, room, type Sheet } from './sheet.ts';
import { moneyText } from './words.ts';

const RIGHT = { from: 345, to: PAGE.right, most: 124 } as const;
const ROW = 14;
/** More rates than this do not fit beside the totals of one page: the table goes on by itself. */
const RATES_BESIDE = 20;
const DUE: Style = { size: 10.5, weight: 'bold', colour: WHITE };

export function sumsHeight(sheet: Sheet): number {
  const beside = breakdownRows(sheet).slice(0, RATES_BESIDE);
  return Math.max(
    totalRows(sheet).length * ROW + 27,
    beside.reduce((sum, { height }) => sum + height, 30),
  );
}

export function sums(sheet: Sheet): void {
  room(sheet, sumsHeight(sheet));
  const top = sheet.y;
  const right = totals(sheet, totalRows(sheet));
  sheet.y = top;
  const page = sheet.canvas.pageCount();
  breakdown(sheet);
  const samePage = sheet.canvas.pageCount() === page;
  sheet.y = (samePage ? Math.max(sheet.y, right) : sheet.y) + 14;
}

type TotalRow = readonly [label: string, value: string];

function totalRows({ invoice, locale, words }: Sheet): readonly TotalRow[] {
  const { totals = {}, currency, vatCurrency } = invoice;
  const money = (value: Decimal | undefined): string => moneyText(value, currency, locale);
  const row = (label: string, value: string): TotalRow[] => (value === '' ? [] : [[label, value]]);
  const unlessZero = (label: string, value: Decimal | undefined): TotalRow[] =>
    value === undefined || isZero(value) ? [] : [[label, money(value)]];
  const taken = (value: Decimal | undefined): Decimal | undefined => value && negate(value);
  const adjusted = [totals.allowances, totals.charges].some((value) => value !== undefined && !isZero(value));
  return [
    ...(adjusted ? row(words.linesTotal, money(totals.lines)) : []),
    ...unlessZero(words.allowances, taken(totals.allowances)),
    ...unlessZero(words.charges, totals.charges),
    ...row(words.withoutVat, money(totals.withoutVat)),
    ...row(words.vatTotal, money(totals.vat)),
    ...row(words.vatAccounting.replace('{currency}', vatCurrency ?? ''), moneyText(totals.vatAccounting, vatCurrency, locale)),
    ...row(words.withVat, money(totals.withVat)),
    ...unlessZero(words.paid, taken(totals.paid)),
    ...unlessZero(words.rounding, totals.rounding),
  ];
}

function totals(sheet: Sheet, rows: readonly TotalRow[]): number {
  const { canvas, invoice, locale, words } = sheet;
  let { y } = sheet;
  const span = spanOf(
    canvas,
    locale,
    rows.map(([, value]) => value),
    { ...BODY, weight: 'bold' },
  );
  const scale = Math.min(1, RIGHT.most / (span.whole + span.rest));
  const point = RIGHT.to - 4 - span.rest * scale;
  const labelWidth = RIGHT.to - RIGHT.from - 16 - (span.whole + span.rest) * scale;
  for (const [label, value] of rows) {
    const weight = label === words.withVat ? 'bold' : 'regular';
    const style: Style = { ...BODY, weight, colour: GREY };
    canvas.text(narrow(canvas, label, labelWidth, style)[0] ?? '', RIGHT.from + 4, y + 10, style);
    writeFigure(canvas, locale, value, point, y + 10, { size: BODY.size * scale, weight });
    y += ROW;
    canvas.rule(RIGHT.from, y, RIGHT.to, HAIR, 0.4);
  }
  const due = moneyText(invoice.totals?.due, invoice.currency, locale);
  if (due === '') return y;
  y += 4;
  canvas.box(RIGHT.from, y, RIGHT.to - RIGHT.from, 23, ACCENT);
  const label = isCredit(invoice) ? words.toCredit : words.toPay;
  const left = RIGHT.to - RIGHT.from - 28 - canvas.widthOf(label, DUE);
  const size = DUE.size * Math.min(1, left / canvas.widthOf(due, DUE));
  canvas.text(label, RIGHT.from + 8, y + 15, DUE);
  canvas.text(due, RIGHT.to - 8, y + 15, { ...DUE, size, align: 'right' });
  return y + 23;
}
