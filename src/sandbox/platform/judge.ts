/** What the platform makes of a submission: refused at once, or taken in with the acknowledgement it will get. Pure. */
import { sha256 } from '../../base/hash.ts';
import { parseStatus } from '../../parse/cdar/parse-status.ts';
import type { Counterparty } from '../directory/counterparties.ts';
import type { FlowBook } from './flow-book.ts';
import { readInvoice } from './invoice-facts.ts';
import type { AckWire, InvoiceFacts, StoredFlow } from './stored-flow.ts';
import type { FlowInfo } from './submission-body.ts';

export const DUPLICATE_ANSWERS = ['refuse', 'acknowledge'] as const;
/** refuse: HTTP 400 and no flow id, as platforms in production do; acknowledge: a flow that ends in Error. */
export type DuplicateAnswer = (typeof DUPLICATE_ANSWERS)[number];

export interface JudgeOptions {
  readonly duplicates: DuplicateAnswer;
  counterparty(siren: string): Counterparty | undefined;
}

export interface Judgement {
  /** Words of a refusal at once; null when the flow is taken in. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly verdict: AckWire;
  readonly type: string;
  readonly invoice?: InvoiceFacts;
  readonly about?: StoredFlow;
  readonly code?: string;
}

export function judge(info: FlowInfo, bytes: Uint8Array, book: FlowBook, options: JudgeOptions): Judgement {
  if (info.trackingId !== undefined && book.byTrackingId(info.trackingId) !== undefined) {
    return duplicate('this tracking id was received already', options, 'CustomerInvoice');
  }
  const checksum = info.sha256 !== undefined && info.sha256 !== sha256(bytes)
    ? failed('ChecksumMismatch', 'sha256', 'the file does not have the announced checksum')
    : bytes.byteLength === 0 ? failed('EmptyFlow', 'file', 'the file is empty') : null;
  switch (info.flowSyntax) {
    case 'UBL':
    case 'CII':
      return judgeInvoice(bytes, checksum, book, options);
    case 'CDAR':
      return judgeStatus(bytes, checksum, book);
    case 'FRR':
      return { refusal: null, verdict: checksum ?? OK, type: 'MultiFlowReport' };
    case 'Factur-X':
      return { refusal: null, verdict: checksum ?? OK, type: 'CustomerInvoice' };
  }
}

const OK: AckWire = { status: 'Ok' };

function failed(reasonCode: string, item: string, reasonMessage: string): AckWire {
  return { status: 'Error', details: [{ level: 'Error', item, reasonCode, reasonMessage }] };
}

function duplicate(message: string, options: JudgeOptions, type: string, invoice?: InvoiceFacts): Judgement {
  const facts = invoice === undefined ? {} : { invoice };
  return options.duplicates === 'refuse'
    ? { refusal: { code: 'AlreadyExistingFlow', message }, verdict: OK, type, ...facts }
    : { refusal: null, verdict: failed('AlreadyExistingFlow', 'trackingId', message), type, ...facts };
}

function judgeInvoice(bytes: Uint8Array, checksum: AckWire | null, book: FlowBook, options: JudgeOptions): Judgement {
  const read = readInvoice(bytes);
  if ('fault' in read) return { refusal: null, verdict: checksum ?? failed('InvalidSchema', 'file', read.fault), type: 'Undefined' };
  const { facts } = read;
  const type = 'CustomerInvoice';
  if (checksum !== null) return { refusal: null, verdict: checksum, type, invoice: facts };
  if (facts.number === '' || facts.issueDate === '' || facts.seller === '') {
    const verdict = failed('InvalidSchema', 'BT-1, BT-2, BT-30', 'number, date and seller are required');
    return { refusal: null, verdict, type, invoice: facts };
  }
  if (book.holderOf(facts.seller, facts.number, facts.issueDate) !== undefined) {
    return duplicate(`invoice ${facts.number} was received already`, options, type, facts);
  }
  const scripted = options.counterparty(facts.buyer)?.acknowledgement;
  const verdict = scripted === undefined ? OK : failed(scripted.reason, scripted.item, scripted.text);
  return { refusal: null, verdict, type, invoice: facts };
}

/** A status message of ours must speak of an invoice that passed here: real platforms say "no matching invoice". */
function judgeStatus(bytes: Uint8Array, checksum: AckWire | null, book: FlowBook): Judgement {
  try {
    const message = parseStatus(bytes);
    const about = book.invoiceNumbered(message.invoice.number ?? '', message.invoice.seller?.value);
    const type = about?.direction === 'In' ? 'SupplierInvoiceLC' : 'CustomerInvoiceLC';
    const verdict = checksum ?? (about === undefined ? failed('InvoiceLCRuleError', 'MDT-87', 'no matching invoice') : OK);
    return {
      refusal: null, verdict, type,
      ...(about === undefined ? {} : { about }),
      ...(message.code === undefined ? {} : { code: message.code }),
    };
  } catch (error) {
    const words = error instanceof Error ? error.message.slice(0, 300) : 'unreadable';
    return { refusal: null, verdict: checksum ?? failed('InvalidSchema', 'file', words), type: 'Undefined' };
  }
}
