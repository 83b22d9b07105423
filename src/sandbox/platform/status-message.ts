/** The CDAR message that tells one status of an invoice, as platforms between them and to the seller write it. Pure. */
import { dec, parseDecimal } from '../../model/decimal.ts';
import type { StatusCharacteristic, StatusMessage, StatusParty, StatusReason } from '../../model/lifecycle.ts';
import { reasonsOf, statusCode, statusLabel } from '../../model/lifecycle-codes.ts';
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
    recipients: [bySeller
      ? partyOf('BY', invoice.buyer, invoice.buyerName, invoice.buyerAddress)
      : partyOf('SE', invoice.seller, invoice.sellerName, invoice.sellerAddress)],
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
    reasons: blocksOf(invoice, step, at),
  };
}

function partyOf(role: string, siren: string, name: string, address: string): StatusParty {
  return { id: { value: siren, scheme: '0002' }, name, role, endpoint: { value: address === '' ? siren : address, scheme: '0225' } };
}

/** A status that needs a reason gets the first of its list when the script names none. */
function blocksOf(invoice: InvoiceFacts, step: LifeStep, at: string): readonly StatusReason[] {
  const money = moneyOf(invoice, step.code, at.slice(0, 10));
  if (money !== null) return [{ sequence: 1, characteristics: [money] }];
  const code = step.reason ?? (statusCode(step.code)?.reason === 'required' ? reasonsOf(step.code)[0] : undefined);
  if (code === undefined) return [];
  return [{ code, ...(step.text === undefined ? {} : { text: step.text, note: step.text }), sequence: 1 }];
}

/** All that is due, at once; the platform knows no rates of the invoice, so a collection is told at the usual one. */
function moneyOf(invoice: InvoiceFacts, code: string, date: string): StatusCharacteristic | null {
  const amount = parseDecimal(invoice.due) ?? dec('0.00');
  const money = { changed: false, amount, currency: invoice.currency, date };
  if (code === '211') return { type: 'MPA', ...money };
  return code === '212' ? { type: 'MEN', ...money, percent: dec('20.00') } : null;
}

/** AAAAMMJJHHMMSS. */
function compact(instant: string): string {
  return instant.replace(/\D/g, '').slice(0, 14);
}
