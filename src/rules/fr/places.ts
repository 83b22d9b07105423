/** Where the French rules look: the same term stands in several places (header and lines, all parties). */
import type { Invoice } from '../../model/invoice.ts';
import type { Party } from '../../model/party.ts';
import type { InstancePath } from '../../model/path.ts';
import { FRENCH_PARTIES } from '../rule.ts';

export type Place<T> = readonly [value: T, at: InstancePath];

export function* partiesOf(invoice: Invoice): Iterable<Place<Party>> {
  for (const name of FRENCH_PARTIES) {
    const party = invoice[name];
    if (party !== undefined) yield [party, name];
  }
}

/** BT-1, BT-25 and EXT-FR-FE-136. */
export function* numbersOf(invoice: Invoice): Iterable<Place<string>> {
  if (invoice.number !== undefined) yield [invoice.number, 'number'];
  for (const [index, preceding] of (invoice.precedingInvoices ?? []).entries()) {
    if (preceding.number !== undefined) yield [preceding.number, `precedingInvoices[${index}].number`];
  }
  for (const [index, line] of (invoice.lines ?? []).entries()) {
    const number = line.precedingInvoice?.number;
    if (number !== undefined) yield [number, `lines[${index}].precedingInvoice.number`];
  }
}

/** BT-3, EXT-FR-FE-02 and EXT-FR-FE-137. */
export function* typesOf(invoice: Invoice): Iterable<Place<string>> {
  if (invoice.typeCode !== undefined) yield [invoice.typeCode, 'typeCode'];
  for (const [index, preceding] of (invoice.precedingInvoices ?? []).entries()) {
    if (preceding.typeCode !== undefined) yield [preceding.typeCode, `precedingInvoices[${index}].typeCode`];
  }
  for (const [index, line] of (invoice.lines ?? []).entries()) {
    const type = line.precedingInvoice?.typeCode;
    if (type !== undefined) yield [type, `lines[${index}].precedingInvoice.typeCode`];
  }
}

/** BT-2, BT-7, BT-9, BT-26, BT-72 to 74, BT-134, BT-135, EXT-FR-FE-138 and 158. */
export function* datesOf(invoice: Invoice): Iterable<Place<string>> {
  const found: Place<string | undefined>[] = [
    [invoice.issueDate, 'issueDate'],
    [invoice.vatPointDate, 'vatPointDate'],
    [invoice.dueDate, 'dueDate'],
    [invoice.delivery?.date, 'delivery.date'],
    [invoice.period?.start, 'period.start'],
    [invoice.period?.end, 'period.end'],
    ...(invoice.precedingInvoices ?? []).map((preceding, index): Place<string | undefined> => [
      preceding.issueDate,
      `precedingInvoices[${index}].issueDate`,
    ]),
  ];
  for (const [index, line] of (invoice.lines ?? []).entries()) {
    const at = `lines[${index}]`;
    found.push([line.period?.start, `${at}.period.start`], [line.period?.end, `${at}.period.end`]);
    found.push([line.precedingInvoice?.issueDate, `${at}.precedingInvoice.issueDate`], [line.delivery?.date, `${at}.delivery.date`]);
  }
  for (const [date, at] of found) if (date !== undefined) yield [date, at];
}

/** The text of the BAR note, when there is one. */
export function processingOf(invoice: Invoice): string | undefined {
  return invoice.notes?.find((note) => note.subject === 'BAR')?.text?.trim();
}
