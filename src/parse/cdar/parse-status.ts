/** CDAR D22B → StatusMessage: one status of one invoice (XP Z12-012, MDT terms). Judges nothing. */
import { PasserelleError } from '../../base/error.ts';
import type { Fault } from '../../model/fault.ts';
import type { StatusMessage } from '../../model/lifecycle.ts';
import type { InstancePath } from '../../model/path.ts';
import { readXml, XML_LIMITS, type XmlLimits } from '../../xml/reader.ts';
import { childOf, type XmlElement } from '../../xml/element.ts';
import { date } from '../cii/dates.ts';
import { newSession, type Build, type Place, type Unread } from '../session.ts';
import { descend, group, identifier, into, item, nested, table, text, type Read } from '../table.ts';
import { indicator, moment, PARTY, REASON } from './status-rows.ts';

type S = Build<StatusMessage>;
type About = S['invoice'];

export interface ReadStatus {
  readonly message: StatusMessage;
  readonly unread: readonly Unread[];
  readonly faults: readonly Fault[];
  /** Where each term stands; only when asked for. */
  readonly places?: ReadonlyMap<InstancePath, Place>;
}

const ROOT = 'cdar:CrossDomainAcknowledgementAndResponse';

function about(read: Read<About>): Read<S> {
  return nested<'invoice', About>('invoice', read);
}

const REFERENCE: Read<S> = into(table<S>({
  'ram:IssuerAssignedID': about(text('number')),
  'ram:StatusCode': text('statusCode'),
  'ram:TypeCode': about(text('typeCode')),
  'ram:ReceiptDateTime': about(moment('receivedAt')),
  'ram:ReferenceTypeCode': about(text('referenceType')),
  'ram:FormattedIssueDateTime': about(date('issueDate')),
  'ram:ProcessConditionCode': text('code'),
  'ram:ProcessCondition': text('label'),
  'ram:IssuerTradeParty': about(into(table<About>({
    'ram:GlobalID': identifier('seller'), 'ram:ID': identifier('seller'), 'ram:RoleCode': text('sellerRole'),
  }))),
  'ram:RecipientTradeParty': about(item('recipients', PARTY)),
  'ram:SpecifiedDocumentStatus': item('reasons', REASON),
}));

const MESSAGE = table<S>({
  'cdar:ExchangedDocumentContext': into(table<S>({
    'ram:BusinessProcessSpecifiedDocumentContextParameter': into(table<S>({ 'ram:ID': text('process') })),
    'ram:GuidelineSpecifiedDocumentContextParameter': into(table<S>({ 'ram:ID': text('guideline') })),
  })),
  'cdar:ExchangedDocument': into(table<S>({
    'ram:ID': text('id'),
    'ram:Name': text('name'),
    'ram:IssueDateTime': moment('issuedAt'),
    'ram:SenderTradeParty': group('sender', PARTY),
    'ram:IssuerTradeParty': group('issuer', PARTY),
    'ram:RecipientTradeParty': item('recipients', PARTY),
  })),
  'cdar:AcknowledgementDocument': into(table<S>({
    'ram:MultipleReferencesIndicator': indicator('multiple'),
    'ram:TypeCode': text('typeCode'),
    'ram:IssueDateTime': moment('statusAt'),
    'ram:ReferenceReferencedDocument': REFERENCE,
  })),
});

/** @throws PasserelleError XML_INVALID, XML_TOO_LARGE, XML_UNKNOWN */
export function parseStatus(bytes: Uint8Array): StatusMessage {
  return readStatus(bytes).message;
}

/** As `parseStatus`, with what was not read and what cannot be what it should be. */
export function readStatus(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): ReadStatus {
  return readStatusRoot(readXml(bytes, limits), false);
}

/** As `readStatus`, of a file that is read already. @throws PasserelleError XML_UNKNOWN */
export function readStatusRoot(root: XmlElement, places: boolean): ReadStatus {
  if (root.name !== ROOT) {
    throw new PasserelleError('XML_UNKNOWN', `the root element ${root.name.slice(0, 120)} is no status message`);
  }
  requireOne(root);
  const session = newSession('cii', root, places);
  const message: S = { invoice: {}, reasons: [] };
  descend(root, message, MESSAGE, session);
  const found = session.places === null ? {} : { places: session.places };
  return { message, unread: session.unread, faults: session.faults, ...found };
}

/** The French profile has one invoice per message (MDT-74 false): a second one must not be lost in silence. */
function requireOne(root: XmlElement): void {
  const documents = root.children.filter(({ name }) => name === 'cdar:AcknowledgementDocument');
  const references = documents.flatMap(({ children }) => children.filter(({ name }) => name === 'ram:ReferenceReferencedDocument'));
  if (references.length === 1 && childOf(root, 'cdar:ExchangedDocument') !== undefined) return;
  throw new PasserelleError('XML_UNKNOWN', `the status message speaks of ${references.length} documents instead of one`);
}
