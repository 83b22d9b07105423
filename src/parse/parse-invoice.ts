/**
 * Bytes of an invoice message → Invoice, facts of the syntax, and everything that was not read. Judges nothing: whether
 * the invoice is right is for the rules; whether the file is XML at all is decided here.
 */
import { PasserelleError } from '../base/error.ts';
import { CREDIT_NOTE_TYPES } from '../model/credit-note-types.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice, Syntax } from '../model/invoice.ts';
import type { InstancePath } from '../model/path.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import type { XmlElement } from '../xml/element.ts';
import { readXml, XML_LIMITS, type XmlLimits } from '../xml/reader.ts';
import { parseCii } from './cii/document.ts';
import { newSession, type Place, type Session, type Unread } from './session.ts';
import { parseUbl } from './ubl/document.ts';

export interface ParsedInvoice {
  readonly syntax: Syntax;
  readonly document: 'invoice' | 'credit-note';
  readonly invoice: Invoice;
  readonly facts: SyntaxFacts;
  readonly unread: readonly Unread[];
  /** Texts that cannot be what their term is: PASS-XML-NUMBER, PASS-XML-DATE. */
  readonly faults: readonly Fault[];
  /** Where each term stands; only when asked for. */
  readonly places?: ReadonlyMap<InstancePath, Place>;
}

export interface ParseOptions {
  readonly limits?: XmlLimits;
  readonly places?: boolean;
}

interface Binding {
  readonly syntax: Syntax;
  readonly parse: (root: XmlElement, session: Session) => void;
}

const BINDINGS: Readonly<Record<string, Binding>> = {
  'ubl:Invoice': { syntax: 'ubl', parse: parseUbl },
  'cn:CreditNote': { syntax: 'ubl', parse: parseUbl },
  'rsm:CrossIndustryInvoice': { syntax: 'cii', parse: parseCii },
};

/** @throws PasserelleError XML_INVALID, XML_TOO_LARGE, XML_UNKNOWN */
export function parseInvoice(bytes: Uint8Array, options: ParseOptions = {}): ParsedInvoice {
  return parseInvoiceRoot(readXml(bytes, options.limits ?? XML_LIMITS), options.places === true);
}

export function isInvoiceRoot(root: XmlElement): boolean {
  return BINDINGS[root.name] !== undefined;
}

/** As `parseInvoice`, of a file that is read already. @throws PasserelleError XML_UNKNOWN */
export function parseInvoiceRoot(root: XmlElement, places: boolean): ParsedInvoice {
  const binding = BINDINGS[root.name];
  if (binding === undefined) {
    throw new PasserelleError('XML_UNKNOWN', `the root element ${root.name.slice(0, 120)} is no invoice message that is read here`);
  }
  const session = newSession(binding.syntax, root, places);
  binding.parse(root, session);
  const { invoice } = session;
  session.facts.currencies = [...session.currencies].map(([currency, use]) => ({ currency, ...use }));
  const credit = root.name === 'cn:CreditNote' || (binding.syntax === 'cii' && CREDIT_NOTE_TYPES.has((invoice.typeCode ?? '').trim()));
  return {
    syntax: binding.syntax,
    document: credit ? 'credit-note' : 'invoice',
    invoice,
    facts: { ...session.facts, unread: session.unread, tree: root },
    unread: session.unread,
    faults: session.faults,
    ...(session.places === null ? {} : { places: session.places }),
  };
}
