/** The profiles and their rules as lists, for programs that show or choose them. */
import type { Syntax } from '../model/invoice.ts';
import { STATUS_PROFILE } from '../rules/check-status.ts';
import { CDV_RULES } from '../rules/fr/cdv/all.ts';
import { ALL_PROFILES, severityOf, syntaxSeverityOf, type Artefact, type Judging, type Profile } from '../rules/profiles.ts';
import type { Override } from '../rules/rule.ts';
import { syntaxTable } from '../rules/syntax/table.ts';
import { chooseProfile } from './choose-profile.ts';
import type { JudgedProfileName } from './verdict.ts';

export interface ProfileInfo {
  readonly name: JudgedProfileName;
  readonly title: string;
  /** BT-24 of an invoice that keeps it; absent for other messages. */
  readonly specification?: string;
  /** The official artefacts, with their versions, whose verdicts its rules give. */
  readonly artefacts: readonly Artefact[];
}

export interface RuleInfo {
  /** The norm's own. */
  readonly id: string;
  /** BT and BG ids, MDT ids for status messages; empty for rules of elements. */
  readonly terms: readonly string[];
  /** What a breach is; `off`: not judged. */
  readonly severity: Readonly<Record<Judging, Override>>;
  readonly artefact: Artefact;
}

/** Every profile that a file can be judged by. */
export function listProfiles(): readonly ProfileInfo[] {
  const invoices = ALL_PROFILES.map(({ name, title, specification, artefacts }) => ({ name, title, specification, artefacts }));
  const { name, title, artefacts } = STATUS_PROFILE;
  return [...invoices, { name, title, artefacts }];
}

/**
 * The rules that a profile judges files of a syntax by, in their order: those of the meaning, then those of the elements.
 * The official artefacts have some rules for one syntax only, or with another severity. Factur-X is CII; status messages
 * have one syntax.
 * @throws PasserelleError CORE_PROFILE when there is no such profile
 */
export function listRules(name: JudgedProfileName, syntax: Syntax = 'ubl'): readonly RuleInfo[] {
  if (name === STATUS_PROFILE.name) return statusRules();
  const profile = chooseProfile(name, {});
  const own = profile.rules.map(({ id, terms, severity }) => ({
    id,
    terms,
    severity: each((judging) => severityOf(profile, judging, syntax, { id, severity })),
    artefact: artefactOf(profile, id),
  }));
  const known = new Set(own.map(({ id }) => id));
  const ofElements = syntaxRulesOf(profile, syntax).filter(({ id }) => !known.has(id));
  return [...own, ...ofElements].filter(({ severity }) => severity.sending !== 'off' || severity.receiving !== 'off');
}

function syntaxRulesOf(profile: Profile, syntax: Syntax): readonly RuleInfo[] {
  if (profile.syntax === null) return [];
  const rules = syntaxTable(syntax).contexts.flatMap((context) => context.rules);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [...byId.values()].map(({ id, severity }) => ({
    id,
    terms: [],
    severity: each((judging) => syntaxSeverityOf(profile, judging, id, severity)),
    artefact: artefactOf(profile, id),
  }));
}

function statusRules(): readonly RuleInfo[] {
  const [artefact = NONE] = STATUS_PROFILE.artefacts;
  return CDV_RULES.map(({ id, terms, severity }) => ({ id, terms, severity: each(() => severity), artefact }));
}

const NONE: Artefact = { name: '', version: '' };

/** A profile is one rule book, or one with the French rules after it. */
function artefactOf({ artefacts }: Profile, id: string): Artefact {
  const [first = NONE] = artefacts;
  return (id.startsWith('BR-FR-') ? artefacts.at(-1) : undefined) ?? first;
}

function each(severityFor: (judging: Judging) => Override): RuleInfo['severity'] {
  return { sending: severityFor('sending'), receiving: severityFor('receiving') };
}
