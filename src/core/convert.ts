/** A file in one format → a file in another, with the list of all that could not be carried over. */
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Unread } from '../parse/session.ts';
import { parseInvoice as parseXml } from '../parse/parse-invoice.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { notCarried, type NotCarried } from './not-carried.ts';
import { parseInvoice, type ParsedFile } from './parse.ts';
import { renderFacturx, type FacturxRenderOptions } from './render.ts';

/** What to convert to; the options of Factur-X are those of `renderFacturx`. */
export type ConvertTarget = { readonly to: 'ubl' | 'cii' } | ({ readonly to: 'facturx' } & FacturxRenderOptions);

export interface Rendition {
  readonly bytes: Uint8Array;
  /** Terms of the invoice that the format cannot hold. */
  readonly notCarried: readonly NotCarried[];
  /** Characters that the fonts of a page lack. */
  readonly unshown: readonly string[];
}

export interface Converted extends Rendition {
  /** Format of the file given. */
  readonly from: ParsedFile['syntax'];
  readonly invoice: Invoice;
  /** Elements and attributes of the file that no term of the invoice holds: they are not carried either. */
  readonly unread: readonly Unread[];
  /** Texts of the file that cannot be what their term is. */
  readonly faults: readonly Fault[];
}

/**
 * Writes an invoice in a format, and lists the terms that are lost: the rendition is read back and compared, so that
 * nothing is lost unsaid.
 * @throws PasserelleError PDF_FONT, PDF_NOT_CONFORMING, PDF_* as `renderFacturx`
 */
export function renderTo(invoice: Invoice, target: ConvertTarget): Rendition {
  if (target.to === 'facturx') {
    const { pdf, notCarried: left, unshown } = renderFacturx(invoice, target);
    return { bytes: pdf, notCarried: left, unshown };
  }
  const bytes = renderInvoice(invoice, target.to);
  return { bytes, notCarried: notCarried(invoice, parseXml(bytes).invoice), unshown: [] };
}

/**
 * Converts an invoice file (UBL, CII, Factur-X) into another format. Nothing is judged: a wrong invoice stays as wrong as
 * it was. Lossless when `notCarried`, `unread` and `faults` are empty.
 * @throws PasserelleError as `parseInvoice` and `renderFacturx`
 */
export async function convert(bytes: Uint8Array, target: ConvertTarget): Promise<Converted> {
  const { syntax, invoice, unread, faults } = await parseInvoice(bytes);
  return { ...renderTo(invoice, target), from: syntax, invoice, unread, faults };
}
