/** BR-CL: what is coded must be in its list. Which list is data (codes/); the case counts, except for VATEX. */
import { isCode, type CodeListName } from '../../codes/code-list.ts';
import type { Note } from '../../model/invoice.ts';
import type { Identifier } from '../../model/party.ts';
import type { InstancePath } from '../../model/path.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';
import type { AllowanceCharge, LineVat } from '../../model/tax.ts';
import { alsoUnread } from '../also-unread.ts';
import { rule, type Report, type Rule, type Test } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { PAYMENT_CODE_RULE } from './payment-means.ts';
import { UNREAD_CODES } from './unread-codes.ts';

/** The creditor of a SEPA direct debit, which UBL writes among the identifiers of a party. */
const SEPA = 'SEPA';

function check(code: string | undefined, list: CodeListName, at: InstancePath, fault: Report): void {
  if (code !== undefined && !isCode(list, code) && !isCode(list, code.trim())) fault(at, { code, list });
}

function schemes(ids: readonly Identifier[] | undefined, list: CodeListName, at: InstancePath, fault: Report): void {
  if (ids === undefined) return;
  for (const [index, { scheme }] of ids.entries()) check(scheme, list, `${at}[${index}].scheme`, fault);
}

/** Documents that a UBL line refers to without calling them an object (type 130) are read as BT-128, but their scheme is free. */
function hasFreeSchemes(facts: SyntaxFacts | undefined): facts is SyntaxFacts & { readonly tree: object } {
  return facts?.tree !== undefined && facts.syntax === 'ubl';
}

/** By the place of the line: it calls what it refers to an object. */
function objectLines({ tree }: SyntaxFacts): readonly boolean[] {
  const lines = (tree?.children ?? []).filter(({ name }) => name === 'cac:InvoiceLine' || name === 'cac:CreditNoteLine');
  return lines.map(({ children }) =>
    children.some(
      (reference) =>
        reference.name === 'cac:DocumentReference' &&
        reference.children.some((child) => child.name === 'cbc:DocumentTypeCode' && child.text === '130'),
    ),
  );
}

/** UNTDID 1001 by what the root element is; CII has one list for both. */
function typeList({ facts }: Subject): CodeListName {
  if (facts?.root === 'ubl:Invoice') return 'untdid-1001-invoice';
  return facts?.root === 'cn:CreditNote' ? 'untdid-1001-credit-note' : 'untdid-1001';
}

function reasonCode(list: CodeListName): Test<AllowanceCharge> {
  return (item, fault) => {
    check(item.reasonCode, list, 'reasonCode', fault);
  };
}

