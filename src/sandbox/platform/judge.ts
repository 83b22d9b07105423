/** What the platform makes of a submission: refused at once, or taken in with the acknowledgement it will get. Pure. */
import { sha256 } from '../../base/hash.ts';
import type { FlowBook } from './flow-book.ts';
import { readInvoice } from './invoice-facts.ts';
import { judgeStatus } from './judge-status.ts';
import { duplicate, failed, OK, type JudgeOptions, type Judgement } from './judgement.ts';
import type { AckWire } from './stored-flow.ts';
import type { FlowInfo } from './submission-body.ts';

export function judge(info: FlowInfo, bytes: Uint8Array, book: FlowBook, options: JudgeOptions): Judgement {
  if (info.trackingId !== undefined && book.byTrackingId(info.trackingId) !== undefined) {
    return duplicate('this tracking id was received already', options, { type: 'CustomerInvoice' });
  }
  const checksum = info.sha256 !== undefined && info.sha256 !== sha256(bytes)
    ? failed('ChecksumMismatch', 'sha256', 'the file does not have the announced checksum')
    : bytes.byteLength === 0 ? failed('EmptyFlow', 'file', 'the file is empty') : null;
  switch (info.flowSyntax) {
    case 'UBL':
    case 'CII':
      return judgeInvoice(bytes, checksum, book, options);
    case 'CDAR':
      return judgeStatus(bytes, checksum, book, options);
    case 'FRR':
      return { refusal: null, verdict: checksum ?? OK, type: 'MultiFlowReport' };
    case 'Factur-X':
      // a PDF whose XML is not found is taken in, and nobody lives with it
      return 'facts' in readInvoice(bytes)
        ? judgeInvoice(bytes, checksum, book, options)
        : { refusal: null, verdict: checksum ?? OK, type: 'CustomerInvoice' };
  }
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
    return duplicate(`invoice ${facts.number} was received already`, options, { type, invoice: facts });
  }
  const scripted = options.counterparty(facts.buyer)?.acknowledgement;
  const verdict = scripted === undefined ? OK : failed(scripted.reason, scripted.item, scripted.text);
  return { refusal: null, verdict, type, invoice: facts };
}
