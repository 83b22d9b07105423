/** Where writing stands on the pages: blocks ask for room, and a new page begins when there is none. */
import type { Invoice } from '../../../model/invoice.ts';
import { CREDIT_NOTE_TYPES } from '../../../model/credit-note-types.ts';
import { ACCENT, GREY, HAIR, PAGE, wrapped, type Canvas, type Style } from './canvas.ts';
import { WORDS, type PageLocale, type Words } from './words.ts';

export interface Sheet {
  readonly canvas: Canvas;
  readonly invoice: Invoice;
  readonly locale: PageLocale;
  readonly words: Words;
  /** Distance from the top of the page at which the next block begins. */
  y: number;
}

export const BODY: Style = { size: 8.6 };
export const SMALL: Style = { size: 7.4, colour: GREY };
export const LABEL: Style = { size: 7.4, colour: GREY };
export const LEADING = 11.4;

export function newSheet(canvas: Canvas, invoice: Invoice, locale: PageLocale): Sheet {
  return { canvas, invoice, locale, words: WORDS[locale], y: PAGE.top };
}

/** Room for a block of this height on this page or the next. */
export function room(sheet: Sheet, height: number): void {
  if (sheet.y + height > PAGE.bottom) nextPage(sheet);
}

/** Pages after the first say whose invoice they belong to. */
export function nextPage(sheet: Sheet): void {
  const { canvas, invoice } = sheet;
  canvas.newPage();
  const head = [invoice.seller?.name, `${titleOf(sheet)} ${invoice.number ?? ''}`].filter((part) => (part ?? '').trim() !== '');
  const [line = ''] = wrapped(canvas, head.join(' · '), PAGE.right - PAGE.left, SMALL);
  canvas.text(line, PAGE.left, PAGE.top, SMALL);
  canvas.rule(PAGE.left, PAGE.top + 6, PAGE.right);
  sheet.y = PAGE.top + 22;
}

/** A heading with a rule under it. */
export function heading(sheet: Sheet, title: string, x: number, to: number): void {
  sheet.canvas.text(title, x, sheet.y + 9, { size: 9, weight: 'bold', colour: ACCENT });
  sheet.canvas.rule(x, sheet.y + 14, to, HAIR);
  sheet.y += 19;
}

/** A text over as many lines and pages as it needs. */
export function flowing(sheet: Sheet, text: string, x: number, to: number, style: Style = BODY): void {
  for (const line of wrapped(sheet.canvas, text, to - x, style)) {
    const leading = style.size === BODY.size ? LEADING : style.size * 1.35;
    room(sheet, leading);
    sheet.canvas.text(line, x, sheet.y + style.size, style);
    sheet.y += leading;
  }
}

export function isCredit({ typeCode }: Invoice): boolean {
  return CREDIT_NOTE_TYPES.has((typeCode ?? '').trim());
}

/** UNTDID 1001; other types are shown as what they are in the sense of EN 16931: an invoice or a credit note. */
const TITLES: Readonly<Record<string, keyof Words>> = {
  '384': 'corrected',
  '386': 'prepayment',
  '389': 'selfBilled',
  '261': 'selfBilledCredit',
  '503': 'prepaymentCredit',
};

export function titleOf({ invoice, words }: Pick<Sheet, 'invoice' | 'words'>): string {
  return words[TITLES[(invoice.typeCode ?? '').trim()] ?? (isCredit(invoice) ? 'creditNote' : 'invoice')];
}
