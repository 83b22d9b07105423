/** Status messages for property tests: every member of the model, in any combination that is one message about one invoice. */
import fc from 'fast-check';
import type { StatusCharacteristic, StatusMessage, StatusParty, StatusReason } from '../../src/model/lifecycle.ts';
import type { Identifier } from '../../src/model/party.ts';
import { day, decimal, list, some, token, words, type Arbitraries } from './arbitrary-values.ts';

/** Format 204: fourteen digits. */
export const moment = fc
  .tuple(day, fc.integer({ min: 0, max: 235_959 }))
  .map(([date, time]) => `${date.replaceAll('-', '')}${String(time).padStart(6, '0')}`);

const id = some<Identifier>({ value: token, scheme: fc.constantFrom('0002', '0238', '') }, ['value']);
const party = some<StatusParty>({ id, name: words, role: fc.constantFrom('WK', 'SE', 'BY', 'DFH'), endpoint: id });

const characteristicMembers = {
  id: token,
  type: fc.constantFrom('MEN', 'MPA', 'RAP', 'DIV'),
  changed: fc.boolean(),
  name: words,
  location: words,
  percent: decimal,
  date: day,
  value: words,
};
/** A currency stands on an amount. */
const characteristic = fc.oneof(
  some<Omit<StatusCharacteristic, 'amount' | 'currency'>>(characteristicMembers),
  some<StatusCharacteristic>({ ...characteristicMembers, amount: decimal, currency: fc.constantFrom('EUR', 'USD') }, ['amount']),
);

const reason = some<StatusReason>({
  code: token,
  text: words,
  statusCode: fc.constantFrom('207', '210'),
  statusLabel: words,
  action: fc.constantFrom('NIN', 'PIN', 'OTH'),
  actionText: words,
  sequence: fc.integer({ min: 0, max: 999_999_999 }),
  note: words,
  characteristics: list(characteristic, 3),
});

const members: Arbitraries<StatusMessage> = {
  id: token,
  name: words,
  process: token,
  guideline: token,
  issuedAt: moment,
  sender: party,
  issuer: party,
  recipients: list(party),
  multiple: fc.boolean(),
  typeCode: fc.constantFrom('23', '305'),
  statusAt: moment,
  invoice: some<StatusMessage['invoice']>(
    {
      number: token,
      typeCode: fc.constantFrom('380', '381'),
      issueDate: day,
      seller: id,
      sellerRole: fc.constant('SE'),
      recipients: list(party),
      receivedAt: moment,
      referenceType: token,
    },
    ['number'],
  ),
  statusCode: fc.constantFrom('10', '46', '47'),
  code: fc.constantFrom('200', '207', '212'),
  label: words,
  reasons: fc.array(reason, { maxLength: 3 }),
};

/** What the schema asks for. */
export const status: fc.Arbitrary<StatusMessage> = some<StatusMessage>(members, [
  ...(['id', 'guideline', 'issuedAt', 'recipients', 'typeCode', 'statusAt', 'invoice', 'code', 'reasons'] as const),
]);

/** Any part of one: the number of the invoice and an identifier of the message make it one. */
export const anyStatus: fc.Arbitrary<StatusMessage> = some<StatusMessage>(members, ['id', 'invoice', 'reasons']);
