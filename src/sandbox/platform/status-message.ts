/** The CDAR message that tells one status of an invoice, as platforms between them and to the seller write it. Pure. */
import { dec, parseDecimal } from '../../model/decimal.ts';
import type { StatusMessage, StatusReason } from '../../model/lifecycle.ts';
import { statusCode, statusLabel } from '../../model/lifecycle-codes.ts';
import type { LifeStep } from '../directory/counterparties.ts';
import type { InvoiceFacts } from './stored-flow.ts';

const PLATFORM = '0042';

/** `at` is an instant; times in the message are format 204, UTC. */
export function statusMessage(invoice: InvoiceFacts, step: LifeStep, at: string, receivedAt: string): StatusMessage {
  const known = statusCode(step.code);
  const byPlatform = known?.type !== '23';
  const bySeller = !byPlatform && known?.by[0] === 'seller';
  const issuer = byPlatform
    ? { id: { value: PLATFORM, scheme: '0238' }, name: 'Plateforme du bac à sable', role: 'WK' }
    : bySeller
      ? { id: { value: invoice.seller, scheme: '0002' }, name: invoice.sellerName, role: 'SE' }
      : { id: { value: invoice.buyer, scheme: '0002' }, name: invoice.buyerName, role: 'BY' };
  return {
    id: `${invoice.number}_${step.code}_${compact(at)}#${invoice.typeCode}_${invoice.issueDate.replaceAll('-', '')}`,
    name: `${invoice.number} ${step.code} ${statusLabel(step.code, 'fr')}`,
    process: 'REGULATED',
    guideline: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
    issuedAt: compact(at),
    sender: { id: { value: PLATFORM, scheme: '0238' }, role: 'WK' },
    issuer,
    recipients: [{
      id: { value: invoice.seller, scheme: '0002' }, name: invoice.sellerName, role: 'SE',
      endpoint: { value: invoice.sellerAddress, scheme: '0225' },
    }],
    multiple: false,
    typeCode: known?.type ?? '305',
    statusAt: compact(at),
    invoice: {
      number: invoice.number,
      typeCode: invoice.typeCode,
      issueDate: invoice.issueDate,
      seller: { value: invoice.seller, scheme: '0002' },
      receivedAt: compact(receivedAt),
    },
    ...(known?.statusCode === undefined ? {} : { statusCode: known.statusCode }),
    code: step.code,
    label: statusLabel(step.code, 'fr'),
    reasons: reasonsOf(invoice, step, at),
  };
}

function reasonsOf(invoice: InvoiceFacts, step: LifeStep, at: string): readonly StatusReason[] {
  if (step.code === '211') {
    const amount = parseDecimal(invoice.due) ?? dec('0.00');
    const paid = { type: 'MPA', changed: false, amount, currency: invoice.currency, date: at.slice(0, 10) };
    return [{ sequence: 1, characteristics: [paid] }];
  }
  if (step.reason === undefined) return [];
  return [{ code: step.reason, ...(step.text === undefined ? {} : { text: step.text, note: step.text }), sequence: 1 }];
}

/** AAAAMMJJHHMMSS. */
function compact(instant: string): string {
  return instant.replace(/\D/g, '').slice(0, 14);
}
