/**
 * Judges the elements of a file by the syntax binding in one pass: counts what the table counts for each context, and
 * speaks when the context is left. Linear in the elements of the file; findings of one rule are bounded.
 */
import type { Fault, Severity } from '../../model/fault.ts';
import type { Syntax } from '../../model/invoice.ts';
import type { SyntaxElement } from '../../model/syntax-facts.ts';
import type { Found } from './found.ts';
import { CII_TESTS } from './cii-tests.ts';
import { NEW_PATHS_MAX, SyntaxPlaces, type Budget, type SyntaxPlace } from './places.ts';
import { syntaxTable, type SyntaxRule } from './table.ts';
import { UBL_TESTS } from './ubl-tests.ts';

export type SeverityOf = (id: string, own: Severity) => Severity | 'off';

/** A hostile file must not fill the store with findings: so many of one rule say enough. */
const FAULTS_MAX = 500;

const PLACES = new Map<Syntax, SyntaxPlaces>();
const TESTS = { ubl: UBL_TESTS, cii: CII_TESTS } as const;

interface Tally {
  count: number;
  /** Where the one too many stands. */
  file: string;
}

interface Frame {
  readonly element: SyntaxElement;
  readonly place: SyntaxPlace;
  tallies: Map<SyntaxRule, Tally> | null;
}

interface Pass {
  readonly syntax: Syntax;
  readonly places: SyntaxPlaces;
  readonly severityOf: SeverityOf;
  readonly stack: Frame[];
  readonly budget: Budget;
  readonly found: Found;
  readonly faults: Fault[];
  readonly spoken: Map<string, number>;
}

export function judgeSyntax(syntax: Syntax, root: SyntaxElement, severityOf: SeverityOf): readonly Fault[] {
  let places = PLACES.get(syntax);
  if (places === undefined) PLACES.set(syntax, (places = new SyntaxPlaces(syntaxTable(syntax))));
  const pass: Pass = {
    syntax,
    places,
    severityOf,
    stack: [],
    budget: { left: NEW_PATHS_MAX },
    found: new Map(),
    faults: [],
    spoken: new Map(),
  };
  visit(pass, root, places.root(root.name));
  return pass.faults;
}

function visit(pass: Pass, element: SyntaxElement, place: SyntaxPlace): void {
  const frame: Frame = { element, place, tallies: null };
  pass.stack.push(frame);
  if (place.counts.length > 0) for (const { rule, up } of place.counts) tally(pass, rule, up, null);
  if (place.attributes.size > 0) tallyAttributes(pass, element, place);
  if (place.gathered) gather(pass, element);
  for (const child of element.children) {
    const at = pass.places.below(place, child.name, pass.budget);
    if (at !== null) visit(pass, child, at);
  }
  if (frame.tallies !== null || place.closing.length > 0) close(pass, frame);
  pass.stack.pop();
}

function tallyAttributes(pass: Pass, { attributes }: SyntaxElement, place: SyntaxPlace): void {
  for (const { name } of attributes) {
    const counts = place.attributes.get(name);
    if (counts !== undefined) for (const { rule, up } of counts) tally(pass, rule, up, name);
  }
}

function gather({ found }: Pass, element: SyntaxElement): void {
  const known = found.get(element.name);
  if (known === undefined) found.set(element.name, [element]);
  else known.push(element);
}

function tally(pass: Pass, rule: SyntaxRule, up: number, attribute: string | null): void {
  const frame = pass.stack[pass.stack.length - 1 - up] as Frame;
  frame.tallies ??= new Map();
  let own = frame.tallies.get(rule);
  if (own === undefined) frame.tallies.set(rule, (own = { count: 0, file: '' }));
  own.count += 1;
  if (rule.kind !== 'some' && own.count === rule.most + 1 && (pass.spoken.get(rule.id) ?? 0) < FAULTS_MAX)
    own.file = `${xpathOf(pass)}${attribute === null ? '' : `/@${attribute}`}`;
}

function close(pass: Pass, frame: Frame): void {
  for (const [rule, { count, file }] of frame.tallies ?? []) {
    const over = rule.kind !== 'some' && count > rule.most;
    if (over)
      speak(pass, rule, () => file, {
        kind: rule.most === 0 ? 'unused' : 'repeated',
        path: named(file),
        count: String(count),
        most: String(rule.most),
      });
  }
  for (const rule of frame.place.closing) {
    if (rule.kind === 'special') {
      const values = TESTS[pass.syntax][rule.id]?.(frame.element, pass.found, frame.place.path) ?? null;
      if (values !== null) speak(pass, rule, () => xpathOf(pass), { path: named(frame.place.path), ...values });
    } else if (!frame.tallies?.has(rule)) {
      speak(pass, rule, () => xpathOf(pass), {
        kind: 'missing',
        path: (rule.paths[0] ?? '').replace(/.*\//, ''),
        within: named(frame.place.path),
      });
    }
  }
}

/** The place is asked for only when the finding is kept: to find it costs the siblings of every ancestor. */
function speak(pass: Pass, rule: SyntaxRule, file: () => string, values: Readonly<Record<string, string>>): void {
  const severity = pass.severityOf(rule.id, rule.severity);
  const spoken = pass.spoken.get(rule.id) ?? 0;
  if (severity === 'off' || spoken >= FAULTS_MAX) return;
  pass.spoken.set(rule.id, spoken + 1);
  pass.faults.push({ rule: rule.id, severity, at: [], file: file(), values });
}

/** The last two steps: what a person looks for in the file. */
function named(path: string): string {
  return path
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\[\d+\]/g, '');
}

/** XPath of the element that is being visited. */
function xpathOf({ stack }: Pass): string {
  let path = '';
  stack.forEach(({ element }, depth) => {
    const siblings = (stack[depth - 1]?.element.children ?? []).filter(({ name }) => name === element.name);
    path += `/${element.name}${siblings.length > 1 ? `[${siblings.indexOf(element) + 1}]` : ''}`;
  });
  return path;
}
