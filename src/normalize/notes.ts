/** Notes BG-1: the processing note BAR, and the legal mentions PMD, PMT and AAB that a company always writes. */
import type { Company } from '../model/company.ts';
import type { Invoice, Note } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import { setting, tell, type Source, type Story } from './story.ts';

const PROCESSING = 'BAR';

export function addNotes(invoice: Invoice, company: Company, scope: Scope, story: Story): Invoice {
  const notes: Note[] = [...(invoice.notes ?? [])];
  const has = (subject: string): boolean => notes.some((note) => note.subject === subject);
  const add = (subject: string, text: string, operation: string, from: readonly Source[]): void => {
    const at = `notes[${notes.length}]`;
    tell(story, 'normalize', `${at}.subject`, subject, operation, from);
    tell(story, 'normalize', `${at}.text`, text, operation, from);
    notes.push({ subject, text });
  };
  for (const [subject, text] of Object.entries(company.notes)) {
    if (subject !== PROCESSING && text.trim() !== '' && !has(subject))
      add(subject, text.trim(), 'setting of the company', [setting(`notes.${subject}`)]);
  }
  if (scope.barNote !== undefined && !has(PROCESSING)) add(PROCESSING, scope.barNote, `class ${scope.class}`, ['buyer']);
  return notes.length === 0 ? invoice : { ...invoice, notes };
}
