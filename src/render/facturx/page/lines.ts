/**
 * The lines of the invoice as a table: its head on every page, a line never torn from its amounts, and the sum carried
 * from page to page. Sums are carried only where every line counts once: sub-lines (EXTENDED-CTC-FR) have rules of their own.
 */
import { add, ZERO, type Decimal } from '../../../model/decimal.ts';
import type { Line } from '../../../model/line.ts';
import { ACCENT, GREY, HAIR, PAGE, SHADE, WHITE, type Style } from './canvas.ts';
import { unitText, vatText } from './code-words.ts';
import { HEAD, narrow, PER_MOST, perText, priceText, quantityText, vatStyle, writeFigure, type Columns } from './columns.ts';
import { depthsOf, heightOf, leadingOf, textRows, type TextRow } from './line-texts.ts';
import { BODY, nextPage, SMALL, type Sheet } from './sheet.ts';
import { amountText } from './words.ts';

const HEAD_HEIGHT = 18;
const CARRY_HEIGHT = 17;
const BOTTOM = PAGE.bottom - CARRY_HEIGHT;
/** A line up to this height goes to the page of the totals with them. */
const LAST_LINE_MOST = 240;

/** A line with what is known of it before it is written. */
interface Entry {
  readonly line: Line;
  readonly rows: readonly TextRow[];
  readonly indent: number;
}

/** `after` is the height of the totals: the last line goes with them, so that they never stand alone on a page. */
export function linesTable(sheet: Sheet, columns: Columns, after: number): void {
  const { lines = [] } = sheet.invoice;
  if (lines.length === 0) return;
  const carried = lines.every(({ parentId, status }) => parentId === undefined && status === undefined);
  const depths = depthsOf(lines);
  let sum: Decimal = ZERO;
  tableHead(sheet, columns);
  for (const [index, line] of lines.entries()) {
    const indent = (depths.get(line) ?? 0) * 10;
    const entry = { line, indent, rows: textRows(sheet, line, columns.text.width - indent) };
    if (index > 0 && !fits(sheet, entry, index === lines.length - 1 ? after : undefined)) breakPage(sheet, columns, carried ? sum : null);
    writeLine(sheet, columns, entry);
    if (line.net !== undefined) sum = add(sum, line.net);
  }
  sheet.canvas.rule(PAGE.left, sheet.y, PAGE.right, ACCENT, 0.8);
  sheet.y += 12;
}

/** The first two rows of a text stay with the figures; the rest may go on. The last line stays with the totals. */
function fits({ y }: Sheet, { rows }: Entry, after: number | undefined): boolean {
  const height = heightOf(rows);
  if (after === undefined) return y + Math.min(height, 60) <= BOTTOM;
  if (y + height + 12 + after <= PAGE.bottom) return true;
  const together = height <= LAST_LINE_MOST && PAGE.top + 22 + HEAD_HEIGHT + CARRY_HEIGHT + height + 12 + after <= PAGE.bottom;
  return !together && y + Math.min(height, 60) <= PAGE.bottom;
}

function tableHead(sheet: Sheet, columns: Columns): void {
  const { canvas, words } = sheet;
  if (sheet.y + HEAD_HEIGHT + 40 > PAGE.bottom) nextPage(sheet);
  canvas.box(PAGE.left, sheet.y, PAGE.right - PAGE.left, HEAD_HEIGHT, ACCENT);
  const left: Style = { ...HEAD, colour: WHITE };
  const right: Style = { ...left, size: HEAD.size * columns.scale, align: 'right' };
  const base = sheet.y + 12;
  canvas.text(words.position, columns.position.x, base, left);
  canvas.text(words.description, columns.text.x, base, left);
  canvas.text(words.quantity, columns.quantity.right, base, right);
  canvas.text(words.price, columns.price.right, base, right);
  canvas.text(words.vatRate, columns.vat.right, base, right);
  canvas.text(words.net, columns.net.right, base, right);
  sheet.y += HEAD_HEIGHT;
}

