/** EXTENDED-CTC-FR, codes: where it allows more words than EN 16931, or other lists (BR-FREXT-04, BR-FREXT-CL). */
import { isCode } from '../../codes/code-list.ts';
import { rule, type Rule } from '../rule.ts';
import { below } from '../syntax/found.ts';
import { chargeCodes, headOf, lineElements } from './tree.ts';

/** Schemes that are not of ISO 6523: what the buyer and the seller call the party, and the SEPA creditor. */
const OTHER_SCHEMES: readonly string[] = ['BY', 'SE', 'SEPA'];
const XML_TYPES: readonly string[] = ['application/xml', 'text/xml'];
/** UNTDID numbers: services that are charged, and taxes and contributions that are charged. */
const [SERVICES, TAXES] = ['7161', '5153'];

const CHARGE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FREXT-CL-20',
    terms: ['BT-105', 'BT-145'],
    document: (subject, fault) => {
      for (const { code, list, at } of chargeCodes(subject))
        if ((list === undefined || list === SERVICES) && !isCode('untdid-7161', code)) fault(at, { code, list: 'untdid-7161' });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-20-TAX',
    terms: ['BT-105', 'BT-145'],
    document: (subject, fault) => {
      for (const { code, list, at } of chargeCodes(subject))
        if (list === TAXES && !isCode('untdid-5153', code)) fault(at, { code, list: 'untdid-5153' });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-20-LISTID',
    terms: ['BT-105', 'BT-145'],
    document: (subject, fault) => {
      for (const { code, list, at } of chargeCodes(subject))
        if (list !== undefined && list !== '' && ![SERVICES, TAXES].includes(list.trim())) fault(at, { code, list });
    },
  }),
];

const DELIVERY_TERMS = {
  ubl: ['cac:DeliveryTerms', 'cbc:ID'],
  cii: ['ram:ApplicableTradeDeliveryTerms', 'ram:DeliveryTypeCode'],
} as const;
/** The artefact for UBL asks them wherever they stand; here those that are not of the whole invoice or of a line. */
const OTHER_TERMS = /^(?!\/[^/]+(?:\/cac:(?:Invoice|CreditNote)Line)?\/cac:DeliveryTerms\/).*\/cac:DeliveryTerms\/cbc:ID$/;
const AGREEMENT = {
  ubl: { head: [], line: [] },
  cii: { head: ['ram:ApplicableHeaderTradeAgreement'], line: ['ram:SpecifiedLineTradeAgreement'] },
} as const;

export const EXTENDED_CODE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FREXT-04',
    terms: ['EXT-FR-FE-159'],
    line: ({ item }, fault) => {
      item?.attributes?.forEach(({ code }, index) => {
        if (code !== undefined && !isCode('untdid-6313', code.trim()))
          fault(`item.attributes[${index}].code`, { code, list: 'untdid-6313' });
      });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-10',
    terms: ['BT-29', 'BT-46', 'BT-60'],
    party: ({ ids }, fault) => {
      ids?.forEach(({ scheme }, index) => {
        const code = scheme?.trim();
        if (code !== undefined && !isCode('iso-6523', code) && !OTHER_SCHEMES.includes(code))
          fault(`ids[${index}].scheme`, { code, list: 'iso-6523' });
      });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-19-GP',
    terms: ['EXT-FR-FE-196'],
    line: ({ priceDiscountReasonCode }, fault) => {
      const code = priceDiscountReasonCode?.trim();
      if (code !== undefined && !isCode('untdid-5189', code)) fault('priceDiscountReasonCode', { code, list: 'untdid-5189' });
    },
  }),
  ...CHARGE_RULES,
  rule({
    id: 'BR-FREXT-CL-24',
    terms: ['BT-125'],
    document: ({ invoice }, fault) => {
      invoice.attachments?.forEach(({ mime }, index) => {
        if (mime !== undefined && !isCode('mime', mime) && !XML_TYPES.includes(mime))
          fault(`attachments[${index}].mime`, { code: mime, list: 'mime' });
      });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-27',
    terms: ['BG-13', 'EXT-FR-FE-BG-10'],
    document: (subject, fault) => {
      const head = headOf(subject);
      if (head === undefined || subject.facts === undefined) return;
      const { syntax } = subject.facts;
      const places = [
        [below(head, ...AGREEMENT[syntax].head), 'delivery'] as const,
        ...lineElements(subject).map((line, index) => [below(line, ...AGREEMENT[syntax].line), `lines[${index}].delivery`] as const),
      ];
      for (const [elements, at] of places) {
        for (const { text } of elements.flatMap((element) => below(element, ...DELIVERY_TERMS[syntax])))
          if (!isCode('incoterms', text.trim())) fault(at, { code: text, list: 'incoterms' });
      }
      for (const { path, value } of subject.facts.unread) {
        if (OTHER_TERMS.test(path.replace(/\[\d+\]/g, '')) && !isCode('incoterms', value.trim()))
          fault('delivery', { code: value, list: 'incoterms' }, path);
      }
    },
  }),
];
