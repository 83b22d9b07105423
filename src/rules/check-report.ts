/** Judges an e-reporting message (flux 10) as it is: every rule, in the order of all.ts. */
import type { Fault } from '../model/fault.ts';
import type { Report } from '../model/report.ts';
import { REPORT_RULES } from './fr/flux10/all.ts';
import type { MessageProfile } from './message-profile.ts';
import { runMessageRule } from './message-rule.ts';

export const REPORT_PROFILE: MessageProfile<'flux10'> = {
  name: 'flux10',
  title: 'E-reporting, flux 10 (France)',
  artefacts: [{ name: 'AIFE PPF Flux 10', version: '1.0' }],
};

export function checkReport(report: Report): readonly Fault[] {
  return REPORT_RULES.flatMap((rule) => runMessageRule(rule, report));
}
