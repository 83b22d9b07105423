/**
 * Invoice → Factur-X: a PDF/A-3b whose pages a person reads, with the CII of the profile embedded. The same invoice and
 * fonts always give the same bytes. Calculates and corrects nothing; what the XML or the page cannot hold is listed.
 */
import { isCalendarDate } from '../../base/calendar-date.ts';
import type { Invoice } from '../../model/invoice.ts';
import { renderCii } from '../cii/document.ts';
import { archiveParts, documentId, embedFont } from './archive-parts.ts';
import { subsetOf } from './font-subset.ts';
import { embedInExisting } from './existing/embed.ts';
import type { SourcePdf } from './existing/source-pdf.ts';
import type { About } from './metadata.ts';
import { closing, feet } from './page/closing.ts';
import { newCanvas, PAGE, type Fonts } from './page/canvas.ts';
import { adjustments, adjustmentsHeight } from './page/adjustments.ts';
import { columnsOf } from './page/columns.ts';
import { head } from './page/head.ts';
import { linesTable } from './page/lines.ts';
import { newSheet, titleOf } from './page/sheet.ts';
import { sums, sumsHeight } from './page/sums.ts';
import { WORDS, type PageLocale } from './page/words.ts';
import { newObjects, NEW_FILE, reference, type PdfObjects } from './pdf-objects.ts';
import { PROFILES_OF_FACTURX, type FacturxProfileName } from './profiles.ts';
import { reduceTo, type LeftOut } from './reduce.ts';
import { openTypeface } from './typeface.ts';

/** Bytes of two TrueType fonts: the core reads no disk. */
export interface PageFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export interface FacturxOptions {
  readonly profile: FacturxProfileName;
  readonly locale: PageLocale;
  readonly fonts: PageFonts;
  /** YYYY-MM-DD, for the dates in the file; default: the day of issue. */
  readonly day?: string;
  /** An existing PDF whose pages show the invoice: the XML is added to it, and no page is drawn. */
  readonly pdf?: SourcePdf;
}

export interface Facturx {
  readonly pdf: Uint8Array;
  /** factur-x.xml as embedded. */
  readonly xml: Uint8Array;
  /** Terms that the XML of the profile cannot carry; the page shows the whole invoice. */
  readonly left: readonly LeftOut[];
  /** Characters that the fonts lack and the page shows as question marks. */
  readonly unshown: readonly string[];
}

/** @throws PasserelleError PDF_FONT when a font cannot be used, PDF_NOT_CONFORMING when the existing PDF cannot be made to conform */
export function renderFacturX(invoice: Invoice, options: FacturxOptions): Facturx {
  const profile = PROFILES_OF_FACTURX[options.profile];
  const reduced = reduceTo(invoice, profile);
  const xml = renderCii(reduced.invoice);
  if (options.pdf !== undefined) {
    return { pdf: embedInExisting(options.pdf, xml, aboutOf(invoice, options), profile), xml, left: reduced.left, unshown: [] };
  }
  const fonts: Fonts = { regular: subsetOf(openTypeface(options.fonts.regular)), bold: subsetOf(openTypeface(options.fonts.bold)) };
  const canvas = drawn(invoice, options.locale, fonts);
  const about = aboutOf(invoice, options);
  const objects = newObjects(NEW_FILE);
  const [catalogue, tree] = [objects.reserve(), objects.reserve()];
  writePages(objects, tree, canvas.contents(), fonts);
  const parts = archiveParts(objects, xml, about, profile);
  objects.put(
    `<< /Type /Catalog /Pages ${reference(tree)} /Lang (${about.language}) ` +
      `/ViewerPreferences << /DisplayDocTitle true >> ${parts.catalogue} >>`,
    catalogue,
  );
  const seed = new TextEncoder().encode(`${new TextDecoder().decode(xml)}${canvas.contents().join()}${options.profile}`);
  const pdf = objects.finish(`/Root ${reference(catalogue)} ${parts.trailer} ${documentId(seed)}`);
  return { pdf, xml, left: reduced.left, unshown: [...canvas.missing] };
}

function drawn(invoice: Invoice, locale: PageLocale, fonts: Fonts): ReturnType<typeof newCanvas> {
  const canvas = newCanvas(fonts);
  const sheet = newSheet(canvas, invoice, locale);
  head(sheet);
  const columns = columnsOf(sheet);
  linesTable(sheet, columns, adjustmentsHeight(sheet, columns) + sumsHeight(sheet));
  adjustments(sheet, columns);
  sums(sheet);
  closing(sheet);
  feet(sheet);
  return canvas;
}

function aboutOf(invoice: Invoice, { locale, day = invoice.issueDate }: Pick<FacturxOptions, 'locale' | 'day'>): About {
  const words = WORDS[locale];
  return {
    title: `${titleOf({ invoice, words })} ${invoice.number ?? ''}`.trim(),
    author: invoice.seller?.name?.trim() ?? '',
    subject: words.subject,
    language: locale,
    ...(day !== undefined && isCalendarDate(day) ? { day } : {}),
  };
}

function writePages(objects: PdfObjects, tree: number, contents: readonly string[], fonts: Fonts): void {
  const weights = [
    ['R', fonts.regular],
    ['B', fonts.bold],
  ] as const;
  const used = weights.flatMap(([name, subset]) => (subset.isUsed() ? [{ name, subset, number: objects.reserve() }] : []));
  const named = used.map(({ name, number }) => `/${name} ${reference(number)}`).join(' ');
  const resources = `<< /Font << ${named} >> >>`;
  const box = `[0 0 ${PAGE.width} ${PAGE.height}]`;
  const pages = contents.map((content) => {
    const stream = objects.stream('', new TextEncoder().encode(content));
    return objects.put(`<< /Type /Page /Parent ${reference(tree)} /MediaBox ${box} /Resources ${resources} /Contents ${stream} >>`);
  });
  objects.put(`<< /Type /Pages /Kids [${pages.join(' ')}] /Count ${pages.length} >>`, tree);
  for (const { number, subset } of used) embedFont(objects, number, subset);
}
