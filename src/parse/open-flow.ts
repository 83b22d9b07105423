/**
 * Bytes of a delivered file → what it is: an invoice (read, with what was not), an invoice inside a PDF, another message
 * known by name, or a PDF without any. Judges no content; what cannot be read or is hostile is thrown with its reason.
 */
import { PasserelleError } from '../base/error.ts';
import type { XmlElement } from '../xml/element.ts';
import { readXml, XML_LIMITS, type XmlLimits } from '../xml/reader.ts';
import { embeddedFiles } from './facturx/attachments.ts';
import { embeddedInvoice } from './facturx/embedded-invoice.ts';
import { PDF_LIMITS, type PdfLimits } from './facturx/pdf-value.ts';
import { isInvoiceRoot, parseInvoiceRoot, type ParsedInvoice } from './parse-invoice.ts';

export const OTHER_MESSAGES = ['order', 'zugferd-1', 'lifecycle', 'report', 'other-xml'] as const;
export type OtherMessage = (typeof OTHER_MESSAGES)[number];

export interface OpenedInvoice {
  readonly kind: 'invoice';
  readonly syntax: 'ubl' | 'cii' | 'facturx';
  readonly xml: Uint8Array;
  /** The whole file, when the XML came out of a PDF; then also the name that the XML has in it. */
  readonly pdf?: Uint8Array;
  readonly xmlName?: string;
  /** The root element, for who judges the elements themselves. */
  readonly tree: XmlElement;
  readonly parsed: ParsedInvoice;
  /** BT-24 as written: the profile or extension that the file claims. */
  readonly guideline?: string;
}

export interface OpenedMessage {
  readonly kind: OtherMessage;
  readonly xml?: Uint8Array;
  readonly pdf?: Uint8Array;
  /** Name of the root element: `Report`, `cdar:…`, `{namespace}Order`. */
  readonly root?: string;
  readonly tree: XmlElement;
}

export interface OpenedPdf {
  readonly kind: 'no-xml';
  readonly pdf: Uint8Array;
  /** Half a sentence: why no invoice was found in it. */
  readonly why: string;
}

export type OpenedFlow = OpenedInvoice | OpenedMessage | OpenedPdf;

export interface OpenOptions {
  readonly xml?: XmlLimits;
  readonly pdf?: PdfLimits;
  /** Also where each term stands. */
  readonly places?: boolean;
}

const KINDS: Readonly<Record<string, OtherMessage>> = {
  'cdar:CrossDomainAcknowledgementAndResponse': 'lifecycle',
  '{urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100}SCRDMCCBDACIOMessageStructure': 'order',
  '{urn:oasis:names:specification:ubl:schema:xsd:Order-2}Order': 'order',
  '{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument': 'zugferd-1',
  Report: 'report',
};

/** @throws PasserelleError of kind data: XML_INVALID, XML_TOO_LARGE, XML_UNKNOWN, PDF_* */
export function openFlow(bytes: Uint8Array, options: OpenOptions = {}): Promise<OpenedFlow> {
  // a promise by contract: the reading itself waits for nothing, and its errors must reach who awaits it
  return new Promise((done) => done(isPdf(bytes) ? openPdf(bytes, options) : openXml(bytes, options)));
}

/** Writers may put something before the header; readers look for it in the first kilobyte. */
function isPdf(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return head.includes('%PDF-') && !looksLikeXml(bytes);
}

/** UTF-8 or UTF-16 with or without a mark; anything else is no XML and no PDF. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\t\n\r ]*</.test(head);
}

function openXml(bytes: Uint8Array, options: OpenOptions): OpenedFlow {
  if (!looksLikeXml(bytes)) {
    throw new PasserelleError('XML_UNKNOWN', bytes.length === 0 ? 'the file is empty' : 'the file is neither XML nor PDF');
  }
  const root = readXml(bytes, options.xml ?? XML_LIMITS);
  return isInvoiceRoot(root) ? invoiceOf(root, bytes, options) : messageOf(root, bytes);
}

function invoiceOf(root: XmlElement, xml: Uint8Array, { places }: OpenOptions): OpenedInvoice {
  const parsed = parseInvoiceRoot(root, places === true);
  const guideline = parsed.invoice.specification?.trim();
  return { kind: 'invoice', syntax: parsed.syntax, xml, tree: root, parsed, ...(guideline === undefined ? {} : { guideline }) };
}

function messageOf(root: XmlElement, xml: Uint8Array): OpenedMessage {
  return { kind: KINDS[root.name] ?? 'other-xml', xml, root: root.name.slice(0, 200), tree: root };
}

function openPdf(pdf: Uint8Array, options: OpenOptions): OpenedFlow {
  const { files, damaged } = embeddedFiles(pdf, options.pdf ?? PDF_LIMITS);
  const found = embeddedInvoice(files);
  if (found === null) {
    if (damaged && isCutOff(pdf)) throw new PasserelleError('PDF_INVALID', 'the PDF is cut off, and what is left holds no invoice');
    return { kind: 'no-xml', pdf, why: whyNone(files.length) };
  }
  const opened = inside(found.name, () => openXml(found.xml, options));
  if (opened.kind !== 'invoice') return { ...opened, pdf };
  return { ...opened, syntax: 'facturx', pdf, xmlName: found.name };
}

/** What is wrong with the XML is said with its name in the PDF. */
function inside<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof PasserelleError)) throw error;
    throw new PasserelleError(error.code, `${file} in the PDF: ${error.message}`, { where: error.where, cause: error });
  }
}

function isCutOff(pdf: Uint8Array): boolean {
  return !new TextDecoder('latin1').decode(pdf.subarray(-2048)).includes('%%EOF');
}

function whyNone(count: number): string {
  if (count === 0) return 'no file is embedded in it';
  const files = count === 1 ? 'the one file embedded in it has' : `none of the ${count} files embedded in it has`;
  return `${files} ${count === 1 ? 'no name' : 'a name'} of the standard (factur-x.xml)`;
}
