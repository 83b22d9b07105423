/** Status messages that break no rule: of a buyer, of a seller with money, of a platform, to the portal. Fictitious companies. */
import { dec } from '../../src/model/decimal.ts';
import type { StatusMessage, StatusParty } from '../../src/model/lifecycle.ts';

const SELLER: StatusParty = {
  id: { value: '100000009', scheme: '0002' },
  name: 'Passerelle Démo SAS',
  role: 'SE',
  endpoint: { value: '100000009_STATUTS', scheme: '0225' },
};
const BUYER: StatusParty = {
  id: { value: '200000008', scheme: '0002' },
  name: 'Librairie des Exemples SARL',
  role: 'BY',
  endpoint: { value: '200000008', scheme: '0225' },
};
const PORTAL: StatusParty = { id: { value: '0000', scheme: '0238' }, name: 'PPF', role: 'DFH' };

export const DISPUTED: StatusMessage = {
  id: 'F202600003_207_20261122101112',
  name: 'F202600003 207 En litige',
  process: 'REGULATED',
  guideline: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
  issuedAt: '20261122101500',
  sender: { role: 'WK' },
  issuer: { id: { value: '200000008', scheme: '0002' }, name: 'Librairie des Exemples SARL', role: 'BY' },
  recipients: [SELLER],
  multiple: false,
  typeCode: '23',
  statusAt: '20261122101112',
  invoice: {
    number: 'F202600003',
    typeCode: '380',
    issueDate: '2026-11-02',
    seller: { value: '100000009', scheme: '0002' },
    sellerRole: 'SE',
    recipients: [BUYER],
    receivedAt: '20261102160000',
  },
  statusCode: '46',
  code: '207',
  label: 'En litige',
  reasons: [
    {
      code: 'TX_TVA_ERR',
      text: 'Taux de TVA erroné',
      statusCode: '207',
      statusLabel: 'En litige',
      action: 'NIN',
      sequence: 1,
      characteristics: [{ id: 'BT-152', type: 'DIV', changed: true, percent: dec('10.00') }],
    },
    { code: 'QTE_ERR', sequence: 2, note: 'Deux colis manquants' },
  ],
};

const { statusCode: _, ...block } = DISPUTED.reasons[0] ?? {};

/** As DISPUTED under another status, with one reason. */
export function withReason(code: string, reason: string, change: Partial<StatusMessage> = {}): StatusMessage {
  const { statusCode: __, ...rest } = DISPUTED;
  return { ...rest, code, reasons: [{ ...block, code: reason }], ...change };
}

export const COLLECTED: StatusMessage = {
  ...DISPUTED,
  issuer: { id: { value: '100000009', scheme: '0002' }, name: 'Passerelle Démo SAS', role: 'SE' },
  recipients: [BUYER, PORTAL],
  statusCode: '47',
  code: '212',
  label: 'Encaissée',
  reasons: [
    {
      sequence: 1,
      characteristics: [
        { type: 'MEN', changed: false, amount: dec('120.00'), currency: 'EUR', percent: dec('20.00') },
        { type: 'MEN', changed: false, amount: dec('-10.55'), currency: 'EUR', percent: dec('5.50') },
      ],
    },
  ],
};

const platform = { id: { value: '0042', scheme: '0238' }, role: 'WK' };

export const SUBMITTED: StatusMessage = {
  ...DISPUTED,
  sender: platform,
  issuer: { role: 'WK' },
  typeCode: '305',
  statusCode: '10',
  code: '200',
  label: 'Déposée',
  reasons: [],
};

/** To the portal: no process word, the portal alone. */
export const TO_PORTAL: StatusMessage = {
  ...SUBMITTED,
  guideline: 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2',
  process: '',
  issuer: platform,
  recipients: [PORTAL],
};

export const SOUND_STATUSES: Readonly<Record<string, StatusMessage>> = { DISPUTED, COLLECTED, SUBMITTED, TO_PORTAL };
