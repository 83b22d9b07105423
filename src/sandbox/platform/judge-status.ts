/**
 * What the platform makes of a status message that we send: structure, rules, whose invoice it is, whether this party
 * may say this now, its address and its amounts. Reason codes are those of XP Z12-013. Pure.
 */
import { sha256 } from '../../base/hash.ts';
import type { Fault } from '../../model/fault.ts';
import type { StatusMessage } from '../../model/lifecycle.ts';
import { mayMove, type MoveRefusal, type MoveRole } from '../../model/lifecycle-moves.ts';
import { readStatus } from '../../parse/cdar/parse-status.ts';
import { renderStatus } from '../../render/cdar/render-status.ts';
import { checkStatus } from '../../rules/check-status.ts';
import { isSelfBilled } from '../../rules/fr/types.ts';
import type { XmlElement } from '../../xml/element.ts';
import { readXml } from '../../xml/reader.ts';
import { linesOf } from '../directory/lines.ts';
import { amountTrouble } from './collected-so-far.ts';
import type { FlowBook } from './flow-book.ts';
import { duplicate, failed, OK, type JudgeOptions, type Judgement } from './judgement.ts';
import { lifecycleOf, statusesAbout } from './lifecycle-so-far.ts';
import type { AckWire, StoredFlow } from './stored-flow.ts';

/** MDT-40 as the table of moves calls it. */
const ROLES: ReadonlyMap<string, MoveRole> = new Map([
  ['BY', 'buyer'],
  ['PR', 'payer'],
  ['SE', 'seller'],
  ['SR', 'seller'],
  ['PE', 'factor'],
  ['AB', 'agent'],
]);

/** Parties may repeat themselves and speak in any order: what is only pointless is let through. */
const MOVE_TROUBLE: Readonly<Partial<Record<MoveRefusal, string>>> = {
  'not-a-status': 'InvoiceLCInvalidStatus',
  'not-this-role': 'InvoiceLCAccessDenied',
  'self-billed-only': 'InvoiceLCAccessDenied',
  'not-self-billed': 'InvoiceLCAccessDenied',
  ended: 'InvoiceLCStatusError',
  'nothing-collected': 'InvoiceLCStatusError',
};

export function judgeStatus(bytes: Uint8Array, checksum: AckWire | null, book: FlowBook, options: JudgeOptions): Judgement {
  const read = readStrictly(bytes);
  if (typeof read === 'string') return { refusal: null, verdict: checksum ?? failed('InvalidSchema', 'file', read), type: 'Undefined' };
  const about = matching(read, book);
  const known = {
    type: about?.direction === 'In' ? 'SupplierInvoiceLC' : 'CustomerInvoiceLC',
    ...(about === undefined ? {} : { about }),
    ...(read.code === undefined ? {} : { code: read.code }),
  };
  if (checksum !== null) return { refusal: null, verdict: checksum, ...known };
  const faults = checkStatus(read);
  // a collection without its amounts per rate is not even taken in
  const bare = faults.find(({ rule }) => rule === 'BR-FR-CDV-14');
  if (bare !== undefined) return { refusal: { code: 'InvoiceLCRuleError', message: worded(bare) }, verdict: OK, ...known };
  if (about !== undefined && isRepeated(bytes, read, about, book)) {
    return duplicate(`status ${read.code ?? ''} of this invoice was received already`, options, known);
  }
  const verdict =
    ruleTrouble(faults) ??
    (about === undefined
      ? failed('InvoiceLCRuleError', 'MDT-87', 'no matching invoice')
      : (moveTrouble(read, about, book) ?? addressTrouble(read, about, options) ?? amountTrouble(read, about, book)));
  return { refusal: null, verdict: verdict ?? OK, ...known };
}

/** The message, or why it would not pass the schema: strangers, things out of their order, moments that are none. */
function readStrictly(bytes: Uint8Array): StatusMessage | string {
  try {
    const { message, unread, faults } = readStatus(bytes);
    const [stranger] = unread;
    if (stranger !== undefined) return `${stranger.path} is not expected`;
    if (faults.length > 0) return `${faults[0]?.at[0] ?? ''} has a value that its type does not allow`;
    if ((message.recipients ?? []).length === 0) return 'RecipientTradeParty is required';
    const moments = [message.issuedAt, message.statusAt, message.invoice.receivedAt];
    if (moments.some((moment) => moment !== undefined && !/^\d{14}$/.test(moment))) return 'a moment is not of format 204';
    if (namesIn(readXml(bytes)) !== namesIn(readXml(renderStatus(message)))) return 'an element is not in its place';
    return message;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'unreadable';
  }
}

