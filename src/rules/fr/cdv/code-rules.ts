/** BR-FR-CDV-CL-01 to 11: codes are of their lists, reasons of the list of their status. */
import type { StatusMessage } from '../../../model/lifecycle.ts';
import { ACTION_CODES, isReason, reasonsOf, statusCode } from '../../../model/lifecycle-codes.ts';
import {
  ACKNOWLEDGEMENT_CODES,
  DATA_CODES,
  FOREIGN_STATUSES,
  ISSUER_ROLES,
  PROCESS_WORDS,
  RECIPIENT_ROLES,
  SENDER_ROLES,
  type ByType,
} from './codes.ts';
import { isForPortal, statusRule, type StatusReport, type StatusRule } from './status-rule.ts';

/** To the portal MDT-2 is left out, or is one of the short frameworks of BT-23. */
const PORTAL_PROCESS_MAX = 3;
/** Chorus Pro as the receiving platform of public buyers: it refuses for more reasons. */
const PUBLIC_PLATFORM = '9999';

function inList(list: readonly string[] | undefined, code: string | undefined): boolean {
  return list === undefined || (code !== undefined && list.includes(code));
}

function roleRule(id: string, term: string, who: 'sender' | 'issuer', roles: ByType): StatusRule {
  return statusRule({
    id,
    terms: [term, 'MDT-77'],
    test: ({ typeCode = '', [who]: party }, fault) => {
      const allowed = roles.get(typeCode);
      if (!inList(allowed, party?.role)) fault(`${who}.role`, { role: party?.role, type: typeCode, allowed: allowed?.join(', ') });
    },
  });
}

export const CDV_CODE_RULES: readonly StatusRule[] = [
  statusRule({
    id: 'BR-FR-CDV-CL-01',
    terms: ['MDT-2'],
    test: (message, fault) => {
      const word = message.process ?? '';
      const fine = isForPortal(message) ? word.trim().length <= PORTAL_PROCESS_MAX : inList(PROCESS_WORDS, word);
      if (!fine) fault('process', { process: word, allowed: PROCESS_WORDS.join(', ') });
    },
  }),
  roleRule('BR-FR-CDV-CL-02', 'MDT-21', 'sender', SENDER_ROLES),
  roleRule('BR-FR-CDV-CL-03', 'MDT-40', 'issuer', ISSUER_ROLES),
  statusRule({
    id: 'BR-FR-CDV-CL-04',
    terms: ['MDT-59'],
    test: ({ recipients = [] }, fault) => {
      recipients.forEach(({ role, name }, index) => {
        if (role !== undefined && !RECIPIENT_ROLES.includes(role))
          fault(`recipients[${index}].role`, { role, name, allowed: RECIPIENT_ROLES.join(', ') });
      });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-CL-05',
    terms: ['MDT-77', 'MDT-88'],
    test: ({ typeCode, statusCode: value }, fault) => {
      if (value === undefined) return;
      for (const [type, allowed] of ACKNOWLEDGEMENT_CODES) {
        // to the artefact a message without a type is of both
        if ((typeCode ?? type) === type && !inList(allowed, value)) fault('statusCode', { value, type, allowed: allowed.join(', ') });
      }
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-CL-06',
    terms: ['MDT-105', 'MDT-115'],
    severity: 'warning',
    test: ({ code, reasons }, fault) => {
      if (code !== undefined && !isStatus(code)) fault('code', { code });
      reasons.forEach((reason, index) => {
        if (reason.statusCode !== undefined && !isStatus(reason.statusCode))
          fault(`reasons[${index}].statusCode`, { code: reason.statusCode });
      });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-CL-07',
    terms: ['MDT-132'],
    test: ({ invoice: { sellerRole } }, fault) => {
      if (sellerRole !== undefined && sellerRole !== 'SE') fault('invoice.sellerRole', { role: sellerRole });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-CL-08',
    terms: ['MDT-158'],
    test: ({ invoice: { recipients = [] } }, fault) => {
      recipients.forEach(({ role, name }, index) => {
        if (role !== undefined && !RECIPIENT_ROLES.includes(role))
          fault(`invoice.recipients[${index}].role`, { role, name, allowed: RECIPIENT_ROLES.join(', ') });
      });
    },
  }),
  statusRule({ id: 'BR-FR-CDV-CL-09', terms: ['MDT-113'], test: testReasons }),
  statusRule({
    id: 'BR-FR-CDV-CL-10',
    terms: ['MDT-121'],
    test: ({ reasons }, fault) => {
      reasons.forEach(({ action }, index) => {
        if (action !== undefined && !inList(ACTION_CODES, action))
          fault(`reasons[${index}].action`, { action, allowed: ACTION_CODES.join(', ') });
      });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-CL-11',
    terms: ['MDT-207'],
    test: ({ reasons }, fault) => {
      reasons.forEach(({ characteristics = [] }, r) => {
        characteristics.forEach(({ type }, c) => {
          if (type !== undefined && !DATA_CODES.includes(type))
            fault(`reasons[${r}].characteristics[${c}].type`, { kind: type, allowed: DATA_CODES.join(', ') });
        });
      });
    },
  }),
];

function isStatus(code: string): boolean {
  return statusCode(code) !== undefined || FOREIGN_STATUSES.includes(code);
}

/** A block that names a status of its own is judged by that one (MDT-115), any other by the status of the message. */
function testReasons({ reasons, code, sender }: StatusMessage, fault: StatusReport): void {
  const publicBuyer = sender?.id?.scheme === '0238' && sender.id.value === PUBLIC_PLATFORM;
  reasons.forEach((reason, index) => {
    if (reason.code === undefined) return;
    const about = reason.statusCode ?? code ?? '';
    const allowed = reasonsOf(about, publicBuyer);
    const known = isReason(reason.code);
    if (known && (allowed.length === 0 || allowed.includes(reason.code))) return;
    fault(`reasons[${index}].code`, { reason: reason.code, code: about, allowed: allowed.join(', ') });
  });
}
