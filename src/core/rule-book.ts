/** The profiles and their rules as lists, for programs that show or choose them. */
import type { Syntax } from '../model/invoice.ts';
import { REPORT_PROFILE } from '../rules/check-report.ts';
import { STATUS_PROFILE } from '../rules/check-status.ts';
import { CDV_RULES } from '../rules/fr/cdv/all.ts';
import { REPORT_RULES } from '../rules/fr/flux10/all.ts';
import type { MessageRule } from '../rules/message-rule.ts';
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
  /** BT and BG ids, those of its own terms for another message; empty for rules of elements. */
  readonly terms: readonly string[];
  /** What a breach is; `off`: not judged. */
  readonly severity: Readonly<Record<Judging, Override>>;
  readonly artefact: Artefact;
}

interface Message {
  readonly profile: typeof STATUS_PROFILE | typeof REPORT_PROFILE;
  readonly rules: readonly Pick<MessageRule<never>, 'id' | 'terms' | 'severity'>[];
}

/** Messages that are no invoice have one profile each. */
const MESSAGES: readonly Message[] = [
  { profile: STATUS_PROFILE, rules: CDV_RULES },
  { profile: REPORT_PROFILE, rules: REPORT_RULES },
];

/** Every profile that a file can be judged by. */
export function listProfiles(): readonly ProfileInfo[] {
  const invoices = ALL_PROFILES.map(({ name, title, specification, artefacts }) => ({ name, title, specification, artefacts }));
  const others = MESSAGES.map(({ profile: { name, title, artefacts } }) => ({ name, title, artefacts }));
  return [...invoices, ...others];
}

/**
 * The rules that a profile judges files of a syntax by, in their order: those of the meaning, then those of the elements.
 * The official artefacts have some rules for one syntax only, or with another severity. Factur-X is CII; other
 * messages have one syntax.
 * @throws PasserelleError CORE_PROFILE when there is no such profile
 */
export function listRules(name: JudgedProfileName, syntax: Syntax = 'ubl'): readonly RuleInfo[] {
  const message = MESSAGES.find(({ profile }) => profile.name === name);
  if (message !== undefined) return messageRules(message);
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

function messageRules({ profile, rules }: Message): readonly RuleInfo[] {
  const [artefact = NONE] = profile.artefacts;
  return rules.map(({ id, terms, severity }) => ({
    id,
    terms,
    severity: each(() => severity),
    artefact: id.startsWith('PASS-') ? OWN : artefact,
  }));
}

const NONE: Artefact = { name: '', version: '' };
/** Rules of no norm. */
const OWN: Artefact = { name: 'Passerelle', version: '' };

/** A profile is one rule book, or one with the French rules after it. */
function artefactOf({ artefacts }: Profile, id: string): Artefact {
  if (id.startsWith('PASS-')) return OWN;
  const [first = NONE] = artefacts;
  return (id.startsWith('BR-FR-') ? artefacts.at(-1) : undefined) ?? first;
}

function each(severityFor: (judging: Judging) => Override): RuleInfo['severity'] {
  return { sending: severityFor('sending'), receiving: severityFor('receiving') };
}
