/** `#PMD#text`: the French and European convention by which UBL, which has no subject, carries BT-21 before BT-22. */
import type { Note } from '../../model/invoice.ts';
import { each, leaf } from '../../xml/writer.ts';

export function notes(values: readonly Note[] | undefined): string {
  return each(values, ({ subject, text }) => leaf('cbc:Note', subject === undefined ? text : `#${subject}#${text ?? ''}`));
}
