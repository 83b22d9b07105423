/**
 * A verdict for people: each finding with its place in the invoice and in the file, the values compared, what is wrong
 * and what to do. Of a rule that speaks often only the first findings are shown, with the counts of all.
 */
import type { FileVerdict } from '../core/verdict.ts';
import { sentence, text, type Locale } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import { comparedIn, termsOf } from './fault-facts.ts';
import { refText } from './fault-text.ts';
import { columns, oneLine } from './table.ts';

export interface ReportOptions {
  readonly locale: Locale;
  /** Every finding, however many. */
  readonly all: boolean;
}

/** Up to so many findings are all shown; of more, so many of each rule. */
const FEW = 20;
const OF_EACH = 2;

export function verdictText(file: string, verdict: FileVerdict, { locale, all }: ReportOptions): string {
  const { syntax, profile, valid, faults } = verdict;
  const head = `${oneLine(file, 400)}: ${text(locale, valid ? 'command.valid' : 'command.invalid')} (${syntax}, ${profile})\n`;
  if (all || faults.length <= FEW) return head + faults.map((fault) => findingText(fault, locale)).join('');
  const shown = new Map<string, number>();
  const some = faults.filter(({ rule }) => {
    const count = (shown.get(rule) ?? 0) + 1;
    shown.set(rule, count);
    return count <= OF_EACH;
  });
  return head + some.map((fault) => findingText(fault, locale)).join('') + countsText(faults, locale);
}

function findingText(fault: Fault, locale: Locale): string {
  const { what, fix } = sentence(locale, fault.rule, fault.values);
  const severity = text(locale, fault.severity === 'fatal' ? 'command.error' : 'command.warning');
  const places = [fault.at.join(', '), termsOf(fault).join(', ')].filter((one) => one !== '').join(' · ');
  const compared = comparedIn(fault).map(([name, value]) => `${name} = ${oneLine(value, 80)}`);
  const rows: readonly (readonly [key: string, value: string])[] = [
    ['command.place', fault.file ?? ''],
    ['command.erp', (fault.erp ?? []).map(refText).join(', ')],
    ['command.compared', compared.join(', ')],
  ];
  const details = rows.flatMap(([key, value]) => (value === '' ? [] : [`    ${text(locale, key)} ${oneLine(value, 400)}\n`]));
  return `  ${severity} ${fault.rule} ${oneLine(places, 200)}\n${details.join('')}    ${oneLine(what, 400)}\n    → ${oneLine(fix, 400)}\n`;
}

function countsText(faults: readonly Fault[], locale: Locale): string {
  const counts = new Map<string, number>();
  for (const { rule } of faults) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => ['   ', rule, String(count)]);
  const values = { findings: String(faults.length), rules: String(counts.size), each: String(OF_EACH) };
  return `  ${text(locale, 'command.counts', values)}\n${columns(rows)}`;
}