function namesIn(element: XmlElement): string {
  return `${element.name}(${element.children.map(namesIn).join()})`;
}

/**
 * The invoice with this number, date and seller that passed here and of which the issuer is the party on our side: real
 * platforms say "no matching invoice" when a role is wrong, not only when a number is.
 */
function matching({ invoice, issuer }: StatusMessage, book: FlowBook): StoredFlow | undefined {
  const bySeller = ['seller', 'factor'].includes(ROLES.get(issuer?.role ?? '') ?? '');
  return book.numbered(invoice.number ?? '').findLast(({ invoice: facts, direction, verdict }) => {
    if (facts === undefined || verdict.status === 'Error') return false;
    if (facts.issueDate !== invoice.issueDate || facts.seller !== invoice.seller?.value) return false;
    const ours = (direction === 'Out') !== isSelfBilled(facts.typeCode) ? 'seller' : 'buyer';
    return bySeller === (ours === 'seller') && issuer?.id?.value === facts[ours];
  });
}

/** One message is one flow: its bytes, or its identifier MDT-4, may come once. */
function isRepeated(bytes: Uint8Array, { id }: StatusMessage, about: StoredFlow, book: FlowBook): boolean {
  const digest = sha256(bytes);
  return statusesAbout(about, book).some(({ flow, message }) => flow.direction === 'Out' && (flow.sha256 === digest || message.id === id));
}

function ruleTrouble(faults: readonly Fault[]): AckWire | null {
  const details = faults.map((fault) => ({
    level: fault.severity === 'fatal' || fault.rule === 'BR-FR-CDV-CL-06' ? ('Error' as const) : ('Warning' as const),
    item: fault.at[0] ?? '',
    reasonCode: fault.rule === 'BR-FR-CDV-CL-06' ? 'InvoiceLCInvalidStatus' : 'InvoiceLCRuleError',
    reasonMessage: worded(fault),
  }));
  return details.some(({ level }) => level === 'Error') ? { status: 'Error', details } : null;
}

function worded({ rule, values }: Fault): string {
  return `${rule} ${Object.values(values).join(' ')}`.trim().slice(0, 300);
}

function moveTrouble({ code = '', issuer }: StatusMessage, about: StoredFlow, book: FlowBook): AckWire | null {
  const role = ROLES.get(issuer?.role ?? '');
  if (role === undefined) return failed('InvoiceLCAccessDenied', 'MDT-40', 'this role sets no status here');
  const facts = { selfBilled: isSelfBilled(about.invoice?.typeCode), rectified: true };
  const answer = mayMove(role, code, lifecycleOf(about, book), facts);
  if (answer === true) return null;
  const reasonCode = MOVE_TROUBLE[answer.why];
  return reasonCode === undefined ? null : failed(reasonCode, 'MDT-105', `${answer.why} ${answer.codes.join(' ')}`.trim());
}

/** MDT-73 must be where the counterpart wants statuses: its SIREN alone will do only where that is an address of its own. */
function addressTrouble({ recipients = [], issuer }: StatusMessage, about: StoredFlow, options: JudgeOptions): AckWire | null {
  if (about.invoice === undefined) return null;
  const { seller, sellerAddress, buyer, buyerAddress } = about.invoice;
  const [siren, written] = issuer?.id?.value === seller ? [buyer, buyerAddress] : [seller, sellerAddress];
  const party = options.counterparty(siren);
  const lines = party === undefined ? [] : linesOf(party).map(({ addressingIdentifier }) => addressingIdentifier);
  const addresses = [written, ...lines].filter((address) => address !== '');
  const asked = recipients.find(({ id, role }) => id?.value === siren && role !== 'DFH')?.endpoint?.value;
  if (asked !== undefined && (addresses.includes(asked) || (addresses.length === 0 && asked === siren))) return null;
  return failed('InvoiceLCRuleError', 'MDT-73', `${asked ?? ''} is no address of ${siren}`.trim());
}
