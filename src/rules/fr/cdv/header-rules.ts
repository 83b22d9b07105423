/** BR-FR-CDV-01 to 08: the head of a status message, its sender, issuer and recipients. */
import { hasGlobalId, isForPortal, isSaid, statusRule, type StatusRule } from './status-rule.ts';

export const INVOICE_GUIDELINE = 'urn.cpro.gouv.fr:1p0:CDV:invoice';
const PORTAL_GUIDELINE = 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2';

/** Roles whose address the network knows by itself: platforms and the public portal. */
const WITHOUT_ADDRESS: readonly (string | undefined)[] = ['WK', 'DFH'];

export const CDV_HEADER_RULES: readonly StatusRule[] = [
  statusRule({
    id: 'BR-FR-CDV-01',
    terms: ['MDG-3'],
    test: ({ guideline }, fault) => {
      if (guideline === undefined) fault('guideline');
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-02',
    terms: ['MDT-3'],
    test: (message, fault) => {
      const { guideline, recipients = [] } = message;
      if (guideline === undefined || guideline === INVOICE_GUIDELINE) return;
      if (guideline === PORTAL_GUIDELINE && isForPortal(message)) return;
      fault('guideline', { guideline, expected: INVOICE_GUIDELINE, recipients: recipients.length });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-03',
    terms: ['MDT-4'],
    test: ({ id }, fault) => {
      if (id === undefined) fault('id');
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-04',
    terms: ['MDG-4'],
    test: ({ issuedAt }, fault) => {
      if (!isSaid(issuedAt)) fault('issuedAt');
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-05',
    terms: ['MDG-9'],
    test: ({ sender }, fault) => {
      if (sender === undefined) fault('sender');
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-06',
    terms: ['MDT-21'],
    test: ({ sender }, fault) => {
      if (sender !== undefined && !isSaid(sender.role)) fault('sender.role');
    },
  }),
  statusRule({
    // its second half, no identifier under type 305, is written so that it always holds: a platform may name itself; a
    // message without a type is not known to be of another than 23
    id: 'BR-FR-CDV-07',
    terms: ['MDT-38', 'MDT-77'],
    test: ({ typeCode, issuer }, fault) => {
      if ((typeCode ?? '23') === '23' && !hasGlobalId(issuer)) fault('issuer.id', { role: issuer?.role, name: issuer?.name });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-08',
    terms: ['MDT-59', 'MDT-73'],
    test: ({ recipients = [] }, fault) => {
      recipients.forEach(({ role, name, endpoint }, index) => {
        if (!WITHOUT_ADDRESS.includes(role) && !isSaid(endpoint?.value)) fault(`recipients[${index}].endpoint`, { role, name });
      });
    },
  }),
];
