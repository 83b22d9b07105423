/**
 * A profile is a value: the rule sets it applies, what it writes in BT-24, and where it judges otherwise than the
 * rules do themselves. Severities and exceptions are data here, never conditions in a rule.
 */
import type { Severity } from '../model/fault.ts';
import { PROFILE_NAMES, SPECIFICATIONS, type ProfileName } from '../model/specification.ts';
import { EN16931_RULES } from './en16931/all.ts';
import { FR_RULES } from './fr/all.ts';
import { EXTENDED_RULES, EXTENDED_SYNTAX } from './fr/extended.ts';
import type { Override, Rule } from './rule.ts';

export const JUDGING = ['sending', 'receiving'] as const;
/** What we send must be right; what a supplier sent is taken more softly. */
export type Judging = (typeof JUDGING)[number];

export interface Artefact {
  readonly name: string;
  readonly version: string;
}

export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  /** BT-24. */
  readonly specification: string;
  /** The official artefacts whose verdicts these rules give. */
  readonly artefacts: readonly Artefact[];
  readonly rules: readonly Rule[];
  readonly severities: Readonly<Record<Judging, Readonly<Record<string, Override>>>>;
  /** Whose syntax binding the elements of a file are judged by; null: by none. */
  readonly syntax: 'en16931' | null;
  /** What becomes of the severities of the syntax binding. */
  readonly syntaxSeverities: Readonly<Record<Judging, Readonly<Record<Severity, Override>>>>;
}

const EN_ARTEFACT: Artefact = { name: 'EN 16931 validation artefacts', version: '1.3.16' };
const EXTENDED_ARTEFACT: Artefact = { name: 'FNFE-MPE EXTENDED-CTC-FR', version: '1.4.0.03' };
const FR_ARTEFACT: Artefact = { name: 'FNFE-MPE BR-FR-Flux2', version: '1.4.0.03' };

/** The mandatory mentions bind the French seller; a receiver books an invoice that lacks one, and is told. */
const RECEIVING_FR: Readonly<Record<string, Override>> = {
  'BR-FR-05': 'warning',
  'BR-FR-16': 'warning',
  'BR-FR-17': 'warning',
  'BR-FR-18': 'warning',
};

/** A receiver cannot mend the file of a supplier; what was not read of it is listed anyway (PASS-IN-UNREAD). */
const SYNTAX_SEVERITIES: Profile['syntaxSeverities'] = {
  sending: { fatal: 'fatal', warning: 'warning' },
  receiving: { fatal: 'warning', warning: 'off' },
};

type Written = Pick<Profile, 'name' | 'title' | 'artefacts' | 'rules'> & { readonly off?: Readonly<Record<string, Override>> };

function profile({ name, title, artefacts, rules, off = {} }: Written): Profile {
  const french = artefacts.includes(FR_ARTEFACT);
  return {
    name,
    title,
    specification: SPECIFICATIONS[name],
    artefacts,
    rules,
    severities: { sending: off, receiving: french ? { ...RECEIVING_FR, ...off } : off },
    syntax: 'en16931',
    syntaxSeverities: SYNTAX_SEVERITIES,
  };
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  en16931: profile({ name: 'en16931', title: 'EN 16931', artefacts: [EN_ARTEFACT], rules: EN16931_RULES }),
  'fr-cius': profile({
    name: 'fr-cius',
    title: 'France CIUS',
    artefacts: [EN_ARTEFACT, FR_ARTEFACT],
    rules: [...EN16931_RULES, ...FR_RULES],
  }),
  // EXTENDED-CTC-FR replaces EN 16931, it does not add to it
  'fr-extended': profile({
    name: 'fr-extended',
    title: 'France EXTENDED-CTC-FR',
    artefacts: [EXTENDED_ARTEFACT, FR_ARTEFACT],
    rules: [...EXTENDED_RULES, ...FR_RULES],
    off: EXTENDED_SYNTAX,
  }),
};

/** undefined: there is no such profile; PROFILE_NAMES has all of them. */
export function profileNamed(name: string): Profile | undefined {
  return (PROFILE_NAMES as readonly string[]).includes(name) ? PROFILES[name as ProfileName] : undefined;
}
