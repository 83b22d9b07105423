/** Allowances and charges of the whole invoice (BG-20, BG-21), as rows under the lines: what, its VAT, its amount. */
import { negate, type Decimal } from '../../../model/decimal.ts';
import type { AllowanceCharge } from '../../../model/tax.ts';
import { HAIR, PAGE, wrapped, type Style } from './canvas.ts';
import { vatText } from './code-words.ts';
import { vatStyle, writeFigure, type Columns } from './columns.ts';
import { adjustmentName } from './line-texts.ts';
import { BODY, LEADING, room, SMALL, type Sheet } from './sheet.ts';
import { amountText } from './words.ts';

interface Row {
  readonly one: AllowanceCharge;
  /** As it counts: an allowance is taken off. */
  readonly amount: Decimal | undefined;
  readonly texts: readonly string[];
}

function rowsOf(sheet: Sheet, columns: Columns): readonly Row[] {
  const { allowances = [], charges = [] } = sheet.invoice;
  const { canvas, words } = sheet;
  const width = columns.vat.right - columns.vat.width - 12 - columns.text.x;
  const row = (one: AllowanceCharge, word: string, amount: Decimal | undefined): Row => ({
    one,
    amount,
    texts: wrapped(canvas, adjustmentName(sheet, word, one), width, BODY),
  });
  return [
    ...allowances.map((one) => row(one, words.allowance, one.amount && negate(one.amount))),
    ...charges.map((one) => row(one, words.charge, one.amount)),
  ];
}

const heightOf = ({ texts }: Row): number => texts.length * LEADING + 7;

export function adjustmentsHeight(sheet: Sheet, columns: Columns): number {
  const rows = rowsOf(sheet, columns);
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + heightOf(row), 10);
}

export function adjustments(sheet: Sheet, columns: Columns): void {
  const { canvas, invoice, locale, words } = sheet;
  const rows = rowsOf(sheet, columns);
  if (rows.length > 0 && (invoice.lines ?? []).length > 0) sheet.y -= 12;
  for (const row of rows) {
    room(sheet, Math.min(heightOf(row), 60));
    const style: Style = { ...BODY, size: BODY.size * columns.scale };
    const base = sheet.y + 11.5;
    const vat = row.one.vat === undefined ? '' : vatText(row.one.vat, locale, words);
    const vatLook = vatStyle(row.one.vat, words) === SMALL ? SMALL : style;
    const [shown = ''] = wrapped(canvas, vat, columns.vat.width, vatLook);
    canvas.text(shown, columns.vat.right, base, { ...vatLook, align: 'right' });
    writeFigure(canvas, locale, amountText(row.amount, locale, invoice.currency), columns.net.point, base, style);
    sheet.y += 3;
    for (const text of row.texts) {
      room(sheet, LEADING);
      canvas.text(text, columns.text.x, sheet.y + BODY.size, BODY);
      sheet.y += LEADING;
    }
    sheet.y += 4;
    canvas.rule(PAGE.left, sheet.y, PAGE.right, HAIR, 0.4);
  }
  if (rows.length > 0) sheet.y += 10;
}