function category({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  check(vat?.category, 'untdid-5305', 'vat.category', fault);
}

function exemption({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  if (vat?.reasonCode !== undefined) check(vat.reasonCode.toUpperCase(), 'vatex', 'vat.reasonCode', fault);
}

/** UBL has no place for a subject: `#ABC#` before the text is one, and the artefact takes three letters between any two marks for it. */
function subjectOf({ subject, text }: Note, facts: SyntaxFacts | undefined): string | undefined {
  if (subject !== undefined || facts?.syntax !== 'ubl') return subject;
  const between = text?.split('#', 3) ?? [];
  return between.length === 3 && between[1]?.length === 3 ? between[1] : undefined;
}

const DOCUMENT_CODES: readonly Rule[] = [
  rule({
    id: 'BR-CL-01',
    terms: ['BT-3'],
    document: (subject, fault) => {
      check(subject.invoice.typeCode, typeList(subject), 'typeCode', fault);
    },
  }),
  rule({
    id: 'BR-CL-03',
    terms: ['BT-5', 'BT-6'],
    document: ({ facts }, fault) => {
      for (const { currency, first } of facts?.currencies ?? [])
        if (!isCode('iso-4217', currency.trim())) fault('currency', { code: currency, list: 'iso-4217', first });
    },
  }),
  rule({
    id: 'BR-CL-04',
    terms: ['BT-5'],
    document: ({ invoice }, fault) => {
      check(invoice.currency, 'iso-4217', 'currency', fault);
    },
  }),
  rule({
    id: 'BR-CL-05',
    terms: ['BT-6'],
    document: ({ invoice }, fault) => {
      check(invoice.vatCurrency, 'iso-4217', 'vatCurrency', fault);
    },
  }),
  rule({
    id: 'BR-CL-06',
    terms: ['BT-8'],
    document: ({ invoice }, fault) => {
      check(invoice.vatPointCode, 'untdid-2005', 'vatPointCode', fault);
    },
  }),
  rule({
    id: 'BR-CL-07',
    terms: ['BT-18', 'BT-128'],
    document: ({ invoice, facts }, fault) => {
      schemes(invoice.objects, 'untdid-1153', 'objects', fault);
      if (invoice.lines?.some((line) => line.objects !== undefined) !== true) return;
      const judged = hasFreeSchemes(facts) ? objectLines(facts) : undefined;
      for (const [index, { objects }] of invoice.lines.entries())
        if (judged === undefined || judged[index] === true) schemes(objects, 'untdid-1153', `lines[${index}].objects`, fault);
    },
  }),
  rule({
    id: 'BR-CL-08',
    terms: ['BT-21'],
    document: ({ invoice, facts }, fault) => {
      invoice.notes?.forEach((note, index) => {
        const subject = subjectOf(note, facts);
        // the path is made when it is needed only: most notes have a subject
        if (subject !== undefined && !isCode('untdid-4451', subject)) check(subject, 'untdid-4451', `notes[${index}].subject`, fault);
      });
    },
    // in CII the notes of a line have subjects too, and the artefact looks at them
    line: ({ notes }, fault, { facts }) => {
      if (notes === undefined || facts?.syntax !== 'cii') return;
      notes.forEach(({ subject }, index) => check(subject, 'untdid-4451', `notes[${index}].subject`, fault));
    },
  }),
];

const PARTY_CODES: readonly Rule[] = [
  rule({
    id: 'BR-CL-10',
    terms: ['BT-29', 'BT-46', 'BT-60'],
    party: (party, fault, { invoice, facts }) => {
      const creditor = facts?.syntax !== 'cii' && (party === invoice.seller || party === invoice.payee);
      party.ids?.forEach(({ scheme }, index) => {
        if (!creditor || scheme?.trim() !== SEPA) check(scheme, 'iso-6523', `ids[${index}].scheme`, fault);
      });
    },
  }),
  rule({
    id: 'BR-CL-11',
    terms: ['BT-30', 'BT-47', 'BT-61'],
    party: ({ legalId }, fault) => {
      check(legalId?.scheme, 'iso-6523', 'legalId.scheme', fault);
    },
  }),
];

const ITEM_CODES: readonly Rule[] = [
  rule({
    id: 'BR-CL-13',
    terms: ['BT-158'],
    line: ({ item }, fault) => {
      item?.classifications?.forEach(({ scheme }, index) => check(scheme, 'untdid-7143', `item.classifications[${index}].scheme`, fault));
    },
  }),
  rule({
    id: 'BR-CL-14',
    terms: ['BT-40', 'BT-55', 'BT-69', 'BT-80'],
    party: ({ address }, fault) => {
      check(address?.country, 'iso-3166-1', 'address.country', fault);
    },
    document: ({ invoice }, fault) => {
      check(invoice.delivery?.address?.country, 'iso-3166-1', 'delivery.address.country', fault);
    },
  }),
  rule({
    id: 'BR-CL-15',
    terms: ['BT-159'],
    line: ({ item }, fault) => {
      check(item?.originCountry, 'iso-3166-1', 'item.originCountry', fault);
    },
  }),
  PAYMENT_CODE_RULE,
];

const AMOUNT_CODES: readonly Rule[] = [
  rule({
    id: 'BR-CL-17',
    terms: ['BT-95', 'BT-102', 'BT-118'],
    // the CII artefact tells a row of the breakdown as BR-CL-18
    vat: (row, fault, { facts }) => {
      if (facts?.syntax !== 'cii') check(row.category, 'untdid-5305', 'category', fault);
    },
    allowance: category,
    charge: category,
  }),
  rule({
    id: 'BR-CL-18',
    terms: ['BT-151'],
    line: category,
    vat: (row, fault, { facts }) => {
      if (facts?.syntax === 'cii') check(row.category, 'untdid-5305', 'category', fault);
    },
  }),
  rule({
    id: 'BR-CL-19',
    terms: ['BT-98', 'BT-140'],
    allowance: reasonCode('untdid-5189'),
    lineAllowance: reasonCode('untdid-5189'),
    // a discount on the price is an allowance to the UBL artefact
    line: ({ priceDiscountReasonCode }, fault, { facts }) => {
      if (facts?.syntax === 'ubl') check(priceDiscountReasonCode, 'untdid-5189', 'priceDiscountReasonCode', fault);
    },
  }),
  rule({ id: 'BR-CL-20', terms: ['BT-105', 'BT-145'], charge: reasonCode('untdid-7161'), lineCharge: reasonCode('untdid-7161') }),
];

const OTHER_CODES: readonly Rule[] = [
  rule({
    id: 'BR-CL-21',
    terms: ['BT-157'],
    line: ({ item }, fault) => {
      check(item?.standardId?.scheme, 'iso-6523', 'item.standardId.scheme', fault);
    },
  }),
  rule({
    id: 'BR-CL-22',
    terms: ['BT-121'],
    vat: (row, fault) => {
      check(row.reasonCode?.toUpperCase(), 'vatex', 'reasonCode', fault);
    },
    line: exemption,
    allowance: exemption,
    charge: exemption,
  }),
  rule({
    id: 'BR-CL-23',
    terms: ['BT-130', 'BT-150'],
    line: ({ unitCode, priceBaseUnit }, fault) => {
      check(unitCode, 'unece-rec-20', 'unitCode', fault);
      check(priceBaseUnit, 'unece-rec-20', 'priceBaseUnit', fault);
    },
  }),
  rule({
    id: 'BR-CL-24',
    terms: ['BT-125'],
    document: ({ invoice }, fault) => {
      invoice.attachments?.forEach(({ mime }, index) => check(mime, 'mime', `attachments[${index}].mime`, fault));
    },
  }),
  rule({
    id: 'BR-CL-25',
    terms: ['BT-34', 'BT-49'],
    party: ({ endpoint }, fault) => {
      check(endpoint?.scheme, 'eas', 'endpoint.scheme', fault);
    },
  }),
  rule({
    id: 'BR-CL-26',
    terms: ['BT-71'],
    document: ({ invoice }, fault) => {
      check(invoice.delivery?.location?.scheme, 'iso-6523', 'delivery.location.scheme', fault);
    },
    line: ({ delivery }, fault, { facts }) => {
      if (facts?.syntax === 'ubl') check(delivery?.location?.scheme, 'iso-6523', 'delivery.location.scheme', fault);
    },
  }),
];

const RULES = [...DOCUMENT_CODES, ...PARTY_CODES, ...ITEM_CODES, ...AMOUNT_CODES, ...OTHER_CODES];

export const CODE_RULES: readonly Rule[] = alsoUnread(RULES, UNREAD_CODES);
