/** EXTENDED-CTC-FR: which rules of EN 16931 it replaces, and its own (BR-FREXT), by the names of each syntax. */
import type { Syntax } from '../../model/invoice.ts';
import { EN16931_RULES } from '../en16931/all.ts';
import type { Override, Rule } from '../rule.ts';
import { EXTENDED_CODE_RULES } from './extended-codes.ts';
import { EXTENDED_DOCUMENT_RULES } from './extended-document.ts';
import { EXTENDED_ELEMENT_RULES, ONLY_CII, ONLY_UBL } from './extended-elements.ts';
import { EXTENDED_LINE_RULES } from './extended-lines.ts';
import replaces from './extended-replaces.json' with { type: 'json' };
import { EXTENDED_SUM_RULES } from './extended-sums.ts';

const REPLACED: ReadonlySet<string> = new Set(replaces.rules);

/** A rule of EN 16931 that the extension relaxes. */
function isReplaced(id: string): boolean {
  return REPLACED.has(id);
}

/** The artefact for CII has other names for some rules: each is there under both, and a file hears the one of its syntax. */
const CII_NAMES: ReadonlyMap<string, string> = new Map(Object.entries(replaces.namesInCii));

function inBothNames(rule: Rule): readonly Rule[] {
  const name = CII_NAMES.get(rule.id);
  return name === undefined ? [rule] : [rule, { ...rule, id: name }];
}

/** EN 16931 as EXTENDED-CTC-FR takes it over, and what it adds. */
export const EXTENDED_RULES: readonly Rule[] = [
  ...EN16931_RULES.filter(({ id }) => !isReplaced(id)),
  ...EXTENDED_LINE_RULES,
  ...EXTENDED_SUM_RULES,
  ...EXTENDED_CODE_RULES,
  ...EXTENDED_DOCUMENT_RULES,
  ...EXTENDED_ELEMENT_RULES,
].flatMap(inBothNames);

/** The rules above that speak of elements and not of terms. */
export function isSyntaxRule(id: string): boolean {
  return /^(?:UBL|CII)-/.test(id);
}

function off(ids: Iterable<string>): Readonly<Record<string, Override>> {
  return Object.fromEntries([...ids].map((id): readonly [string, Override] => [id, 'off']));
}

/** Elements that the extension uses. */
export const EXTENDED_SYNTAX: Readonly<Record<string, Override>> = off(replaces.syntax);

/** What only the artefact of the other syntax has. */
export const EXTENDED_IN_SYNTAX: Readonly<Record<Syntax, Readonly<Record<string, Override>>>> = {
  ubl: off([...CII_NAMES.values(), ...ONLY_CII]),
  cii: off([...CII_NAMES.keys(), ...replaces.inCii, ...ONLY_UBL]),
};
