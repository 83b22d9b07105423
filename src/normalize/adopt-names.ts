/** What a clerk reads on a booked line. Figures that could not be kept as figures stand in the name, as written. */
import { formatDecimal, isZero, trim, type Decimal } from '../model/decimal.ts';
import type { Line } from '../model/line.ts';
import type { AllowanceCharge } from '../model/tax.ts';
import type { Piece, VatKey } from './adopt-pieces.ts';
import type { Untold } from './adopt-price.ts';

/** For lines that the document leaves without a word of its own. */
export interface BillWords {
  readonly line: string;
  readonly allowance: string;
  readonly charge: string;
  readonly rounding: string;
  readonly vat: string;
}

export const BILL_WORDS: Readonly<Record<'fr' | 'en', BillWords>> = {
  fr: { line: 'Ligne', allowance: 'Remise', charge: 'Frais', rounding: 'Arrondi', vat: 'TVA' },
  en: { line: 'Line', allowance: 'Allowance', charge: 'Charge', rounding: 'Rounding', vat: 'VAT' },
};

/** A description may be a page long; the original is attached to the bill. */
const NAME_MAX = 2000;

export function nameOf(piece: Piece, untold: Untold, number: string | undefined, words: BillWords): string {
  const { line, item, source } = piece;
  if (line !== undefined) return shorten(lineName(line, piece.at, untold, words));
  if (item !== undefined) return shorten(itemName(item, source === 'allowance' ? words.allowance : words.charge));
  const head = source === 'rounding' ? words.rounding : (number ?? '');
  return shorten([head, vatText(piece.vat, words)].filter((part) => part !== '').join(' · '));
}

function lineName(line: Line, at: string, untold: Untold, words: BillWords): string {
  const name = clean(line.item?.name) || clean(line.item?.description) || clean(line.notes?.[0]?.text);
  const title = name || `${words.line} ${line.id ?? at.replaceAll(/\D/g, '')}`;
  const description = clean(line.item?.description);
  const more = description === '' || description === title ? '' : `\n${description}`;
  const figures = untold === 'none' ? '' : figuresOf(line, untold, words);
  return `${title}${figures === '' ? '' : ` (${figures})`}${more}`;
}

/** `3 KGM × 3.3333 / 100; −10 % Remise; +5.00 Port`: signs and numbers need no translation. */
function figuresOf(line: Line, untold: Untold, words: BillWords): string {
  const { quantity, unitCode, price, priceBaseQuantity } = line;
  const amount = quantity === undefined ? '' : [plain(quantity), unitCode ?? ''].join(' ').trim();
  const per = priceBaseQuantity === undefined || plain(priceBaseQuantity) === '1' ? '' : ` / ${plain(priceBaseQuantity)}`;
  const unit = price === undefined ? '' : `${plain(price)}${per}`;
  return [
    untold === 'allowances' ? '' : [amount, unit].filter((part) => part !== '').join(' × '),
    ...partsOf(line.allowances, '−', words.allowance),
    ...partsOf(line.charges, '+', words.charge),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function partsOf(list: readonly AllowanceCharge[] | undefined, sign: string, word: string): readonly string[] {
  return (list ?? []).flatMap(({ amount, percent, reason }) => {
    if (amount === undefined || isZero(amount)) return [];
    const figure = percent === undefined ? plain(amount) : `${plain(percent)} %`;
    return [`${sign}${figure} ${clean(reason) || word}`];
  });
}

function itemName({ percent, base, reason }: AllowanceCharge, word: string): string {
  const figures = percent === undefined ? '' : ` (${plain(percent)} %${base === undefined ? '' : ` × ${plain(base)}`})`;
  return `${clean(reason) || word}${figures}`;
}

function vatText({ category, rate }: VatKey, words: BillWords): string {
  return `${words.vat} ${isZero(rate) ? category : `${plain(rate)} %`}`.trim();
}

function plain(value: Decimal): string {
  return formatDecimal(trim(value));
}

function clean(text: string | undefined): string {
  return (text ?? '').trim();
}

function shorten(text: string): string {
  return text.length <= NAME_MAX ? text : `${text.slice(0, NAME_MAX - 1)}…`;
}
