/** The invoice of an opened file; what any other file is, is said in plain words. */
import { PasserelleError } from '../base/error.ts';
import type { OpenedFlow, OpenedInvoice, OtherMessage } from '../parse/open-flow.ts';

const WORDS: Readonly<Record<OtherMessage, string>> = {
  order: 'an order, not an invoice',
  'zugferd-1': 'a ZUGFeRD 1.0 invoice, the format before EN 16931, which is not read',
  lifecycle: 'a status message about an invoice, not an invoice',
  report: 'an e-reporting message (flux 10), not an invoice',
  'other-xml': 'no message that is known here',
};

/** @throws PasserelleError XML_UNKNOWN for anything but an invoice */
export function invoiceIn(opened: OpenedFlow): OpenedInvoice {
  if (opened.kind === 'invoice') return opened;
  throw notAnInvoice(opened);
}

/** The error to throw. */
export function notAnInvoice(opened: Exclude<OpenedFlow, OpenedInvoice>): PasserelleError {
  if (opened.kind === 'no-xml') {
    return new PasserelleError('XML_UNKNOWN', `the PDF holds no invoice that a program can read: ${opened.why}`);
  }
  const root = opened.kind === 'other-xml' ? ` (root element ${opened.root ?? ''})` : '';
  return new PasserelleError('XML_UNKNOWN', `the file is ${WORDS[opened.kind]}${root}`);
}
