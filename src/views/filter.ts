/** A filter of the documents list as a condition with its values: every value is a parameter, none is in the text. */
import type { DocumentFilter } from '../ports/views.ts';

export interface Condition {
  readonly text: string;
  readonly values: readonly string[];
}

const COLUMNS = {
  company: 'company =',
  stage: 'stage =',
  halt: 'halt =',
  status: 'status =',
  direction: 'direction =',
  kind: 'kind =',
  from: 'issue_date >=',
  to: 'issue_date <=',
} as const satisfies Partial<Record<keyof DocumentFilter, string>>;

/** Longer words find nothing that shorter ones would not, and cost more. */
const LONGEST_SEARCH = 100;

function escapedForLike(word: string): string {
  return word.replace(/[\\%_]/g, (special) => `\\${special}`);
}

/** What people type: an invoice number, a part of a name, a flow id, an id of the ERP or of ours. */
function searched(place: number): string {
  const like = `ilike $${place}`;
  return `(number ${like} or counterparty ${like} or channel_ref ${like} or key ${like} or id::text ${like})`;
}

export function conditionOf(filter: DocumentFilter): Condition {
  const parts: string[] = [];
  const values: string[] = [];
  for (const [name, comparison] of Object.entries(COLUMNS)) {
    const value = filter[name as keyof typeof COLUMNS];
    if (value === undefined || value === '') continue;
    values.push(value);
    parts.push(`${comparison} $${values.length}`);
  }
  if (filter.stages !== undefined) {
    values.push(filter.stages.join(' '));
    parts.push(`stage = any(string_to_array($${values.length}, ' '))`);
  }
  for (const word of (filter.text ?? '')
    .slice(0, LONGEST_SEARCH)
    .split(/\s+/)
    .filter((each) => each !== '')
    .slice(0, 5)) {
    values.push(`%${escapedForLike(word)}%`);
    parts.push(searched(values.length));
  }
  return { text: parts.length === 0 ? 'true' : parts.join(' and '), values };
}
