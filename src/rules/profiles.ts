/**
 * A profile is a value: the rule sets it applies, what it writes in BT-24, and where it judges otherwise than the
 * rules do themselves. Severities and exceptions are data here, never conditions in a rule.
 */
import type { Severity } from '../model/fault.ts';
import type { Syntax } from '../model/invoice.ts';
import { SPECIFICATIONS, type ProfileName } from '../model/specification.ts';
import { EN16931_RULES } from './en16931/all.ts';
import { FR_RULES } from './fr/all.ts';
import { EXTENDED_IN_SYNTAX, EXTENDED_RULES, EXTENDED_SYNTAX, isSyntaxRule } from './fr/extended.ts';
import type { Override, Rule } from './rule.ts';

export const JUDGING = ['sending', 'receiving'] as const;
/** What we send must be right; what a supplier sent is taken more softly. */
export type Judging = (typeof JUDGING)[number];

export interface Artefact {
  readonly name: string;
  readonly version: string;
}

/** The profiles of Factur-X as files are judged by; a company sends by a ProfileName. */
export const FACTURX_JUDGED = ['facturx-minimum', 'facturx-basicwl', 'facturx-basic', 'facturx-en16931', 'facturx-extended'] as const;
export type FacturxJudged = (typeof FACTURX_JUDGED)[number];

export interface Profile {
  readonly name: ProfileName | FacturxJudged;
  readonly title: string;
  /** BT-24. */
  readonly specification: string;
  /** The official artefacts whose verdicts these rules give. */
  readonly artefacts: readonly Artefact[];
  readonly rules: readonly Rule[];
  readonly severities: Readonly<Record<Judging, Readonly<Record<string, Override>>>>;
  /** Where the artefacts of the two syntaxes differ. */
  readonly inSyntax: InSyntax;
  /** Whose syntax binding the elements of a file are judged by; null: by none. */
  readonly syntax: 'en16931' | null;
  /** What becomes of the severities of the syntax binding. */
  readonly syntaxSeverities: Readonly<Record<Judging, Readonly<Record<Severity, Override>>>>;
}

export type InSyntax = Readonly<Record<Syntax, Readonly<Record<string, Override>>>>;

/** The card number in full is a warning of the UBL artefact, an error of the CII one. */
const EN_IN_SYNTAX: InSyntax = { ubl: {}, cii: { 'BR-51': 'fatal' } };

const EXTENDED_BY_SYNTAX: InSyntax = { ubl: EXTENDED_IN_SYNTAX.ubl, cii: { ...EN_IN_SYNTAX.cii, ...EXTENDED_IN_SYNTAX.cii } };

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
export const FILE_SEVERITIES: Profile['syntaxSeverities'] = {
  sending: { fatal: 'fatal', warning: 'warning' },
  receiving: { fatal: 'warning', warning: 'off' },
};

type Written = Pick<Profile, 'name' | 'title' | 'specification' | 'artefacts' | 'rules'> & {
  readonly off?: Readonly<Record<string, Override>>;
  readonly inSyntax?: InSyntax;
};

/** What a profile itself says about the elements of a file is softened as the syntax binding is. */
function softened(rules: readonly Rule[]): Readonly<Record<string, Override>> {
  return Object.fromEntries(
    rules.filter(({ id }) => isSyntaxRule(id)).map(({ id, severity }) => [id, FILE_SEVERITIES.receiving[severity]]),
  );
}

function profile({ name, title, specification, artefacts, rules, off = {}, inSyntax = EN_IN_SYNTAX }: Written): Profile {
  const french = artefacts.includes(FR_ARTEFACT);
  return {
    name,
    title,
    specification,
    artefacts,
    rules,
    severities: { sending: off, receiving: { ...softened(rules), ...(french ? RECEIVING_FR : {}), ...off } },
    inSyntax,
    syntax: 'en16931',
    syntaxSeverities: FILE_SEVERITIES,
  };
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  en16931: profile({
    name: 'en16931',
    title: 'EN 16931',
    specification: SPECIFICATIONS.en16931,
    artefacts: [EN_ARTEFACT],
    rules: EN16931_RULES,
  }),
  'fr-cius': profile({
    name: 'fr-cius',
    title: 'France CIUS',
    specification: SPECIFICATIONS['fr-cius'],
    artefacts: [EN_ARTEFACT, FR_ARTEFACT],
    rules: [...EN16931_RULES, ...FR_RULES],
  }),
  // EXTENDED-CTC-FR replaces EN 16931, it does not add to it
  'fr-extended': profile({
    name: 'fr-extended',
    title: 'France EXTENDED-CTC-FR',
    specification: SPECIFICATIONS['fr-extended'],
    artefacts: [EXTENDED_ARTEFACT, FR_ARTEFACT],
    rules: [...EXTENDED_RULES, ...FR_RULES],
    off: EXTENDED_SYNTAX,
    inSyntax: EXTENDED_BY_SYNTAX,
  }),
};

