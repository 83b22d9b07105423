/** The head of a transmission: its identifier, moment and type, the platform, the declarant, and what it holds. */
import { isPlainId, lengthOf, reportRule, type ReportRule } from './report-rule.ts';

const ID_MAX = 50;
const PLATFORM_SCHEME = '0238';
const PLATFORM_LENGTH = 4;
const PLATFORM_ROLE = 'WK';
const SIREN_SCHEME = '0002';
const DECLARANT_ROLES: readonly string[] = ['BY', 'SE'];
/** IN: the first of a period; RE: replaces it. */
const TRANSMISSION_TYPES: readonly string[] = ['IN', 'RE'];

export const FLUX10_TRANSMISSION_RULES: readonly ReportRule[] = [
  reportRule({
    id: 'G1.104',
    terms: ['TT-1'],
    test: ({ id }, fault) => {
      if (id !== undefined && !isPlainId(id, ID_MAX)) fault('id', { value: id, max: ID_MAX });
    },
  }),
  reportRule({
    id: 'G7.53',
    terms: ['TT-3'],
    test: ({ issuedAt }, fault) => {
      if (issuedAt !== undefined && !/^\d{14}$/.test(issuedAt)) fault('issuedAt', { value: issuedAt });
    },
  }),
  reportRule({
    id: 'G8.01',
    terms: ['TT-4'],
    test: ({ typeCode }, fault) => {
      if (typeCode !== undefined && !TRANSMISSION_TYPES.includes(typeCode)) fault('typeCode', { value: typeCode });
    },
  }),
  reportRule({
    id: 'G6.29',
    terms: ['TB-2', 'TB-3'],
    test: ({ id, transactions, payments }, fault) => {
      const count = [transactions, payments].filter((part) => part !== undefined).length;
      if (count !== 1) fault('', { id, count });
    },
  }),
  reportRule({
    id: 'G6.22',
    terms: ['TT-7', 'TT-8'],
    test: ({ sender }, fault) => {
      if (sender?.id === undefined) return;
      const { value, scheme } = sender.id;
      if (scheme !== PLATFORM_SCHEME || lengthOf(value) !== PLATFORM_LENGTH) fault('sender.id', { value, scheme });
    },
  }),
  reportRule({
    id: 'G7.51',
    terms: ['TT-10'],
    test: ({ sender }, fault) => {
      if (sender?.role !== undefined && sender.role !== PLATFORM_ROLE) fault('sender.role', { value: sender.role });
    },
  }),
  reportRule({
    id: 'G6.26',
    terms: ['TT-12', 'TT-13'],
    test: ({ issuer }, fault) => {
      if (issuer?.id === undefined) return;
      const { value, scheme } = issuer.id;
      if (scheme !== SIREN_SCHEME || !/^\d{9}$/.test(value)) fault('issuer.id', { value, scheme });
    },
  }),
  reportRule({
    id: 'G7.52',
    terms: ['TT-15'],
    test: ({ issuer }, fault) => {
      if (issuer?.role !== undefined && !DECLARANT_ROLES.includes(issuer.role)) fault('issuer.role', { value: issuer.role });
    },
  }),
];
