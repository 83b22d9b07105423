/** The number by which Odoo knows a record. */
import type { ErpRef } from '../../src/model/document.ts';

/** 0 for a text that is no id: no record of Odoo has it. */
export function recordId(ref: Pick<ErpRef, 'id'>): number {
  return /^[1-9]\d{0,14}$/.test(ref.id) ? Number.parseInt(ref.id, 10) : 0;
}
