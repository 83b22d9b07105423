/** BR-CL: what is coded must be in its list. Which list is data (codes/); the case counts, except for VATEX. */
import { isCode, type CodeListName } from '../../codes/code-list.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Identifier, Party } from '../../model/party.ts';
import type { InstancePath } from '../../model/path.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';
import { FRENCH_PARTIES, rule, type Report, type Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

type Found = readonly [code: string | undefined, at: InstancePath];

/** A rule over every place of a code in the invoice. */
function coded(
  id: string,
  list: CodeListName,
  terms: readonly string[],
  places: (subject: Subject) => Iterable<Found>,
  also?: readonly string[],
): Rule {
  return rule({
    id,
    terms,
    test: (subject, fault) => {
      for (const [code, at] of places(subject)) check(code, list, at, fault, also);
    },
  });
}

function check(code: string | undefined, list: CodeListName, at: InstancePath, fault: Report, also: readonly string[] = []): void {
  if (code === undefined || isCode(list, code.trim()) || also.includes(code.trim())) return;
  fault(at, { code, list });
}

function* parties(invoice: Invoice): Iterable<readonly [Party, string]> {
  for (const name of FRENCH_PARTIES) {
    const party = invoice[name];
    if (party !== undefined) yield [party, name];
  }
}

function* ids(list: readonly Identifier[] | undefined, at: InstancePath): Iterable<Found> {
  for (const [index, id] of (list ?? []).entries()) yield [id.scheme, `${at}[${index}].scheme`];
}

function* lines<T>(invoice: Invoice, places: (line: NonNullable<Invoice['lines']>[number], at: InstancePath) => Iterable<T>): Iterable<T> {
  for (const [index, line] of (invoice.lines ?? []).entries()) yield* places(line, `lines[${index}]`);
}

/** A document that a UBL line refers to without calling it an object (type 130) is read as BT-128, but its scheme is free. */
function isObjectLine(facts: SyntaxFacts | undefined): (index: number) => boolean {
  if (facts?.tree === undefined || facts.syntax !== 'ubl') return () => true;
  const lines = facts.tree.children.filter(({ name }) => name === 'cac:InvoiceLine' || name === 'cac:CreditNoteLine');
  return (index) =>
    (lines[index]?.children ?? []).some(
      (reference) =>
        reference.name === 'cac:DocumentReference' &&
        reference.children.some((child) => child.name === 'cbc:DocumentTypeCode' && child.text === '130'),
    );
}

function* countries(invoice: Invoice): Iterable<Found> {
  for (const [party, at] of parties(invoice)) yield [party.address?.country, `${at}.address.country`];
  yield [invoice.delivery?.address?.country, 'delivery.address.country'];
}

function* adjustmentCodes(invoice: Invoice, kind: 'allowances' | 'charges'): Iterable<Found> {
  for (const [index, item] of (invoice[kind] ?? []).entries()) yield [item.reasonCode, `${kind}[${index}].reasonCode`];
  yield* lines(invoice, function* (line, at) {
    for (const [index, item] of (line[kind] ?? []).entries()) yield [item.reasonCode, `${at}.${kind}[${index}].reasonCode`];
  });
}

function* documentCategories(invoice: Invoice): Iterable<Found> {
  for (const [index, row] of (invoice.vat ?? []).entries()) yield [row.category, `vat[${index}].category`];
  for (const kind of ['allowances', 'charges'] as const) {
    for (const [index, item] of (invoice[kind] ?? []).entries()) yield [item.vat?.category, `${kind}[${index}].vat.category`];
  }
}

/** UNTDID 1001 by what the root element is; CII has one list for both. */
function typeList(subject: Subject): CodeListName {
  if (subject.facts?.root === 'ubl:Invoice') return 'untdid-1001-invoice';
  return subject.facts?.root === 'cn:CreditNote' ? 'untdid-1001-credit-note' : 'untdid-1001';
}

export const CODE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-CL-01',
    terms: ['BT-3'],
    test: (subject, fault) => {
      check(subject.invoice.typeCode, typeList(subject), 'typeCode', fault);
    },
  }),
  rule({
    id: 'BR-CL-03',
    terms: ['BT-5', 'BT-6'],
    test: ({ facts }, fault) => {
      for (const { currency, first } of facts?.currencies ?? [])
        if (!isCode('iso-4217', currency.trim())) fault('currency', { code: currency, list: 'iso-4217', first });
    },
  }),
  coded('BR-CL-04', 'iso-4217', ['BT-5'], ({ invoice }) => [[invoice.currency, 'currency']]),
  coded('BR-CL-05', 'iso-4217', ['BT-6'], ({ invoice }) => [[invoice.vatCurrency, 'vatCurrency']]),
  coded('BR-CL-06', 'untdid-2005', ['BT-8'], ({ invoice }) => [[invoice.vatPointCode, 'vatPointCode']]),
  coded('BR-CL-07', 'untdid-1153', ['BT-18', 'BT-128'], function* ({ invoice, facts }) {
    yield* ids(invoice.objects, 'objects');
    if (invoice.lines?.some((line) => line.objects !== undefined) !== true) return;
    const isObject = isObjectLine(facts);
    for (const [index, line] of invoice.lines.entries()) if (isObject(index)) yield* ids(line.objects, `lines[${index}].objects`);
  }),
  coded('BR-CL-08', 'untdid-4451', ['BT-21'], function* ({ invoice }) {
    for (const [index, note] of (invoice.notes ?? []).entries()) yield [note.subject, `notes[${index}].subject`];
  }),
  coded(
    'BR-CL-10',
    'iso-6523',
    ['BT-29', 'BT-46', 'BT-60'],
    function* ({ invoice }) {
      for (const [party, at] of parties(invoice)) yield* ids(party.ids, `${at}.ids`);
    },
    ['SEPA'],
  ),
  coded('BR-CL-11', 'iso-6523', ['BT-30', 'BT-47', 'BT-61'], function* ({ invoice }) {
    for (const [party, at] of parties(invoice)) yield [party.legalId?.scheme, `${at}.legalId.scheme`];
  }),
  coded('BR-CL-13', 'untdid-7143', ['BT-158'], ({ invoice }) =>
    lines(invoice, function* (line, at): Iterable<Found> {
      for (const [index, code] of (line.item?.classifications ?? []).entries())
        yield [code.scheme, `${at}.item.classifications[${index}].scheme`];
    }),
  ),
  coded('BR-CL-14', 'iso-3166-1', ['BT-40', 'BT-55', 'BT-69', 'BT-80'], ({ invoice }) => countries(invoice)),
  coded('BR-CL-15', 'iso-3166-1', ['BT-159'], ({ invoice }) =>
    lines(invoice, (line, at): Found[] => [[line.item?.originCountry, `${at}.item.originCountry`]]),
  ),
  coded('BR-CL-16', 'untdid-4461', ['BT-81'], ({ invoice }) => [[invoice.payment?.means, 'payment.means']]),
  coded('BR-CL-17', 'untdid-5305', ['BT-95', 'BT-102', 'BT-118'], ({ invoice }) => documentCategories(invoice)),
  coded('BR-CL-18', 'untdid-5305', ['BT-151'], ({ invoice }) =>
    lines(invoice, (line, at): Found[] => [[line.vat?.category, `${at}.vat.category`]]),
  ),
  coded('BR-CL-19', 'untdid-5189', ['BT-98', 'BT-140'], ({ invoice }) => adjustmentCodes(invoice, 'allowances')),
  coded('BR-CL-20', 'untdid-7161', ['BT-105', 'BT-145'], ({ invoice }) => adjustmentCodes(invoice, 'charges')),
  coded('BR-CL-21', 'iso-6523', ['BT-157'], ({ invoice }) =>
    lines(invoice, (line, at): Found[] => [[line.item?.standardId?.scheme, `${at}.item.standardId.scheme`]]),
  ),
  coded('BR-CL-22', 'vatex', ['BT-121'], function* ({ invoice }) {
    for (const [index, row] of (invoice.vat ?? []).entries()) yield [row.reasonCode?.toUpperCase(), `vat[${index}].reasonCode`];
  }),
  coded('BR-CL-23', 'unece-rec-20', ['BT-130', 'BT-150'], ({ invoice }) =>
    lines(invoice, (line, at): Found[] => [
      [line.unitCode, `${at}.unitCode`],
      [line.priceBaseUnit, `${at}.priceBaseUnit`],
    ]),
  ),
  coded('BR-CL-24', 'mime', ['BT-125'], function* ({ invoice }) {
    for (const [index, file] of (invoice.attachments ?? []).entries()) yield [file.mime, `attachments[${index}].mime`];
  }),
  coded('BR-CL-25', 'eas', ['BT-34', 'BT-49'], function* ({ invoice }) {
    for (const [party, at] of parties(invoice)) yield [party.endpoint?.scheme, `${at}.endpoint.scheme`];
  }),
  coded('BR-CL-26', 'iso-6523', ['BT-71'], ({ invoice }) => [[invoice.delivery?.location?.scheme, 'delivery.location.scheme']]),
];
