/**
 * The lines of the invoice as a table: its head on every page, a line never torn from its amounts, and the sum carried
 * from page to page. Sums are carried only where every line counts once: sub-lines (EXTENDED-CTC-FR) have rules of their own.
 */
import { add, ZERO, type Decimal } from '../../../model/decimal.ts';
import type { Line } from '../../../model/line.ts';
import type { AllowanceCharge } from '../../../model/tax.ts';
import { ACCENT, HAIR, PAGE, SHADE, WHITE, wrapped, type Style } from './canvas.ts';
import { unitText, vatText } from './code-words.ts';
import { isText } from './head.ts';
import { BODY, LEADING, nextPage, SMALL, type Sheet } from './sheet.ts';
import { amountText, dayText, numberText, percentText, type PageLocale } from './words.ts';

/** Right edges of the columns of figures, left edges of the columns of text. */
const X = { position: PAGE.left + 4, text: PAGE.left + 34, quantity: 366, price: 446, vat: 492, net: PAGE.right - 4 } as const;
const TEXT_WIDTH = 236;
const HEAD_HEIGHT = 18;
const CARRY_HEIGHT = 17;
const BOTTOM = PAGE.bottom - CARRY_HEIGHT;

interface TextRow {
  readonly text: string;
  readonly style: Style;
}

export function linesTable(sheet: Sheet): void {
  const { lines = [] } = sheet.invoice;
  if (lines.length === 0) return;
  const carried = lines.every(({ parentId, status }) => parentId === undefined && status === undefined);
  let sum: Decimal = ZERO;
  tableHead(sheet);
  for (const [index, line] of lines.entries()) {
    const rows = textRows(sheet, line);
    const left = index === lines.length - 1 ? PAGE.bottom : BOTTOM;
    // the first two rows of a text stay with the figures; the rest may go on
    if (sheet.y + Math.min(heightOf(rows), 60) > left && index > 0) breakPage(sheet, carried ? sum : null);
    writeLine(sheet, line, rows);
    if (line.net !== undefined) sum = add(sum, line.net);
  }
  sheet.canvas.rule(PAGE.left, sheet.y, PAGE.right, ACCENT, 0.8);
  sheet.y += 12;
}

function tableHead(sheet: Sheet): void {
  const { canvas, words } = sheet;
  if (sheet.y + HEAD_HEIGHT + 40 > PAGE.bottom) nextPage(sheet);
  canvas.box(PAGE.left, sheet.y, PAGE.right - PAGE.left, HEAD_HEIGHT, ACCENT);
  const style: Style = { size: 7.8, weight: 'bold', colour: WHITE };
  const base = sheet.y + 12;
  canvas.text(words.position, X.position, base, style);
  canvas.text(words.description, X.text, base, style);
  canvas.text(words.quantity, X.quantity, base, { ...style, align: 'right' });
  canvas.text(words.price, X.price, base, { ...style, align: 'right' });
  canvas.text(words.vatRate, X.vat, base, { ...style, align: 'right' });
  canvas.text(words.net, X.net, base, { ...style, align: 'right' });
  sheet.y += HEAD_HEIGHT;
}

function breakPage(sheet: Sheet, sum: Decimal | null): void {
  if (sum !== null) carry(sheet, sheet.words.carriedForward, sum);
  nextPage(sheet);
  tableHead(sheet);
  if (sum !== null) carry(sheet, sheet.words.broughtForward, sum);
}

function carry(sheet: Sheet, label: string, sum: Decimal): void {
  const { canvas, locale } = sheet;
  canvas.box(PAGE.left, sheet.y, PAGE.right - PAGE.left, CARRY_HEIGHT, SHADE);
  const style: Style = { size: 8.2, weight: 'bold', align: 'right' };
  canvas.text(label, X.vat, sheet.y + 11.5, style);
  canvas.text(amountText(sum, locale), X.net, sheet.y + 11.5, style);
  sheet.y += CARRY_HEIGHT;
}

function heightOf(rows: readonly TextRow[]): number {
  return rows.reduce((sum, { style }) => sum + leadingOf(style), 7);
}

function leadingOf({ size }: Style): number {
  return size === BODY.size ? LEADING : size * 1.3;
}

