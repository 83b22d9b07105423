/** Rows of one status in CDAR D22B: reasons MDG-37 with their characteristics MDG-43, and the parties of a message. */
import type { StatusCharacteristic, StatusParty, StatusReason } from '../../model/lifecycle.ts';
import { attributeOf, textAt } from '../../xml/element.ts';
import { date } from '../cii/dates.ts';
import { unreadElement, type Build } from '../session.ts';
import { closeLeaf, decimal, identifier, into, isSet, item, put, table, text, type Read, type Table } from '../table.ts';

type C = Build<StatusCharacteristic>;
type R = Build<StatusReason>;
type P = Build<StatusParty>;

/** true and false; udt:Indicator and udt:IndicatorString are both seen. */
export function indicator<K extends string>(key: K): Read<{ [P in K]?: boolean }> {
  const read: Read<{ [P in K]?: boolean }> = (element, target, session) => {
    const word = element.text.trim();
    if (!['true', 'false', '1', '0'].includes(word)) return unreadElement(session, element);
    if (isSet(element, target, key, session)) return;
    put(element, target, key, word === 'true' || word === '1', session);
    closeLeaf(element, session);
  };
  return into(table({ 'udt:Indicator': read, 'udt:IndicatorString': read }));
}

/** A moment as written: format 204 has no time zone, so nothing is made of it here. */
export function moment<K extends string>(key: K): Read<{ [P in K]?: string }> {
  const read: Read<{ [P in K]?: string }> = (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    put(element, target, key, element.text.trim(), session);
    closeLeaf(element, session, 'format');
  };
  return into(table({ 'udt:DateTimeString': read, 'qdt:DateTimeString': read }));
}

const AMOUNT: Read<C> = (element, characteristic, session) => {
  const currency = attributeOf(element, 'currencyID');
  decimalWithCurrency(element, characteristic, session);
  if (currency !== undefined) put(element, characteristic, 'currency', currency, session);
};
const decimalWithCurrency = decimal('amount', 'currencyID');

const SEQUENCE: Read<R> = (element, reason, session) => {
  const digits = /^\d{1,9}$/.exec(element.text.trim())?.[0];
  if (digits === undefined) return unreadElement(session, element);
  if (isSet(element, reason, 'sequence', session)) return;
  put(element, reason, 'sequence', Number.parseInt(digits, 10), session);
  closeLeaf(element, session);
};

const CHARACTERISTIC: Table<C> = table<C>({
  'ram:ID': text('id'),
  'ram:TypeCode': text('type'),
  'ram:ValueChangedIndicator': indicator('changed'),
  'ram:Name': text('name'),
  'ram:Location': text('location'),
  'ram:Value': text('value'),
  'ram:ValueAmount': AMOUNT,
  'ram:ValueDateTime': date('date'),
  'ram:ValuePercent': decimal('percent'),
});

export const REASON: Table<R> = table<R>({
  'ram:ReasonCode': text('code'),
  'ram:Reason': text('text'),
  'ram:ProcessConditionCode': text('statusCode'),
  'ram:ProcessCondition': text('statusLabel'),
  'ram:RequestedActionCode': text('action'),
  'ram:RequestedAction': text('actionText'),
  'ram:SequenceNumeric': SEQUENCE,
  'ram:IncludedNote': into(table<R>({ 'ram:Content': text('note') })),
  'ram:SpecifiedDocumentCharacteristic': item('characteristics', CHARACTERISTIC),
});

export const PARTY: Table<P> = table<P>({
  'ram:ID': (element, party, session) => {
    // a global identifier beside it says more
    const parent = session.stack.at(-1);
    if (parent !== undefined && textAt(parent, 'ram:GlobalID') !== undefined) unreadElement(session, element);
    else identifier('id')(element, party, session);
  },
  'ram:GlobalID': identifier('id'),
  'ram:Name': text('name'),
  'ram:RoleCode': text('role'),
  'ram:URIUniversalCommunication': into(table<P>({ 'ram:URIID': identifier('endpoint') })),
});
