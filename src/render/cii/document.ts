/** Invoice → CII D22B. */
import type { Invoice } from '../../model/invoice.ts';
import { NAMESPACES } from '../../xml/names.ts';
import { xmlDocument } from '../../xml/writer.ts';

export function renderCii(_invoice: Invoice): Uint8Array {
  return xmlDocument('rsm:CrossIndustryInvoice', { rsm: NAMESPACES.rsm }, '');
}
