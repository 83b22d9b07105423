/** An invoice that is opened already → its verdict: structure, what could not be read, syntax binding and rules. */
import type { OpenedInvoice } from '../parse/open-flow.ts';
import { parseInvoiceRoot } from '../parse/parse-invoice.ts';
import { isFatal } from '../model/fault.ts';
import { check } from '../rules/check.ts';
import { syntaxSeverityOf } from '../rules/profiles.ts';
import { chooseProfile } from './choose-profile.ts';
import { placed } from './place-faults.ts';
import { judgeStructure } from './judge-structure.ts';
import type { FileVerdict, JudgeOptions } from './verdict.ts';

/** @throws PasserelleError CORE_PROFILE when it is asked to be judged as a status message */
export async function judgeInvoice({ syntax, tree, parsed }: OpenedInvoice, options: JudgeOptions): Promise<FileVerdict> {
  const { judging = 'sending' } = options;
  const { invoice, facts } = parsed;
  const profile = chooseProfile(options.profile, invoice);
  const structure = await judgeStructure(tree, (rule, own) => syntaxSeverityOf(profile, judging, rule, own));
  const rules = [...parsed.faults, ...check(invoice, profile, facts, judging)];
  const faults = [...structure.faults, ...placed(rules, tree.name, () => parseInvoiceRoot(tree, true).places)];
  return {
    syntax,
    profile: profile.name,
    artefacts: [...structure.artefacts, ...profile.artefacts],
    valid: !faults.some(isFatal),
    faults,
    invoice,
  };
}
