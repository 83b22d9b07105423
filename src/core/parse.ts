/** Bytes of a file → what it says, with everything that was not read. Judges nothing. */
import type { Fault } from '../model/fault.ts';
import type { StatusMessage } from '../model/lifecycle.ts';
import { readStatus } from '../parse/cdar/parse-status.ts';
import { openFlow } from '../parse/open-flow.ts';
import type { ParsedInvoice } from '../parse/parse-invoice.ts';
import type { Unread } from '../parse/session.ts';
import { invoiceIn } from './open-invoice.ts';

/**
 * An invoice as it was read, and what was found beside its terms: `facts`, what the rules of the syntax need beyond the
 * meaning (give them to `checkInvoice`); `unread`, elements and attributes that no term holds, at most 10 000; `faults`,
 * texts that cannot be what their term is (PASS-XML-NUMBER, PASS-XML-DATE); `places` of the terms, when asked for.
 */
export interface ParsedFile extends Omit<ParsedInvoice, 'syntax' | 'document'> {
  readonly syntax: 'ubl' | 'cii' | 'facturx';
  /** The XML: the file itself, or what was embedded in the PDF. */
  readonly xml: Uint8Array;
}

export interface ParseFileOptions {
  /** Also where each term stands in the file. Default: false. */
  readonly places?: boolean;
}

/**
 * Reads an invoice: UBL 2.1 Invoice or CreditNote, CII D16B or D22B, or a PDF with one embedded (Factur-X, ZUGFeRD 2).
 * A file may have 64 MB, 100 levels and 2 million elements; DOCTYPE and entities are refused.
 * @throws PasserelleError XML_INVALID, XML_TOO_LARGE; PDF_INVALID, PDF_ENCRYPTED, PDF_TOO_LARGE, PDF_AMBIGUOUS;
 * XML_UNKNOWN when the file is anything but an invoice
 */
export async function parseInvoice(bytes: Uint8Array, { places = false }: ParseFileOptions = {}): Promise<ParsedFile> {
  const { syntax, xml, parsed } = invoiceIn(await openFlow(bytes, { places }));
  const { invoice, facts, unread, faults } = parsed;
  return { syntax, xml, invoice, facts, unread, faults, ...(parsed.places === undefined ? {} : { places: parsed.places }) };
}

/** A status message as it was read, and what was found beside its terms. */
export interface ParsedStatus {
  readonly message: StatusMessage;
  readonly unread: readonly Unread[];
  readonly faults: readonly Fault[];
}

/**
 * Reads a status message of the invoice lifecycle: CDAR D22B as France uses it (XP Z12-012), one document a message.
 * @throws PasserelleError XML_INVALID, XML_TOO_LARGE; XML_UNKNOWN when it is none, or speaks of several documents
 */
export function parseStatus(bytes: Uint8Array): ParsedStatus {
  const { message, unread, faults } = readStatus(bytes);
  return { message, unread, faults };
}
