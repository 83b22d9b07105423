/** Judges one file and tells its verdict: as text or JSON, and as a JUnit testsuite when asked. Prints nothing itself. */
import { judgeFile } from '../core/judge-file.ts';
import type { FileVerdict, JudgedProfileName } from '../core/verdict.ts';
import { sentence, type Locale } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import { asFileError, failedFile } from './failed-file.ts';
import type { FileOutcome, FileWork, Telling } from './file-work.ts';
import { suiteXml, type JunitCase } from './junit.ts';
import { EXIT } from './outcome.ts';
import { readFile } from './read-input.ts';
import { verdictJson } from './verdict-json.ts';
import { verdictText } from './verdict-text.ts';

export interface ValidateSpec extends Telling {
  readonly command: 'validate';
  readonly profile?: JudgedProfileName;
  readonly judging: 'sending' | 'receiving';
  /** Every finding is shown, however many. */
  readonly all: boolean;
}

export function validateWork(spec: ValidateSpec): FileWork {
  const { judging, profile } = spec;
  return async (task) => {
    const { file, bytes } = task;
    const start = performance.now();
    try {
      const verdict = await judgeFile(bytes ?? readFile(file), { judging, ...(profile === undefined ? {} : { profile }) });
      return told(file, verdict, performance.now() - start, spec);
    } catch (error) {
      return failedFile(task, asFileError(error), spec);
    }
  };
}

function told(file: string, verdict: FileVerdict, milliseconds: number, spec: ValidateSpec): FileOutcome {
  const group = `${verdict.syntax}.${verdict.profile}`;
  return {
    code: verdict.valid ? EXIT.ok : EXIT.found,
    out: spec.json ? verdictJson(file, verdict) : verdictText(file, verdict, spec),
    err: '',
    junit: spec.junit ? suiteXml({ file, group, milliseconds, cases: casesOf(verdict, spec.locale) }) : '',
    named: [...byRule(verdict.faults)].map(([rule, faults]) => [rule, faults.length]),
  };
}

function byRule(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  return Map.groupBy(faults, ({ rule }) => rule);
}

/** Findings of one rule in one testcase: it fails when one of them is fatal. A silent file is one that passed. */
function casesOf({ faults, profile }: FileVerdict, locale: Locale): readonly JunitCase[] {
  if (faults.length === 0) return [{ name: profile, kind: 'passed' }];
  return [...byRule(faults)].map(([name, own]): JunitCase => {
    const fatal = own.find(({ severity }) => severity === 'fatal');
    const text = own.slice(0, TEXT_FINDINGS).map((fault) => caseText(fault, locale));
    if (own.length > TEXT_FINDINGS) text.push(`(+ ${own.length - TEXT_FINDINGS})`);
    if (fatal === undefined) return { name, kind: 'passed', text: text.join('\n') };
    return { name, kind: 'failure', message: sentence(locale, name, fatal.values).what, text: text.join('\n') };
  });
}

const TEXT_FINDINGS = 100;

function caseText(fault: Fault, locale: Locale): string {
  const { what, fix } = sentence(locale, fault.rule, fault.values);
  return `${fault.file ?? fault.at.join(', ')}: ${what}\n→ ${fix}`;
}
