/**
 * `bench render`: from an invoice at hand to the bytes of a message, and to Factur-X in both its ways. The floor appends the
 * XML to a PDF whose table it trusts; ours also proves that the result is a conforming archive.
 */
import { pageFonts } from '../../cli/page-fonts.ts';
import { renderFacturx } from '../../core/render.ts';
import { parseInvoice } from '../../parse/parse-invoice.ts';
import { renderInvoice } from '../../render/render-invoice.ts';
import type { Course } from './core-course.ts';

const FLOOR = 'floor: model to bytes';
const EMBED = 'floor: XML into a PDF';
/** The PDF at hand has pages for so many lines at most: an ERP prints what it invoices. */
const PDF_LINES = 100;

export const RENDER: Course = {
  title: 'render: invoice to bytes',
  contestants: async ({ bytes, syntax, erpModel, lines }, { floor }) => {
    const { invoice } = parseInvoice(bytes);
    const rows = [
      { name: 'invoice to bytes', against: FLOOR, run: () => renderInvoice(invoice, syntax) },
      { name: FLOOR, run: () => Buffer.from(floor.build[syntax](erpModel), 'utf8') },
    ];
    // Factur-X holds CII: once is enough
    if (syntax === 'ubl') return rows;
    const fonts = pageFonts();
    const printed = invoice.lines?.slice(0, PDF_LINES);
    const { pdf } = renderFacturx({ ...invoice, ...(printed === undefined ? {} : { lines: printed }) }, { profile: 'minimum', fonts });
    const base = Buffer.from(pdf);
    const xml = Buffer.from(floor.build.cii(erpModel), 'utf8');
    return [
      ...rows,
      { name: 'Factur-X: page drawn and XML', run: () => renderFacturx(invoice, { profile: 'en16931', fonts }) },
      {
        name: `Factur-X: XML into a PDF of ${Math.min(lines, PDF_LINES)} lines`,
        against: EMBED,
        run: () => renderFacturx(invoice, { profile: 'en16931', pdf }),
      },
      { name: EMBED, run: () => floor.embed(base, xml) },
    ];
  },
};
