/** Judges an e-reporting message (flux 10) as it is: every rule, in the order of all.ts. */
import type { Fault, Severity } from '../model/fault.ts';
import type { Report } from '../model/report.ts';
import { REPORT_RULES } from './fr/flux10/all.ts';
import { runMessageRule } from './message-rule.ts';
import type { Artefact, Judging } from './profiles.ts';
import type { Override } from './rule.ts';

interface ReportProfile {
  readonly name: 'flux10';
  readonly title: string;
  /** The official artefacts whose verdicts these rules give. */
  readonly artefacts: readonly Artefact[];
  /** What becomes of a breach of the schema: as of a status message. */
  readonly structureSeverities: Readonly<Record<Judging, Readonly<Record<Severity, Override>>>>;
}

/** The one profile of e-reporting messages. */
export const REPORT_PROFILE: ReportProfile = {
  name: 'flux10',
  title: 'E-reporting, flux 10 (France)',
  artefacts: [{ name: 'AIFE PPF Flux 10', version: '1.0' }],
  structureSeverities: {
    sending: { fatal: 'fatal', warning: 'warning' },
    receiving: { fatal: 'warning', warning: 'off' },
  },
};

export function checkReport(report: Report): readonly Fault[] {
  return REPORT_RULES.flatMap((rule) => runMessageRule(rule, report));
}
