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

/** A rule that speaks more often is shown so often. */
const OFTEN = 3;
const OF_EACH = 2;

export function verdictText(file: string, verdict: FileVerdict, { locale, all }: ReportOptions): string {
  const { syntax, profile, valid, faults } = verdict;
  const head = `${oneLine(file, 400)}: ${text(locale, valid ? 'command.valid' : 'command.invalid')} (${syntax}, ${profile})\n`;
  const rules = Map.groupBy(faults, ({ rule }) => rule);
  const hidden = new Set(all ? [] : [...rules.values()].flatMap((own) => (own.length > OFTEN ? own.slice(OF_EACH) : [])));
  const shown = faults.filter((fault) => !hidden.has(fault)).map((fault) => findingText(fault, locale));
  return head + shown.join('') + (hidden.size === 0 ? '' : countsText(rules, faults.length, locale));
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
  const title = [severity, fault.rule, oneLine(places, 200)].filter((one) => one !== '').join(' ');
  return `  ${title}\n${details.join('')}    ${oneLine(what, 400)}\n    → ${oneLine(fix, 400)}\n`;
}

function countsText(rules: ReadonlyMap<string, readonly Fault[]>, findings: number, locale: Locale): string {
  const rows = [...rules].sort(([, a], [, b]) => b.length - a.length).map(([rule, own]) => ['   ', rule, String(own.length)]);
  const values = { findings: String(findings), rules: String(rules.size), each: String(OF_EACH) };
  return `  ${text(locale, 'command.counts', values)}\n${columns(rows)}`;
}
