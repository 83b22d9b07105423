/** How to pay, the notes that law and parties want on the invoice, the list of attachments, and the foot of every page. */
import type { Invoice } from '../../../model/invoice.ts';
import { GREY, HAIR, INK, PAGE, wrapped, type Style } from './canvas.ts';
import { meansText } from './code-words.ts';
import { isText } from './head.ts';
import { BODY, flowing, heading, LABEL, LEADING, room, SMALL, type Sheet } from './sheet.ts';
import { dayText, type Words } from './words.ts';

const VALUE_X = PAGE.left + 118;

export function closing(sheet: Sheet): void {
  payment(sheet);
  notes(sheet);
  attachments(sheet);
}

function payment(sheet: Sheet): void {
  const rows = paymentRows(sheet).filter((row): row is readonly [string, string] => isText(row[1]));
  if (rows.length === 0) return;
  const { canvas, words } = sheet;
  room(sheet, 24 + Math.min(rows.length, 6) * LEADING);
  heading(sheet, words.payment, PAGE.left, PAGE.right);
  for (const [label, value] of rows) {
    room(sheet, LEADING);
    canvas.text(label, PAGE.left, sheet.y + BODY.size, LABEL);
    flowing(sheet, value, VALUE_X, PAGE.right);
  }
  sheet.y += 10;
}

function paymentRows({ invoice, locale, words }: Sheet): readonly (readonly [string, string | undefined])[] {
  const { payment: paid = {}, dueDate } = invoice;
  const means = [meansText(paid.means, words), paid.meansText].filter(isText);
  const transfers = (paid.transfers ?? []).flatMap(({ account, name, bic }) => {
    const iban = account !== undefined && IBAN.test(account.replaceAll(' ', ''));
    return [
      [iban ? words.iban : words.account, iban ? grouped(account) : account],
      [words.bic, bic],
      [words.holder, name],
    ] as const;
  });
  return [
    [words.means, [...new Set(means)].join(' · ')],
    [words.due, dayText(dueDate, locale)],
    ...transfers,
    [words.mandate, paid.debit?.mandate],
    [words.creditor, paid.debit?.creditor],
    [words.debited, paid.debit?.account === undefined ? undefined : grouped(paid.debit.account)],
    [words.card, [paid.card?.number, paid.card?.holder].filter(isText).join(' · ')],
    [words.reference, paid.reference],
    [words.terms, paid.terms],
  ];
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{4,30}$/;

function grouped(account: string): string {
  return account.replaceAll(' ', '').replace(/(.{4})(?=.)/g, '$1\u00a0');
}

/** Each beside what it is about, where a code says that (UNTDID 4451). */
function notes(sheet: Sheet): void {
  const { canvas, words } = sheet;
  const shown = (sheet.invoice.notes ?? []).filter(({ text }) => isText(text));
  if (shown.length === 0) return;
  room(sheet, 24 + LEADING * 2);
  heading(sheet, words.notes, PAGE.left, PAGE.right);
  const labelled = shown.some(({ subject }) => subjectOf(subject) !== undefined);
  for (const { subject, text } of shown) {
    room(sheet, LEADING);
    const label = subjectOf(subject);
    if (label !== undefined) canvas.text(words[label], PAGE.left, sheet.y + NOTE.size, LABEL);
    flowing(sheet, text ?? '', labelled ? VALUE_X : PAGE.left, PAGE.right, NOTE);
    sheet.y += 3;
  }
  sheet.y += 8;
}

/** What the law wants said must be easy to read. */
const NOTE: Style = { size: 7.8, colour: INK };
const SUBJECTS: Readonly<Record<string, keyof Words>> = {
  PMD: 'lateFees',
  PMT: 'recovery',
  AAB: 'discountTerms',
  TXD: 'taxNote',
  REG: 'legalNote',
  ABL: 'legalNote',
  CUS: 'customs',
};

function subjectOf(code: string | undefined): keyof Words | undefined {
  return SUBJECTS[(code ?? '').trim()];
}

function attachments(sheet: Sheet): void {
  const texts = (sheet.invoice.attachments ?? []).map(({ id, description, fileName, url }) =>
    [id, description, fileName, url].filter(isText).join(' · '),
  );
  if (texts.every((text) => text === '')) return;
  room(sheet, 24 + LEADING);
  heading(sheet, sheet.words.attachments, PAGE.left, PAGE.right);
  for (const text of texts) flowing(sheet, text, PAGE.left, PAGE.right, SMALL);
}

/** Who the seller is in law, and which page of how many: written when all pages are known. */
export function feet(sheet: Sheet): void {
  const { canvas, invoice, words } = sheet;
  const count = canvas.pageCount();
  const style: Style = { size: 7, colour: GREY };
  const lines = wrapped(canvas, identity(invoice, sheet), PAGE.right - PAGE.left - 80, style).slice(0, 3);
  for (let index = 0; index < count; index++) {
    canvas.onPage(index, () => {
      canvas.rule(PAGE.left, 798, PAGE.right, HAIR);
      for (const [row, line] of lines.entries()) canvas.text(line, PAGE.left, 808 + row * 9, style);
      const text = words.page.replace('{page}', String(index + 1)).replace('{pages}', String(count));
      canvas.text(text, PAGE.right, 808, { ...style, align: 'right' });
    });
  }
}

function identity({ seller = {} }: Invoice, { words }: Sheet): string {
  const legal = seller.legalId?.scheme === '0002' ? words.siren : words.legalId;
  return [
    seller.name,
    seller.legalForm,
    isText(seller.legalId?.value) ? `${legal} ${seller.legalId.value}` : '',
    isText(seller.vatId) ? `${words.vatId} ${seller.vatId}` : '',
  ]
    .filter(isText)
    .join(' · ');
}
