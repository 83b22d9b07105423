/** Where a value stands. Both kinds are plain text so that they can be stored, compared and shown. */

/** A place in an invoice: member names joined by dots, list places by index: `lines[3].item.name`. */
export type InstancePath = string;

/** A place in an ERP record, by the ERP's own field names: `invoice_line_ids[0].tax_ids[0].amount`. */
export interface FieldRef {
  readonly field: string;
  /** ERP model and id of the record that holds the field, when it is not the document's own: `res.partner`, `41`. */
  readonly model?: string;
  readonly id?: string;
}

/** A path with its indexes taken out, as terms.ts writes it: `lines[].item.name`. */
export function patternOf(path: InstancePath): string {
  return path.replace(/\[\d+\]/g, '[]');
}