function breakPage(sheet: Sheet, columns: Columns, sum: Decimal | null): void {
  if (sum !== null) carry(sheet, columns, sheet.words.carriedForward, sum);
  nextPage(sheet);
  tableHead(sheet, columns);
  if (sum !== null) carry(sheet, columns, sheet.words.broughtForward, sum);
}

function carry(sheet: Sheet, columns: Columns, label: string, sum: Decimal): void {
  const { canvas, invoice, locale } = sheet;
  canvas.box(PAGE.left, sheet.y, PAGE.right - PAGE.left, CARRY_HEIGHT, SHADE);
  const style: Style = { size: 8.2 * columns.scale, weight: 'bold' };
  canvas.text(label, columns.vat.right, sheet.y + 11.5, { ...style, align: 'right' });
  writeFigure(canvas, locale, amountText(sum, locale, invoice.currency), columns.net.point, sheet.y + 11.5, style);
  sheet.y += CARRY_HEIGHT;
}

function writeLine(sheet: Sheet, columns: Columns, { line, rows, indent }: Entry): void {
  const { canvas } = sheet;
  const page = canvas.pageCount();
  const under = figures(sheet, columns, line, sheet.y + 11.5);
  sheet.y += 3;
  for (const { text, style } of rows) {
    if (sheet.y + leadingOf(style) > BOTTOM) {
      nextPage(sheet);
      tableHead(sheet, columns);
      sheet.y += 3;
    }
    canvas.text(text, columns.text.x + indent, sheet.y + style.size, style);
    sheet.y += leadingOf(style);
  }
  sheet.y = Math.max(sheet.y, canvas.pageCount() === page ? under : 0) + 4;
  canvas.rule(PAGE.left, sheet.y, PAGE.right, HAIR, 0.4);
}

/** Number, quantity, price, VAT and amount; gives where the lowest of them ends. */
function figures(sheet: Sheet, columns: Columns, line: Line, base: number): number {
  const { canvas, invoice, locale, words } = sheet;
  const size = BODY.size * columns.scale;
  // what is told but not charged must not look like what is
  const style: Style = {
    size,
    weight: line.status === 'GROUP' ? 'bold' : 'regular',
    ...(line.status === 'INFORMATION' ? { colour: GREY } : {}),
  };
  const small: Style = { ...SMALL, size: SMALL.size * columns.scale };
  const ids = narrow(canvas, line.id ?? '', columns.position.width, SMALL);
  for (const [index, part] of ids.entries()) canvas.text(part, columns.position.x, base + index * 9, SMALL);
  writeFigure(canvas, locale, quantityText(line, locale), columns.quantity.point, base, style);
  const units = narrow(canvas, unitText(line.unitCode, locale), Math.max(columns.unit.width, 1), style);
  if (line.quantity !== undefined) for (const [index, part] of units.entries()) canvas.text(part, columns.unit.x, base + index * 10, style);
  writeFigure(canvas, locale, priceText(line, locale), columns.price.point, base, style);
  const per = narrow(canvas, perText(sheet, line), PER_MOST * columns.scale, small);
  for (const [index, part] of per.entries()) canvas.text(part, columns.price.right, base + 9 + index * 9, { ...small, align: 'right' });
  const rate = vatStyle(line.vat, words) === SMALL ? small : style;
  const vat = line.vat === undefined ? [] : narrow(canvas, vatText(line.vat, locale, words), columns.vat.width, rate);
  for (const [index, part] of vat.entries()) canvas.text(part, columns.vat.right, base + index * 9, { ...rate, align: 'right' });
  writeFigure(canvas, locale, amountText(line.net, locale, invoice.currency), columns.net.point, base, style);
  const below = Math.max(ids.length, units.length, vat.length, per.length === 0 ? 1 : per.length + 1);
  return base + (below - 1) * 9.5 + 2.5;
}
