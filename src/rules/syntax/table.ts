/**
 * The syntax bindings of EN 16931 (UBL-SR, UBL-CR, UBL-DT, CII-SR, CII-DT) as data: which element or attribute may stand
 * where, and how often. Compiles a table once; which elements a file has is looked at in syntax.ts, never here.
 */
import type { Severity } from '../../model/fault.ts';
import type { Syntax } from '../../model/invoice.ts';
import cii from './cii.json' with { type: 'json' };
import ubl from './ubl.json' with { type: 'json' };

/** `unused`: must not stand there · `most`: so often at most · `exactly`: once · `some`: at least once · `special`: code. */
export type SyntaxKind = 'unused' | 'most' | 'exactly' | 'some' | 'special';

export interface SyntaxRule {
  readonly id: string;
  readonly severity: Severity;
  readonly kind: SyntaxKind;
  /** How often it may stand; 0 where it must not. */
  readonly most: number;
  /** From the element of the context; `//` before a path: anywhere below, `!` after it: except there. Without paths for a special. */
  readonly paths: readonly string[];
}

/** The elements that rules speak of: the first context of the table that fits an element is its own, as in the artefact. */
export interface SyntaxContext {
  readonly at: RegExp;
  readonly rules: readonly SyntaxRule[];
}

export interface SyntaxTable {
  readonly version: string;
  readonly contexts: readonly SyntaxContext[];
}

function ruleOf(row: string): SyntaxRule {
  const [id = '', severity, word = '', ...paths] = row.split(' ');
  const [kind, limit = '0'] = word.split(':');
  return {
    id,
    severity: severity === 'warning' ? 'warning' : 'fatal',
    kind: kind as SyntaxKind,
    most: kind === 'exactly' ? 1 : Number.parseInt(limit, 10),
    paths,
  };
}

function tableOf(data: typeof ubl): SyntaxTable {
  const contexts = data.contexts.map(({ at, rules }) => ({ at: new RegExp(at), rules: rules.map(ruleOf) }));
  return { version: data.version, contexts };
}

const DATA: Readonly<Record<Syntax, typeof ubl>> = { ubl, cii };
const TABLES = new Map<Syntax, SyntaxTable>();

/** Made when first asked for: most of what we do needs none. */
export function syntaxTable(syntax: Syntax): SyntaxTable {
  let table = TABLES.get(syntax);
  if (table === undefined) TABLES.set(syntax, (table = tableOf(DATA[syntax])));
  return table;
}

export function syntaxRules(syntax: Syntax): readonly SyntaxRule[] {
  return syntaxTable(syntax).contexts.flatMap(({ rules }) => rules);
}
