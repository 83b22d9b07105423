/** `bench render`: from an invoice at hand to the bytes of a message. */
import { parseInvoice } from '../../parse/parse-invoice.ts';
import { renderInvoice } from '../../render/render-invoice.ts';
import type { Course } from './core-course.ts';

const FLOOR = 'floor: model to bytes';

export const RENDER: Course = {
  title: 'render: invoice to bytes',
  contestants: async ({ bytes, syntax, erpModel }, { floor }) => {
    const { invoice } = parseInvoice(bytes);
    return [
      { name: 'invoice to bytes', against: FLOOR, run: () => renderInvoice(invoice, syntax) },
      { name: FLOOR, run: () => Buffer.from(floor.build[syntax](erpModel), 'utf8') },
    ];
  },
};
