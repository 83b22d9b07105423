/**
 * The official lists of rule ids (data/rules/*.csv) beside our rules: what is missing, what is extra, which terms an
 * official id names that our rule does not, and which severities differ. Every difference that stays has its reason here.
 */
import { readFileSync } from 'node:fs';
import type { Severity } from '../../src/model/fault.ts';
import type { Syntax } from '../../src/model/invoice.ts';
import { CDV_RULES } from '../../src/rules/fr/cdv/all.ts';
import { FLUX10_RULES } from '../../src/rules/fr/flux10/all.ts';
import { FR_RULES } from '../../src/rules/fr/all.ts';
import { PROFILES, severityOf, syntaxSeverityOf, type Judging, type Profile } from '../../src/rules/profiles.ts';
import type { Override } from '../../src/rules/rule.ts';
import { syntaxRules } from '../../src/rules/syntax/table.ts';
import { sharedPath } from './shared-data.ts';

/** A rule of ours, as a list sees it. */
export interface OwnRule {
  readonly id: string;
  readonly severity: Severity;
  /** Absent: the list names no terms in its ids. */
  readonly terms?: readonly string[];
}

export interface OfficialRow {
  readonly id: string;
  readonly severity: string;
}

export interface OfficialList {
  /** File in data/rules. */
  readonly file: string;
  readonly own: () => readonly OwnRule[];
  /** Our id for an official one, and the terms that it names. */
  readonly read: (id: string) => { readonly rule: string; readonly terms: readonly string[] };
  /** Official ids without a rule here, and why. */
  readonly untested: Readonly<Record<string, string>>;
}

export interface Comparison {
  readonly file: string;
  readonly official: number;
  readonly own: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** `ID: TERM` */
  readonly terms: readonly string[];
  readonly severities: readonly string[];
  /** Ids of the list that no rule here has, each with its reason. */
  readonly untested: readonly string[];
}

/** A reason and its code must say the same: no program can tell, and the artefacts themselves test nothing. */
const UNTESTED: OfficialList['untested'] = Object.fromEntries(
  ['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08'].map((id) => [id, 'the artefact tests nothing for it']),
);
const UNTESTED_EXTENDED: OfficialList['untested'] = {
  ...UNTESTED,
  'BR-EXT-CL-07': 'its test always holds: it asks of a type code whether it is a contract',
};

/** Ids of FNFE that name another rule or term than the one they test. */
const SLIPS: Readonly<Record<string, string>> = {
  'BR-FR-08_BT-151-2': 'BR-FR-15_BT-151-2', // the category of a line against the list of categories
  'BR-FR-30_BT-21': 'BR-FR-31_BT-21', // CII says BR-FR-31
  'BR-FR-MV-BD_BT-3': 'BR-FR-BD-13_BT-3', // CII says BR-FR-BD-13
  'BR-FR-BD-02_BT-31': 'BR-FR-BD-02_BT-30', // tests the legal identifier
  'BR-FR-CO-04_BT-4': 'BR-FR-CO-04_BT-3', // there is no BT-4
  'BR-FR-03_EXT-FR-FE-134': 'BR-FR-03_BT-134', // tests the period of the line
  'BR-FR-03_EXT-FR-FE-135': 'BR-FR-03_BT-135',
};

/** FNFE writes RULE_TERM, RULE-TERM or RULE-WORD, with `-n` or `_n` where one rule is tested twice; ours is the rule. */
export function readFnfe(id: string): { readonly rule: string; readonly terms: readonly string[] } {
  const meant = SLIPS[id] ?? id;
  const rule = (meant.split('_')[0] ?? meant).replace(/-(?:ID|LEGALID|GLOBALID|Value|EXT-FR-FE-\d+)$/, '');
  const terms = meant.slice(rule.length).match(/EXT-FR-FE-(?:BG-)?\d+|(?:BT|BG|MDT|MDG)-\d+/g) ?? [];
  return { rule, terms: terms.map((term) => term) };
}

/** The lists of EN 16931 and its extension have our ids; their terms are in the sentences only. */
function readPlain(id: string): { readonly rule: string; readonly terms: readonly string[] } {
  return { rule: id, terms: [] };
}

/** Every rule of a profile for files of this syntax, with what it makes of each. */
export function rulesFor(profile: Profile, judging: Judging, syntax: Syntax): ReadonlyMap<string, Override> {
  const own = new Map<string, Override>(
    syntaxRules(syntax).map(({ id, severity }) => [id, syntaxSeverityOf(profile, judging, id, severity)]),
  );
  for (const rule of profile.rules) own.set(rule.id, severityOf(profile, judging, syntax, rule));
  return own;
}

/** What speaks of a file in this syntax under the profile, with the severity that it then has. */
function ofProfile(profile: Profile, syntax: Syntax, isOfList: (id: string) => boolean): readonly OwnRule[] {
  return [...rulesFor(profile, 'sending', syntax)].flatMap(([id, severity]) =>
    severity === 'off' || !isOfList(id) ? [] : [{ id, severity }],
  );
}

const isFrench = (id: string): boolean => /^BR-FR-/.test(id);
const isOurs = (id: string): boolean => id.startsWith('PASS-');

function listsOf(syntax: Syntax): readonly OfficialList[] {
  return [
    { file: `en16931-${syntax}.csv`, own: () => ofProfile(PROFILES.en16931, syntax, () => true), read: readPlain, untested: UNTESTED },
    {
      file: `extended-ctc-fr-${syntax}.csv`,
      own: () => ofProfile(PROFILES['fr-extended'], syntax, (id) => !isFrench(id) && !isOurs(id)),
      read: readPlain,
      untested: UNTESTED_EXTENDED,
    },
    { file: `br-fr-${syntax}.csv`, own: () => FR_RULES.filter(({ id }) => isFrench(id)), read: readFnfe, untested: {} },
  ];
}

/** One more list is one more row. */
export const OFFICIAL_LISTS: readonly OfficialList[] = [
  ...listsOf('ubl'),
  ...listsOf('cii'),
  { file: 'br-fr-cdar.csv', own: () => CDV_RULES, read: readFnfe, untested: {} },
  { file: 'flux10.csv', own: () => FLUX10_RULES, read: readPlain, untested: {} },
];

export function officialRows(file: string): readonly OfficialRow[] {
  const rows = readFileSync(sharedPath('rules', file), 'utf8').split('\n').slice(1);
  return rows.filter((row) => row !== '').map((row) => ({ id: row.split(',')[0] ?? '', severity: row.split(',')[1] ?? '' }));
}

export function compareList(list: OfficialList): Comparison {
  const own = new Map<string, OwnRule>();
  for (const rule of list.own()) own.set(list.read(rule.id).rule, rule);
  const official = officialRows(list.file).map((row) => ({ ...row, ...list.read(row.id) }));
  const wanted = new Set(official.map(({ rule }) => rule));
  const [missing, terms, severities] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { id, rule, terms: named, severity } of official) {
    const found = own.get(rule);
    if (found === undefined) {
      if (list.untested[rule] === undefined) missing.add(rule);
      continue;
    }
    for (const term of named) if (found.terms?.includes(term) !== true) terms.add(`${id}: ${term}`);
    if (found.severity !== severity) severities.add(`${rule}: ${found.severity}, officially ${severity}`);
  }
  const extra = [...own.keys()].filter((id) => !wanted.has(id));
  return {
    file: list.file,
    official: wanted.size,
    own: own.size,
    missing: [...missing],
    extra,
    terms: [...terms],
    severities: [...severities],
    untested: Object.keys(list.untested).filter((id) => wanted.has(id) && !own.has(id)),
  };
}
