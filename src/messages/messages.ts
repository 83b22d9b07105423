/**
 * The sentences for people, French and English: one JSON file per area and locale, merged here from an explicit list.
 * Rules have two sentences (what happened, what to do next), everything else is a flat text. A value that the caller
 * did not give is shown by its name, so that a forgotten value is seen and never breaks a page.
 */
import enCdar from './en/cdar.json' with { type: 'json' };
import enCommand from './en/command.json' with { type: 'json' };
import enConsoleReception from './en/console-reception.json' with { type: 'json' };
import enConsole from './en/console.json' with { type: 'json' };
import enEn16931 from './en/en16931.json' with { type: 'json' };
import enErp from './en/erp.json' with { type: 'json' };
import enErrors from './en/errors.json' with { type: 'json' };
import enExtended from './en/extended.json' with { type: 'json' };
import enFlux10 from './en/flux10.json' with { type: 'json' };
import enFrance from './en/france.json' with { type: 'json' };
import enLifecycle from './en/lifecycle.json' with { type: 'json' };
import enMap from './en/map.json' with { type: 'json' };
import enOdoo from './en/odoo.json' with { type: 'json' };
import enPasserelle from './en/passerelle.json' with { type: 'json' };
import enReception from './en/reception.json' with { type: 'json' };
import enSyntax from './en/syntax.json' with { type: 'json' };
import enStructure from './en/structure.json' with { type: 'json' };
import frCdar from './fr/cdar.json' with { type: 'json' };
import frCommand from './fr/command.json' with { type: 'json' };
import frConsoleReception from './fr/console-reception.json' with { type: 'json' };
import frConsole from './fr/console.json' with { type: 'json' };
import frEn16931 from './fr/en16931.json' with { type: 'json' };
import frErp from './fr/erp.json' with { type: 'json' };
import frErrors from './fr/errors.json' with { type: 'json' };
import frExtended from './fr/extended.json' with { type: 'json' };
import frFlux10 from './fr/flux10.json' with { type: 'json' };
import frFrance from './fr/france.json' with { type: 'json' };
import frLifecycle from './fr/lifecycle.json' with { type: 'json' };
import frMap from './fr/map.json' with { type: 'json' };
import frOdoo from './fr/odoo.json' with { type: 'json' };
import frPasserelle from './fr/passerelle.json' with { type: 'json' };
import frReception from './fr/reception.json' with { type: 'json' };
import frSyntax from './fr/syntax.json' with { type: 'json' };
import frStructure from './fr/structure.json' with { type: 'json' };

export const LOCALES = ['fr', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export interface Sentence {
  /** What is wrong, naming the values compared. */
  readonly what: string;
  /** The next step, in the words of the ERP. */
  readonly fix: string;
}

export type Entry = string | Sentence;
type Area = Readonly<Record<string, Entry>>;
export type Values = Readonly<Record<string, string>>;

/** Areas in the order of the files above; the parity test walks them. */
export const AREAS: Readonly<Record<Locale, Readonly<Record<string, Area>>>> = {
  fr: {
    cdar: frCdar,
    command: frCommand,
    console: frConsole,
    'console-reception': frConsoleReception,
    en16931: frEn16931,
    erp: frErp,
    errors: frErrors,
    extended: frExtended,
    flux10: frFlux10,
    france: frFrance,
    lifecycle: frLifecycle,
    map: frMap,
    odoo: frOdoo,
    passerelle: frPasserelle,
    reception: frReception,
    syntax: frSyntax,
    structure: frStructure,
  },
  en: {
    cdar: enCdar,
    command: enCommand,
    console: enConsole,
    'console-reception': enConsoleReception,
    en16931: enEn16931,
    erp: enErp,
    errors: enErrors,
    extended: enExtended,
    flux10: enFlux10,
    france: enFrance,
    lifecycle: enLifecycle,
    map: enMap,
    odoo: enOdoo,
    passerelle: enPasserelle,
    reception: enReception,
    syntax: enSyntax,
    structure: enStructure,
  },
};

const MERGED: Readonly<Record<Locale, ReadonlyMap<string, Entry>>> = { fr: merge(AREAS.fr), en: merge(AREAS.en) };

const UNKNOWN: Readonly<Record<Locale, Sentence>> = {
  fr: { what: 'La règle {rule} n’est pas respectée.', fix: 'Corrigez le document dans l’ERP, puis relancez-le.' },
  en: { what: 'Rule {rule} is broken.', fix: 'Correct the document in the ERP, then retry it.' },
};

function merge(areas: Readonly<Record<string, Area>>): ReadonlyMap<string, Entry> {
  const all = new Map<string, Entry>();
  for (const area of Object.values(areas)) for (const [key, entry] of Object.entries(area)) all.set(key, entry);
  return all;
}

/** The two sentences of a rule with its values filled in. A rule without sentences is named by its id. */
export function sentence(locale: Locale, ruleId: string, values: Values): Sentence {
  const entry = MERGED[locale].get(ruleId) ?? byKind(locale, values);
  const { what, fix } = entry === undefined || typeof entry === 'string' ? UNKNOWN[locale] : entry;
  const all = { rule: ruleId, ...values };
  return { what: fill(what, all), fix: fill(fix, all) };
}

/** Hundreds of rules say the same of an element each: their faults name the kind, and share its sentences. */
function byKind(locale: Locale, { kind }: Values): Entry | undefined {
  return kind === undefined ? undefined : MERGED[locale].get(`SYNTAX-${kind.toUpperCase()}`);
}

/** A flat text; a key without one is shown as itself. */
export function text(locale: Locale, key: string, values: Values = {}): string {
  const entry = MERGED[locale].get(key);
  return typeof entry === 'string' ? fill(entry, values) : key;
}

/** True when the rule has its own sentences in this locale. */
export function hasSentence(locale: Locale, ruleId: string): boolean {
  return typeof MERGED[locale].get(ruleId) === 'object';
}

function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(values, name) ? (values[name] as string) : name));
}
