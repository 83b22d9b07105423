/** `#PMD#text`: the French and European convention by which UBL, which has no subject, carries BT-21 before BT-22. */
import type { Note } from '../../model/invoice.ts';
import type { Build } from '../session.ts';
import { addTo, closeLeaf, type Read } from '../table.ts';

const SUBJECT = /^#([A-Z]{3})#/;

export const NOTE: Read<{ notes?: Build<Note>[] }> = (element, target, session) => {
  const subject = SUBJECT.exec(element.text)?.[1];
  const text = subject === undefined ? element.text : element.text.slice(5);
  const note = subject === undefined ? { text } : text === '' ? { subject } : { subject, text };
  addTo<'notes', Build<Note>>(element, target, 'notes', note, session);
  closeLeaf(element, session);
};