/** Name, description, references, period, notes, allowances and charges of the line. */
function textRows(sheet: Sheet, line: Line): readonly TextRow[] {
  const { canvas, locale, words } = sheet;
  const { item = {}, period } = line;
  const indent = line.parentId === undefined ? 0 : 10;
  const row = (text: string | undefined, style: Style): TextRow[] =>
    isText(text) ? wrapped(canvas, text, TEXT_WIDTH - indent, style).map((part) => ({ text: part, style })) : [];
  const ids = [item.sellerId, item.standardId?.value].filter(isText).join(' · ');
  const days = [dayText(period?.start, locale), dayText(period?.end, locale)].filter(isText).join(' – ');
  const attributes = (item.attributes ?? []).flatMap(({ name, value }) =>
    isText(name) && isText(value) ? [`${name}${colon(locale)}${value}`] : [],
  );
  const rows = [
    ...row(item.name, BODY),
    ...row(item.description === item.name ? undefined : item.description, SMALL),
    ...row(ids === '' ? '' : `${words.article} ${ids}`, SMALL),
    ...row(attributes.join(' · '), SMALL),
    ...row(line.orderLineReference === undefined ? '' : `${words.order} ${line.orderReference ?? ''} · ${line.orderLineReference}`, SMALL),
    ...row(days === '' ? '' : `${words.period} ${days}`, SMALL),
    ...(line.notes ?? []).flatMap(({ text }) => row(text, SMALL)),
    ...(line.allowances ?? []).flatMap((one) => row(adjustment(sheet, words.allowance, one, '\u2212'), SMALL)),
    ...(line.charges ?? []).flatMap((one) => row(adjustment(sheet, words.charge, one, '+'), SMALL)),
  ];
  return rows.length === 0 ? [{ text: '', style: BODY }] : rows;
}

/** French sets a space before it. */
function colon(locale: PageLocale): string {
  return locale === 'fr' ? '\u00a0: ' : ': ';
}

/** One line of words for an allowance or a charge. */
export function adjustment({ locale }: Sheet, word: string, one: AllowanceCharge, sign: string): string {
  const percent = one.percent === undefined ? '' : ` ${percentText(one.percent, locale)}`;
  const reason = isText(one.reason) ? ` (${one.reason})` : '';
  return `${word}${percent}${reason}${colon(locale)}${sign}${amountText(one.amount, locale)}`;
}

function writeLine(sheet: Sheet, line: Line, rows: readonly TextRow[]): void {
  const { canvas, locale, words } = sheet;
  const indent = line.parentId === undefined ? 0 : 10;
  const base = sheet.y + 11.5;
  const figures: Style = { ...BODY, align: 'right' };
  canvas.text(wrapped(canvas, line.id ?? '', 28, SMALL)[0] ?? '', X.position, base, SMALL);
  if (line.quantity !== undefined) canvas.text(quantityText(sheet, line), X.quantity, base, figures);
  if (line.price !== undefined) canvas.text(numberText(line.price, locale, 2), X.price, base, figures);
  if (line.vat !== undefined) {
    for (const [index, part] of wrapped(canvas, vatText(line.vat, locale, words), 46, SMALL).entries()) {
      canvas.text(part, X.vat, base + index * 9, index === 0 && line.vat.category === 'S' ? figures : { ...SMALL, align: 'right' });
    }
  }
  canvas.text(amountText(line.net, locale), X.net, base, figures);
  const basis = line.priceBaseQuantity;
  if (basis !== undefined && numberText(basis, locale) !== '1') {
    const per = `${words.per} ${numberText(basis, locale)} ${unitText(line.priceBaseUnit ?? line.unitCode, locale)}`;
    canvas.text(per, X.price, base + 9, { ...SMALL, align: 'right' });
  }
  sheet.y += 3;
  for (const { text, style } of rows) {
    if (sheet.y + leadingOf(style) > BOTTOM) {
      nextPage(sheet);
      tableHead(sheet);
    }
    canvas.text(text, X.text + indent, sheet.y + style.size, style);
    sheet.y += leadingOf(style);
  }
  const second = basis !== undefined || (line.vat !== undefined && line.vat.category !== 'S');
  sheet.y += second && rows.length === 1 ? 11 : 4;
  canvas.rule(PAGE.left, sheet.y, PAGE.right, HAIR, 0.4);
}

function quantityText({ locale }: Sheet, { quantity, unitCode }: Line): string {
  return quantity === undefined ? '' : `${numberText(quantity, locale)}\u00a0${unitText(unitCode, locale)}`.trim();
}
