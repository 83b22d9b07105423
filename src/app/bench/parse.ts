/** `bench parse`: from the bytes of a message to an invoice. The floor reads UBL only. */
import { parseInvoice } from '../../parse/parse-invoice.ts';
import { readXml } from '../../xml/reader.ts';
import type { Contestant } from './core-rounds.ts';
import type { Course } from './core-course.ts';

const OURS = 'bytes to invoice';
const FLOOR = 'floor: bytes to model';

export const PARSE: Course = {
  title: 'parse: bytes to invoice',
  contestants: async ({ bytes, syntax }, { floor, libxml2 }) => {
    const floors: readonly Contestant[] = syntax === 'ubl' ? [{ name: FLOOR, run: () => floor.parse(bytes) }] : [];
    return [
      { name: OURS, against: FLOOR, run: () => parseInvoice(bytes) },
      { name: 'bytes to tree', against: FLOOR, run: () => readXml(bytes) },
      ...floors,
      { name: 'libxml2-wasm: parse', against: OURS, run: () => libxml2(bytes) },
    ];
  },
};
