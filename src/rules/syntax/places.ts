/**
 * What the table says of each element path that files have, found out once per path and remembered: the pass over a
 * file then only follows names. Nothing here looks at a value.
 */
import { GATHERED } from './found.ts';
import type { SyntaxContext, SyntaxRule, SyntaxTable } from './table.ts';

/** An element (or its attribute) counts for a rule of an element above it. */
export interface Count {
  readonly rule: SyntaxRule;
  /** How many levels above the context is. */
  readonly up: number;
}

/** What an element at a path counts for: itself, and each of its attributes. */
interface Counts {
  readonly counts: Count[];
  readonly attributes: Map<string, Count[]>;
}

export interface SyntaxPlace {
  readonly path: string;
  readonly names: readonly string[];
  readonly context: SyntaxContext | null;
  /** Rules of the context that speak when nothing was counted, or by code. */
  readonly closing: readonly SyntaxRule[];
  readonly counts: readonly Count[];
  /** By the name of the attribute. */
  readonly attributes: ReadonlyMap<string, readonly Count[]>;
  /** Tests of the whole file ask for such elements. */
  readonly gathered: boolean;
  readonly next: Map<string, SyntaxPlace>;
  readonly above: readonly SyntaxPlace[];
}

/** A hostile file may make up paths without end: past this many they are found out anew each time. */
const REMEMBERED_MAX = 5000;
/** Past this many new paths in one file, what stands at further ones is not judged: the structure of the file is told anyway. */
export const NEW_PATHS_MAX = 20_000;

/** How many new paths a pass may still find out. */
export interface Budget {
  left: number;
}

export class SyntaxPlaces {
  readonly #contexts: readonly SyntaxContext[];
  readonly #elements = new Map<SyntaxContext, ReadonlyMap<string, readonly SyntaxRule[]>>();
  readonly #attributes = new Map<SyntaxContext, readonly (readonly [string, SyntaxRule])[]>();
  readonly #anywhere = new Map<SyntaxContext, readonly (readonly [string, SyntaxRule])[]>();
  readonly #roots = new Map<string, SyntaxPlace>();
  #remembered = 0;

  constructor(table: SyntaxTable) {
    this.#contexts = table.contexts;
    for (const context of table.contexts) {
      const elements = new Map<string, SyntaxRule[]>();
      const [attributes, anywhere]: (readonly [string, SyntaxRule])[][] = [[], []];
      for (const rule of context.rules) {
        for (const path of rule.paths) {
          if (path.startsWith('//')) anywhere?.push([path.slice(1), rule]);
          else if (path.includes('@')) attributes?.push([path, rule]);
          else elements.set(path, [...(elements.get(path) ?? []), rule]);
        }
      }
      this.#elements.set(context, elements);
      this.#attributes.set(context, attributes ?? []);
      this.#anywhere.set(context, anywhere ?? []);
    }
  }

  root(name: string): SyntaxPlace {
    return this.#at(this.#roots, [], name);
  }

  /** null: the file has made up too many paths. */
  below(place: SyntaxPlace, name: string, budget: Budget): SyntaxPlace | null {
    const known = place.next.get(name);
    if (known !== undefined) return known;
    budget.left -= 1;
    return budget.left < 0 ? null : this.#at(place.next, [...place.above, place], name);
  }

  #at(known: Map<string, SyntaxPlace>, above: readonly SyntaxPlace[], name: string): SyntaxPlace {
    const found = known.get(name);
    if (found !== undefined) return found;
    const place = this.#make(above, name);
    if (this.#remembered < REMEMBERED_MAX) {
      this.#remembered += 1;
      known.set(name, place);
    }
    return place;
  }

  #make(above: readonly SyntaxPlace[], name: string): SyntaxPlace {
    const parent = above.at(-1);
    const path = `${parent?.path ?? ''}/${name}`;
    const context = this.#contexts.find(({ at }) => at.test(path)) ?? null;
    const names = [...(parent?.names ?? []), name];
    const found: Counts = { counts: [], attributes: new Map() };
    above.forEach((place, depth) => {
      if (place.context !== null) this.#count(place.context, names.slice(depth + 1), above.length - depth, found);
    });
    if (context !== null) this.#count(context, [], 0, found);
    const closing = context?.rules.filter(({ kind }) => kind === 'exactly' || kind === 'some' || kind === 'special') ?? [];
    return { path, context, names, closing, ...found, gathered: GATHERED.has(name), next: new Map(), above };
  }

  /** What an element counts for in a context `up` levels above, by the names from there to it. */
  #count(context: SyntaxContext, names: readonly string[], up: number, found: Counts): void {
    const path = names.join('/');
    const put = (rule: SyntaxRule, attribute: string | null): void => {
      const list = attribute === null ? found.counts : (found.attributes.get(attribute) ?? []);
      list.push({ rule, up });
      if (attribute !== null) found.attributes.set(attribute, list);
    };
    for (const rule of this.#elements.get(context)?.get(path) ?? []) put(rule, null);
    for (const [whole, rule] of this.#attributes.get(context) ?? []) {
      const [element, attribute] = split(whole);
      if (element === path) put(rule, attribute);
    }
    for (const [whole, rule] of this.#anywhere.get(context) ?? []) {
      const [wanted = '', except] = whole.split('!');
      const [element, attribute] = split(wanted);
      if (`/${path}`.endsWith(element) && (except === undefined || names.at(-1) !== except)) put(rule, attribute);
    }
  }
}

/** `a/b/@c` → a/b and c. */
function split(path: string): readonly [element: string, attribute: string | null] {
  const at = path.lastIndexOf('@');
  return at < 0 ? [path, null] : [path.slice(0, at).replace(/\/$/, ''), path.slice(at + 1)];
}