/** What a rule of the profile is for an invoice of this syntax; one that never was a file is judged as UBL. */
export function severityOf(profile: Profile, judging: Judging, syntax: Syntax, { id, severity }: Pick<Rule, 'id' | 'severity'>): Override {
  const here = profile.inSyntax[syntax][id];
  return here === 'off' ? here : (profile.severities[judging][id] ?? here ?? severity);
}

/** The same for a rule of the syntax binding; one that the profile words itself replaces it. */
export function syntaxSeverityOf(profile: Profile, judging: Judging, id: string, own: Severity): Override {
  return profile.severities[judging][id] ?? profile.syntaxSeverities[judging][own];
}

/** The sum of lines and the use of a VAT category cannot be judged where the file has no lines. */
const WITHOUT_LINES: Readonly<Record<string, Override>> = Object.fromEntries(
  EN16931_RULES.filter(({ id }) => /^BR-(?:16|CO-10|[A-Z]{1,2}-0[18])$/.test(id) && !id.startsWith('BR-B-')).map(({ id }) => [id, 'off']),
);

/** Nor addresses, the sum of lines, payments made and the VAT breakdown where it has the totals alone. */
const TOTALS_ALONE: Readonly<Record<string, Override>> = Object.fromEntries(
  ['BR-10', 'BR-11', 'BR-12', 'BR-CO-13', 'BR-CO-14', 'BR-CO-16', 'BR-CO-18'].map((id): readonly [string, Override] => [id, 'off']),
);

const FACTURX = 'urn:factur-x.eu:1p0:';

function facturx(name: FacturxJudged, title: string, specification: string, off: Written['off'] = {}, rules = EN16931_RULES): Profile {
  return profile({ name, title: `Factur-X ${title}`, specification, artefacts: [EN_ARTEFACT], rules, off });
}

/**
 * EXTENDED of Factur-X relaxes EN 16931 as EXTENDED-CTC-FR does (sub-lines, cents, a row for each reason), whose ids its
 * findings have; codes and elements are another matter there, and are not judged.
 */
function isRelaxation(id: string): boolean {
  return id === 'CII-SR-454' || !/^BR-FREXT-(?:04|05|CL-)|^(?:UBL|CII)-/.test(id);
}

export const FACTURX_PROFILES: Readonly<Record<FacturxJudged, Profile>> = {
  'facturx-minimum': facturx('facturx-minimum', 'MINIMUM', `${FACTURX}minimum`, { ...WITHOUT_LINES, ...TOTALS_ALONE }),
  'facturx-basicwl': facturx('facturx-basicwl', 'BASIC WL', `${FACTURX}basicwl`, WITHOUT_LINES),
  'facturx-basic': facturx('facturx-basic', 'BASIC', `${SPECIFICATIONS.en16931}#compliant#${FACTURX}basic`),
  'facturx-en16931': facturx('facturx-en16931', 'EN 16931', SPECIFICATIONS.en16931),
  'facturx-extended': profile({
    name: 'facturx-extended',
    title: 'Factur-X EXTENDED',
    specification: `${SPECIFICATIONS.en16931}#conformant#${FACTURX}extended`,
    artefacts: [EN_ARTEFACT, EXTENDED_ARTEFACT],
    rules: EXTENDED_RULES.filter(({ id }) => isRelaxation(id)),
    off: EXTENDED_SYNTAX,
    inSyntax: EXTENDED_BY_SYNTAX,
  }),
};

/** Every profile that a file may be judged by. */
export const ALL_PROFILES: readonly Profile[] = [...Object.values(PROFILES), ...Object.values(FACTURX_PROFILES)];

/** The profile that a file says it keeps (BT-24); the norm alone when it says nothing that is known. */
export function profileSaid(specification: string | undefined): Profile {
  const said = specification?.trim();
  return ALL_PROFILES.find((one) => one.specification === said) ?? PROFILES.en16931;
}

/** undefined: there is no such profile; ALL_PROFILES has them. */
export function profileNamed(name: string): Profile | undefined {
  return ALL_PROFILES.find((one) => one.name === name);
}
