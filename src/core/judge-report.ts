/** An e-reporting message (flux 10) → its verdict: structure, what could not be read, and the rules of the portal. */
import { isFatal } from '../model/fault.ts';
import { readReportRoot } from '../parse/flux10/parse-report.ts';
import type { OpenedMessage } from '../parse/open-flow.ts';
import { checkReport, REPORT_PROFILE } from '../rules/check-report.ts';
import { FILE_SEVERITIES } from '../rules/profiles.ts';
import { judgeStructure } from './judge-structure.ts';
import { placed } from './place-faults.ts';
import type { FileVerdict, JudgeOptions } from './verdict.ts';

export async function judgeReport({ tree }: OpenedMessage, { judging = 'sending' }: JudgeOptions): Promise<FileVerdict> {
  const structure = await judgeStructure(tree, (_rule, own) => FILE_SEVERITIES[judging][own]);
  const { report, faults: unreadable } = readReportRoot(tree, false);
  const found = [...unreadable, ...checkReport(report)];
  const faults = [...structure.faults, ...placed(found, tree.name, () => readReportRoot(tree, true).places)];
  return {
    syntax: 'flux10',
    profile: REPORT_PROFILE.name,
    artefacts: [...structure.artefacts, ...REPORT_PROFILE.artefacts],
    valid: !faults.some(isFatal),
    faults,
  };
}
