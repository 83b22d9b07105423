/**
 * Where the columns of the table of lines stand: as wide as what is in them, figures on their decimal point, and smaller
 * when they would leave the texts too little. Draws nothing of the table but a figure in its column.
 */
import { negate, sum } from '../../../model/decimal.ts';
import type { Line } from '../../../model/line.ts';
import type { LineVat } from '../../../model/tax.ts';
import { PAGE, wrapped, type Canvas, type Style } from './canvas.ts';
import { treatmentText, unitText, vatText } from './code-words.ts';
import { BODY, SMALL, type Sheet } from './sheet.ts';
import { amountText, numberText, type PageLocale, type Words } from './words.ts';

/** Figures whose decimal points stand under each other. */
export interface Figures {
  readonly right: number;
  /** Where the decimal point is. */
  readonly point: number;
}

export interface Columns {
  readonly position: { readonly x: number; readonly width: number };
  readonly text: { readonly x: number; readonly width: number };
  readonly quantity: Figures;
  readonly unit: { readonly x: number; readonly width: number };
  readonly price: Figures;
  readonly vat: { readonly right: number; readonly width: number };
  readonly net: Figures;
  /** 1, or less when figures are so long that they are set smaller. */
  readonly scale: number;
}

const GAP = 11;
const TEXT_LEAST = 170;
const POSITION = { least: 20, most: 64 } as const;
const UNIT_MOST = 52;
const [VAT_LEAST, VAT_MOST] = [30, 78];
export const PER_MOST = 90;
const UNIT_GAP = 3;
export const HEAD: Style = { size: 7.8, weight: 'bold' };

/** Widths before and after the decimal point. */
interface Span {
  readonly whole: number;
  readonly rest: number;
}

interface Measured {
  readonly quantity: Span;
  readonly price: Span;
  readonly net: Span;
  readonly unit: number;
  readonly position: number;
  readonly widths: Readonly<Record<'quantity' | 'unit' | 'price' | 'vat' | 'net', number>>;
}

function measured(sheet: Sheet): Measured {
  const { canvas, invoice, locale, words } = sheet;
  const { lines = [], currency, allowances = [], charges = [] } = invoice;
  const widest = (texts: readonly string[], style: Style): number =>
    texts.reduce((most, text) => Math.max(most, canvas.widthOf(text, style)), 0);
  const figures = (texts: readonly string[]): Span => spanOf(canvas, locale, texts);
  // sums may be longer than what they sum, and what is taken off has a sign
  const others = [...charges.map(({ amount }) => amount), ...allowances.map(({ amount }) => amount && negate(amount))];
  const nets = [...lines.map(({ net }) => net), ...others, sum(lines.map(({ net }) => net))];
  const quantity = figures(lines.map((line) => quantityText(line, locale)));
  const price = figures(lines.map((line) => priceText(line, locale)));
  const net = figures(nets.map((value) => amountText(value, locale, currency)));
  const unit = Math.min(
    UNIT_MOST,
    widest(
      lines.map(({ unitCode }) => unitText(unitCode, locale)),
      BODY,
    ),
  );
  const per = widest(
    lines.map((line) => perText(sheet, line)),
    SMALL,
  );
  const vat = lines.reduce(
    (most, line) =>
      Math.max(most, line.vat === undefined ? 0 : canvas.widthOf(vatText(line.vat, locale, words), vatStyle(line.vat, words))),
    VAT_LEAST,
  );
  const position = Math.max(
    POSITION.least,
    widest(
      lines.map(({ id }) => id ?? ''),
      SMALL,
    ),
  );
  return {
    quantity,
    price,
    net,
    unit,
    position: Math.min(POSITION.most, position),
    widths: {
      quantity: Math.max(quantity.whole + quantity.rest, canvas.widthOf(words.quantity, HEAD)),
      unit: unit === 0 ? 0 : unit + UNIT_GAP,
      price: Math.max(price.whole + price.rest, canvas.widthOf(words.price, HEAD), Math.min(per, PER_MOST)),
      vat: Math.min(VAT_MOST, vat),
      net: Math.max(net.whole + net.rest, canvas.widthOf(words.net, HEAD)),
    },
  };
}

export function columnsOf(sheet: Sheet): Columns {
  const { quantity, price, net, unit, position, widths } = measured(sheet);
  const textX = PAGE.left + 4 + position + 10;
  const needed = Object.values(widths).reduce((all, width) => all + width, GAP * 4);
  const scale = Math.min(1, (PAGE.right - 4 - textX - TEXT_LEAST) / needed);
  const netRight = PAGE.right - 4;
  const vatRight = netRight - (widths.net + GAP) * scale;
  const priceRight = vatRight - (widths.vat + GAP) * scale;
  const unitX = priceRight - (widths.price + GAP + unit) * scale;
  const quantityRight = unitX - (unit === 0 ? 0 : UNIT_GAP * scale);
  return {
    position: { x: PAGE.left + 4, width: position },
    text: { x: textX, width: quantityRight - (widths.quantity + GAP) * scale - textX },
    quantity: { right: quantityRight, point: quantityRight - quantity.rest * scale },
    unit: { x: unitX, width: unit * scale },
    price: { right: priceRight, point: priceRight - price.rest * scale },
    vat: { right: vatRight, width: widths.vat * scale },
    net: { right: netRight, point: netRight - net.rest * scale },
    scale,
  };
}

export function quantityText({ quantity }: Line, locale: PageLocale): string {
  return quantity === undefined ? '' : numberText(quantity, locale);
}

export function priceText({ price }: Line, locale: PageLocale): string {
  return price === undefined ? '' : numberText(price, locale, 2);
}

/** A rate is a figure, the reason why there is none a word. */
export function vatStyle(vat: LineVat | undefined, words: Words): Style {
  return treatmentText(vat?.category, words) === '' ? BODY : SMALL;
}

/** Under the price, when it is not that of one unit. */
export function perText({ locale, words }: Sheet, { priceBaseQuantity, priceBaseUnit, unitCode }: Line): string {
  if (priceBaseQuantity === undefined || numberText(priceBaseQuantity, locale) === '1') return '';
  return `${words.per} ${numberText(priceBaseQuantity, locale)} ${unitText(priceBaseUnit ?? unitCode, locale)}`.trim();
}

/** Where the decimal point of a figure is, or would be: after its last digit. */
function pointIn(text: string, locale: PageLocale): number {
  const point = text.indexOf(locale === 'fr' ? ',' : '.');
  return point >= 0 ? point : text.search(/\D*$/);
}

/** Before the point in bold, which is the wider: sums stand under what they sum. */
export function spanOf(canvas: Canvas, locale: PageLocale, texts: readonly string[], style: Style = BODY): Span {
  let [whole, rest] = [0, 0];
  for (const text of texts) {
    const point = pointIn(text, locale);
    whole = Math.max(whole, canvas.widthOf(text.slice(0, point), { ...style, weight: 'bold' }));
    rest = Math.max(rest, canvas.widthOf(text.slice(point), style));
  }
  return { whole, rest };
}

export function writeFigure(canvas: Canvas, locale: PageLocale, text: string, point: number, baseline: number, style: Style): void {
  const before = canvas.widthOf(text.slice(0, pointIn(text, locale)), style);
  canvas.text(text, point - before, baseline, { ...style, align: 'left' });
}

/** A text in a narrow column: on as many rows as it needs, up to `most`. */
export function narrow(canvas: Canvas, text: string, width: number, style: Style, most = 3): readonly string[] {
  return wrapped(canvas, text, width, style).slice(0, most);
}
