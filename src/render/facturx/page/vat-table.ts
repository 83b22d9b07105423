/** The VAT breakdown (BG-23): treatment or rate, base and amount on their decimal points, and under them why there is no VAT. */
import { HAIR, PAGE, wrapped, type Style } from './canvas.ts';
import { treatmentText } from './code-words.ts';
import { narrow, spanOf, writeFigure } from './columns.ts';
import { isText } from './head.ts';
import { BODY, heading, room, SMALL, type Sheet } from './sheet.ts';
import { amountText, percentText } from './words.ts';

const LEFT = { from: PAGE.left, to: 315, name: PAGE.left + 4 } as const;
const [GAP, NAME_LEAST, ROW] = [14, 72, 14];

interface VatRow {
  readonly names: readonly string[];
  readonly base: string;
  readonly amount: string;
  readonly reasons: readonly string[];
  readonly height: number;
}

export function breakdownRows(sheet: Sheet): readonly VatRow[] {
  const { canvas, invoice, locale, words } = sheet;
  const { nameWidth } = figuresOf(sheet);
  return (invoice.vat ?? []).map((row) => {
    const rate = row.rate === undefined ? '' : percentText(row.rate, locale);
    const name = [treatmentText(row.category, words), row.category === 'S' ? rate : ''].filter(isText).join(' ') || rate;
    const names = narrow(canvas, name, nameWidth, BODY);
    const reasons = wrapped(canvas, [row.reason, row.reasonCode].filter(isText).join(' · '), LEFT.to - LEFT.name - 8, SMALL);
    const height = ROW + Math.max(names.length - 1, 0) * 10 + (reasons.length === 0 ? 0 : reasons.length * 9.5 + 2.5);
    return {
      names,
      base: amountText(row.base, locale, invoice.currency),
      amount: amountText(row.amount, locale, invoice.currency),
      reasons,
      height,
    };
  });
}

function figuresOf({ canvas, invoice, locale, words }: Sheet) {
  const { vat = [], currency } = invoice;
  const [bases, amounts] = [
    vat.map(({ base }) => amountText(base, locale, currency)),
    vat.map(({ amount }) => amountText(amount, locale, currency)),
  ];
  const [base, amount] = [spanOf(canvas, locale, bases, BODY), spanOf(canvas, locale, amounts, BODY)];
  const baseWidth = Math.max(base.whole + base.rest, canvas.widthOf(words.base, SMALL), 54);
  const amountWidth = Math.max(amount.whole + amount.rest, canvas.widthOf(words.vatAmount, SMALL), 54);
  const scale = Math.min(1, (LEFT.to - 4 - LEFT.name - NAME_LEAST) / (baseWidth + amountWidth + GAP * 2));
  const amountRight = LEFT.to - 4;
  const baseRight = amountRight - (amountWidth + GAP) * scale;
  return {
    scale,
    base: { right: baseRight, point: baseRight - base.rest * scale },
    amount: { right: amountRight, point: amountRight - amount.rest * scale },
    nameWidth: baseRight - (baseWidth + GAP) * scale - LEFT.name,
  } as const;
}

export function breakdown(sheet: Sheet): void {
  const rows = breakdownRows(sheet);
  if (rows.length === 0) return;
  const { canvas, locale, words } = sheet;
  const { scale, base, amount } = figuresOf(sheet);
  const label: Style = { ...SMALL, size: SMALL.size * scale, align: 'right' };
  const figure: Style = { ...BODY, size: BODY.size * scale };
  heading(sheet, words.vat, LEFT.from, LEFT.to);
  canvas.text(words.vatRate, LEFT.name, sheet.y + 6, SMALL);
  canvas.text(words.base, base.right, sheet.y + 6, label);
  canvas.text(words.vatAmount, amount.right, sheet.y + 6, label);
  sheet.y += 10;
  for (const row of rows) {
    room(sheet, Math.min(row.height, 120));
    for (const [index, name] of row.names.entries()) canvas.text(name, LEFT.name, sheet.y + 10 + index * 10, BODY);
    writeFigure(canvas, locale, row.base, base.point, sheet.y + 10, figure);
    writeFigure(canvas, locale, row.amount, amount.point, sheet.y + 10, figure);
    sheet.y += ROW + Math.max(row.names.length - 1, 0) * 10;
    for (const line of row.reasons) {
      room(sheet, 10);
      canvas.text(line, LEFT.name, sheet.y + 6, SMALL);
      sheet.y += 9.5;
    }
    if (row.reasons.length > 0) sheet.y += 2.5;
    canvas.rule(LEFT.from, sheet.y, LEFT.to, HAIR, 0.4);
  }
}
