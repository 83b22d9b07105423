/** An invoice → bytes of a file. Calculates, completes and corrects nothing; the same invoice always gives the same bytes. */
import type { Invoice } from '../model/invoice.ts';
import type { StatusMessage } from '../model/lifecycle.ts';
import { renderStatus } from '../render/cdar/render-status.ts';
import type { PageLocale } from '../render/facturx/page/words.ts';
import type { FacturxProfileName } from '../render/facturx/profiles.ts';
import type { LeftOut } from '../render/facturx/reduce.ts';
import { renderFacturX, type PageFonts } from '../render/facturx/render-facturx.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { existingPdf } from './existing-pdf.ts';

/** An invoice as UBL 2.1: an Invoice, or a CreditNote when its type code BT-3 is one of a credit note. UTF-8. */
export function renderUbl(invoice: Invoice): Uint8Array {
  return renderInvoice(invoice, 'ubl');
}

/** An invoice as CII D22B. UTF-8. */
export function renderCii(invoice: Invoice): Uint8Array {
  return renderInvoice(invoice, 'cii');
}

/** A status message as CDAR D22B (XP Z12-012). UTF-8. */
export function renderCdar(message: StatusMessage): Uint8Array {
  return renderStatus(message);
}

interface FacturxCommon {
  /** Default: the smallest that carries every term of an invoice with lines: `en16931`, or `extended` when the invoice is one. */
  readonly profile?: FacturxProfileName;
  /** Language of the page and of the PDF. Default: `fr`. */
  readonly locale?: PageLocale;
  /** Date in the metadata, YYYY-MM-DD. Default: the day of issue, so that the bytes do not depend on a clock. */
  readonly day?: string;
}

/** A page drawn from the invoice. */
export interface FacturxPageOptions extends FacturxCommon {
  /**
   * Two TrueType fonts (.ttf with outlines) that may be embedded in any document; the core reads no disk. DejaVu Sans
   * Condensed and its bold, from the npm package `dejavu-fonts-ttf` (ttf/DejaVuSansCondensed.ttf,
   * ttf/DejaVuSansCondensed-Bold.ttf), are free to embed and have every letter of Europe.
   */
  readonly fonts: PageFonts;
}

/** A PDF at hand whose pages show the invoice: the XML is added to it, and nothing is drawn. */
export interface FacturxPdfOptions extends FacturxCommon {
  readonly pdf: Uint8Array;
}

export type FacturxRenderOptions = FacturxPageOptions | FacturxPdfOptions;

export interface RenderedFacturx {
  /** A PDF/A-3b file with the XML embedded as factur-x.xml. */
  readonly pdf: Uint8Array;
  /** The CII of the profile, as embedded. */
  readonly xml: Uint8Array;
  readonly profile: FacturxProfileName;
  /** Terms that the XML of the profile cannot carry; a drawn page shows them all the same. */
  readonly notCarried: readonly LeftOut[];
  /** Characters that the fonts lack; the page shows question marks instead. */
  readonly unshown: readonly string[];
}

/**
 * An invoice as Factur-X: a page to read with the CII of the profile inside, or that CII added to a PDF at hand.
 * @throws PasserelleError PDF_FONT when a font cannot be used; PDF_NOT_CONFORMING when the PDF at hand cannot be made
 * a conforming archive, with every reason; PDF_INVALID, PDF_ENCRYPTED, PDF_TOO_LARGE when it cannot be read
 */
export function renderFacturx(invoice: Invoice, options: FacturxRenderOptions): RenderedFacturx {
  const { profile = facturxProfileFor(invoice), locale = 'fr', day } = options;
  const common = { profile, locale, ...(day === undefined ? {} : { day }) };
  const source = 'pdf' in options ? { pdf: existingPdf(options.pdf), fonts: NO_FONTS } : { fonts: options.fonts };
  const { pdf, xml, left, unshown } = renderFacturX(invoice, { ...common, ...source });
  return { pdf, xml, profile, notCarried: left, unshown };
}

/** Nothing is drawn on a PDF at hand. */
const NO_FONTS: PageFonts = { regular: new Uint8Array(), bold: new Uint8Array() };

/** The smallest profile that carries every term of an invoice with lines. */
export function facturxProfileFor({ specification }: Invoice): FacturxProfileName {
  return specification?.includes('#conformant#') === true ? 'extended' : 'en16931';
}
