/** The profiles and their rules as lists, for programs that show or choose them. */
import { STATUS_PROFILE } from '../rules/check-status.ts';
import { CDV_RULES } from '../rules/fr/cdv/all.ts';
import { ALL_PROFILES, JUDGING, type Artefact, type Judging, type Profile } from '../rules/profiles.ts';
import type { Override } from '../rules/rule.ts';
import { syntaxTable } from '../rules/syntax/table.ts';
import { chooseProfile } from './choose-profile.ts';
import type { JudgedProfileName } from './verdict.ts';

export interface ProfileInfo {
  readonly name: JudgedProfileName;
  readonly title: string;
  /** BT-24 of an invoice that keeps it; absent for status messages. */
  readonly specification?: string;
  /** The official artefacts, with their versions, whose verdicts its rules give. */
  readonly artefacts: readonly Artefact[];
}

export interface RuleInfo {
  /** The norm's own. */
  readonly id: string;
  /** BT and BG ids, MDT ids for status messages; empty for rules of elements. */
  readonly terms: readonly string[];
  /** What a breach is; `off`: not judged by this profile. */
  readonly severity: Readonly<Record<Judging, Override>>;
  readonly artefact: Artefact;
}

/** Every profile that a file can be judged by. */
export function listProfiles(): readonly ProfileInfo[] {
  const { name, title, artefacts } = STATUS_PROFILE;
  const invoices = ALL_PROFILES.map((one) => ({
    name: one.name,
    title: one.title,
    specification: one.specification,
    artefacts: one.artefacts,
  }));
  return [...invoices, { name, title, artefacts }];
}

/**
 * Every rule of a profile, in the order they are judged: of the meaning, then of the elements of UBL and of CII.
 * @throws PasserelleError CORE_PROFILE when there is no such profile
 */
export function listRules(name: JudgedProfileName): readonly RuleInfo[] {
  if (name === STATUS_PROFILE.name) return statusRules();
  const profile = chooseProfile(name, {});
  return [...rulesOf(profile), ...syntaxRulesOf(profile)];
}

function rulesOf(profile: Profile): readonly RuleInfo[] {
  return profile.rules.map(({ id, terms, severity }) => ({
    id,
    terms,
    severity: each((judging) => profile.severities[judging][id] ?? severity),
    artefact: artefactOf(profile, id),
  }));
}

function syntaxRulesOf(profile: Profile): readonly RuleInfo[] {
  if (profile.syntax === null) return [];
  const rules = (['ubl', 'cii'] as const).flatMap((syntax) => syntaxTable(syntax).contexts.flatMap((context) => context.rules));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [...byId.values()].map(({ id, severity }) => ({
    id,
    terms: [],
    severity: each((judging) => profile.severities[judging][id] ?? profile.syntaxSeverities[judging][severity]),
    artefact: artefactOf(profile, id),
  }));
}

function statusRules(): readonly RuleInfo[] {
  const [artefact = { name: '', version: '' }] = STATUS_PROFILE.artefacts;
  return CDV_RULES.map(({ id, terms, severity }) => ({ id, terms, severity: each(() => severity), artefact }));
}

/** A profile is one rule book, or one with the French rules after it. */
function artefactOf({ artefacts }: Profile, id: string): Artefact {
  const [first = { name: '', version: '' }] = artefacts;
  return (id.startsWith('BR-FR-') ? artefacts.at(-1) : undefined) ?? first;
}

function each(severityFor: (judging: Judging) => Override): RuleInfo['severity'] {
  const [sending, receiving] = JUDGING;
  return { [sending]: severityFor(sending), [receiving]: severityFor(receiving) };
}
