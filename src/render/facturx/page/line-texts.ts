/** What stands in words on a line: name, description, references, period, notes, allowances and charges. Places nothing. */
import { negate, type Decimal } from '../../../model/decimal.ts';
import type { Line } from '../../../model/line.ts';
import type { AllowanceCharge } from '../../../model/tax.ts';
import { wrapped, type Style } from './canvas.ts';
import { isText } from './head.ts';
import { BODY, LEADING, SMALL, type Sheet } from './sheet.ts';
import { amountText, dayText, numberText, percentText, type PageLocale } from './words.ts';

export interface TextRow {
  readonly text: string;
  readonly style: Style;
}

const NAME: Style = BODY;
const GROUP_NAME: Style = { ...BODY, weight: 'bold' };
const DEPTH_MOST = 5;

export function heightOf(rows: readonly TextRow[]): number {
  return rows.reduce((sum, { style }) => sum + leadingOf(style), 7);
}

export function leadingOf({ size }: Style): number {
  return size === BODY.size ? LEADING : size * 1.3;
}

/** How deep each sub-line stands under the line that it belongs to. */
export function depthsOf(lines: readonly Line[]): ReadonlyMap<Line, number> {
  const known = new Map<string, number>();
  const out = new Map<Line, number>();
  for (const line of lines) {
    const depth = line.parentId === undefined ? 0 : Math.min(DEPTH_MOST, (known.get(line.parentId) ?? 0) + 1);
    if (line.id !== undefined) known.set(line.id, depth);
    out.set(line, depth);
  }
  return out;
}

export function textRows(sheet: Sheet, line: Line, width: number): readonly TextRow[] {
  const { canvas, locale, words } = sheet;
  const { item = {}, period } = line;
  const row = (text: string | undefined, style: Style): TextRow[] =>
    isText(text) ? wrapped(canvas, text, width, style).map((part) => ({ text: part, style })) : [];
  const ids = [item.sellerId, item.buyerId, item.standardId?.value].filter(isText).join(' · ');
  const days = [dayText(period?.start, locale), dayText(period?.end, locale)].filter(isText).join(' – ');
  const attributes = (item.attributes ?? []).flatMap(({ name, value }) =>
    isText(name) && isText(value) ? [`${name}${colon(locale)}${value}`] : [],
  );
  const order = [line.orderReference, line.orderLineReference].filter(isText).join(' · ');
  const rows = [
    ...row(item.name, line.status === 'GROUP' ? GROUP_NAME : NAME),
    ...row(item.description === item.name ? undefined : item.description, SMALL),
    ...row(ids === '' ? '' : `${words.article} ${ids}`, SMALL),
    ...row(attributes.join(' · '), SMALL),
    ...row(order === '' ? '' : `${words.order} ${order}`, SMALL),
    ...row(days === '' ? '' : `${words.period} ${days}`, SMALL),
    ...row(grossText(sheet, line), SMALL),
    ...(line.notes ?? []).flatMap(({ text }) => row(text, SMALL)),
    ...(line.allowances ?? []).flatMap((one) => row(adjustment(sheet, words.allowance, one, one.amount && negate(one.amount)), SMALL)),
    ...(line.charges ?? []).flatMap((one) => row(adjustment(sheet, words.charge, one, one.amount), SMALL)),
  ];
  return rows.length === 0 ? [{ text: '', style: BODY }] : rows;
}

/** The price before its discount, when there is one. */
function grossText({ locale, words }: Sheet, { grossPrice, priceDiscount }: Line): string {
  if (grossPrice === undefined || priceDiscount === undefined) return '';
  const [gross, discount] = [numberText(grossPrice, locale, 2), numberText(priceDiscount, locale, 2)];
  return `${words.grossPrice} ${gross} · ${words.allowance} \u2212${discount}`;
}

/** French sets a space before it. */
export function colon(locale: PageLocale): string {
  return locale === 'fr' ? '\u00a0: ' : ': ';
}

/** What an allowance or a charge is for: the word, the percentage of its base, the reason. */
export function adjustmentName({ invoice, locale, words }: Sheet, word: string, one: AllowanceCharge): string {
  const base = one.base === undefined ? '' : ` ${words.ofBase} ${amountText(one.base, locale, invoice.currency)}`;
  const percent = one.percent === undefined ? '' : ` ${percentText(one.percent, locale)}${base}`;
  const reason = isText(one.reason) ? ` (${one.reason})` : '';
  return `${word}${percent}${reason}`;
}

/** One line of words for an allowance or a charge. */
function adjustment(sheet: Sheet, word: string, one: AllowanceCharge, amount: Decimal | undefined): string {
  const { invoice, locale } = sheet;
  return `${adjustmentName(sheet, word, one)}${colon(locale)}${amountText(amount, locale, invoice.currency)}`;
}
