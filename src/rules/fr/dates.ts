/**
 * BR-FR-03: dates of this century, as the file writes them. UBL has YYYY-MM-DD and nothing beside it, not even the time
 * zone that its schema allows; CII begins with YYYYMMDD. What never was a file has calendar dates.
 */
import { isCalendarDate } from '../../base/calendar-date.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';
import { rule, type Report, type Rule } from '../rule.ts';

const CENTURY = /^20\d\d-/;
const ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;
const CII_DATE = /^(\d{4})(\d{2})(\d{2})/;
/** The places that the rule looks at. */
const PLACES = new RegExp(
  String.raw`^(?:issueDate|vatPointDate|dueDate|delivery\.date|period\.(?:start|end)|precedingInvoices\[\d+\]\.issueDate|` +
    String.raw`lines\[\d+\]\.(?:period\.(?:start|end)|precedingInvoice\.issueDate|delivery\.date))$`,
);

function isRight(date: string): boolean {
  return CENTURY.test(date) && isCalendarDate(date);
}

function inCentury(date: string | undefined, at: string, fault: Report): void {
  if (date !== undefined && !isRight(date)) fault(at, { date });
}

/** The date that the invoice keeps of what the file writes. */
function kept(written: string, syntax: SyntaxFacts['syntax']): string {
  if (syntax === 'ubl') {
    const day = written.trim().replace(ZONE, '');
    return isCalendarDate(day) ? day : written;
  }
  const match = CII_DATE.exec(written.trim());
  const day = match === null ? '' : `${match[1]}-${match[2]}-${match[3]}`;
  return isCalendarDate(day) ? day : written;
}

/** Dates that the invoice keeps well, and the file writes otherwise than the artefact reads. */
function asWritten(facts: SyntaxFacts, fault: Report): void {
  for (const { at, value } of facts.dates) {
    if (!PLACES.test(at) || !isRight(kept(value, facts.syntax))) continue;
    const readable = facts.syntax === 'cii' && /^\d{8}/.test(value);
    if (!readable && (at !== 'dueDate' || hasDueDate(facts))) fault(at, { date: value });
  }
}

/** UBL has two places for BT-9; the French rules look at cbc:DueDate alone, which a credit note does not have. */
export function hasDueDate(facts: SyntaxFacts | undefined): boolean {
  if (facts?.tree === undefined || facts.syntax === 'cii') return true;
  return facts.tree.children.some(({ name }) => name === 'cbc:DueDate');
}

export const FR_DATE_RULE: Rule = rule({
  id: 'BR-FR-03',
  terms: ['BT-2', 'BT-7', 'BT-9', 'BT-26', 'BT-72', 'BT-73', 'BT-74', 'BT-134', 'BT-135', 'EXT-FR-FE-138', 'EXT-FR-FE-158'],
  document: ({ invoice, facts }, fault) => {
    const { issueDate, vatPointDate, dueDate, delivery, period, precedingInvoices } = invoice;
    inCentury(issueDate, 'issueDate', fault);
    inCentury(vatPointDate, 'vatPointDate', fault);
    if (hasDueDate(facts)) inCentury(dueDate, 'dueDate', fault);
    inCentury(delivery?.date, 'delivery.date', fault);
    inCentury(period?.start, 'period.start', fault);
    inCentury(period?.end, 'period.end', fault);
    precedingInvoices?.forEach((one, index) => inCentury(one.issueDate, `precedingInvoices[${index}].issueDate`, fault));
    if (facts !== undefined && facts.dates.length > 0) asWritten(facts, fault);
  },
  line: ({ period, precedingInvoice, delivery }, fault) => {
    inCentury(period?.start, 'period.start', fault);
    inCentury(period?.end, 'period.end', fault);
    inCentury(precedingInvoice?.issueDate, 'precedingInvoice.issueDate', fault);
    inCentury(delivery?.date, 'delivery.date', fault);
  },
});
