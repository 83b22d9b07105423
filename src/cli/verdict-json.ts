/** A verdict as one line of JSON for programs: every fact of every finding, and its sentences in both languages. */
import type { FileVerdict } from '../core/verdict.ts';
import { sentence } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import { comparedIn, termsOf } from './fault-facts.ts';

export function verdictJson(file: string, { syntax, profile, artefacts, valid, faults }: FileVerdict): string {
  return `${JSON.stringify({ file, syntax, profile, artefacts, valid, faults: faults.map(reported) })}\n`;
}

/** `path` is the place in the file where one is known, else the first of `at`: places in the invoice. */
function reported(fault: Fault): Readonly<Record<string, unknown>> {
  const { rule, severity, at, file, erp, values } = fault;
  const [en, fr] = [sentence('en', rule, values), sentence('fr', rule, values)];
  return {
    rule,
    severity,
    path: file ?? at[0] ?? '',
    at,
    terms: termsOf(fault),
    values: Object.fromEntries(comparedIn(fault)),
    ...(erp === undefined ? {} : { erp }),
    message: en.what,
    fix: en.fix,
    fr: { message: fr.what, fix: fr.fix },
  };
}
