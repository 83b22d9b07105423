/**
 * Applies a mapping to an ERP record: a loosely filled invoice, the story of each of its values, and a fault for what
 * could not be read. Pure: the same mapping and record give the same draft.
 */
import type { Derivation } from '../model/derivation.ts';
import type { Draft } from '../model/draft.ts';
import type { Fault } from '../model/fault.ts';
import type { Party } from '../model/party.ts';
import { evaluate, holds, shorten } from './evaluate.ts';
import type { Fields, GroupEntry, ListEntry, Mapping, Table, ValueEntry } from './mapping.ts';
import { isAbsent, resolve, rootScope, spread, type Scope } from './record-path.ts';
import type { Answers } from './question.ts';
import { parseRecord, type RawRecord } from './record.ts';
import { INVOICE_SHAPE, shapeAt, type Shape } from './targets.ts';
import { textOfValue, type Value } from './transforms.ts';

export interface Applied {
  readonly draft: Draft;
  readonly derivations: readonly Derivation[];
  readonly faults: readonly Fault[];
}

export type Built = Value | readonly Built[] | { readonly [name: string]: Built };
interface Group {
  [name: string]: Built;
}

const STORY_CHARACTERS = 200;

/** @throws PasserelleError MAP_RECORD_INVALID when the record is no JSON object of bounded size and depth */
export function applyMapping(mapping: Mapping, record: Uint8Array | string): Applied {
  const raw = parseRecord(record);
  const applied = applyTo(mapping, raw);
  const own = partnerOf(applied.draft.invoice.buyer, mapping.partners);
  return own === undefined ? applied : applyTo(own, raw);
}

function applyTo(mapping: Mapping, record: RawRecord): Applied {
  const work = new Application(mapping.tables);
  const built = work.group(mapping.fields, rootScope(record), '', INVOICE_SHAPE);
  const { stated, scope, ...invoice } = built;
  const draft = { invoice, ...(stated === undefined ? {} : { stated }), ...(scope === undefined ? {} : { scope }) };
  // The shapes that guided the build are those of the model (targets.ts), which a test holds against model/draft.ts.
  return { draft: draft as unknown as Draft, derivations: work.derivations, faults: work.faults };
}

/** The layer of a single buyer, who is the one that the other layers find. */
function partnerOf(buyer: Party | undefined, partners: Mapping['partners']): Mapping | undefined {
  if (partners === undefined || buyer === undefined) return undefined;
  const ids = [buyer.legalId?.value, ...(buyer.ids ?? []).map(({ value }) => value), buyer.vatId];
  return ids.map((id) => (id === undefined ? undefined : partners.get(id))).find((one) => one !== undefined);
}

/** One application of one mapping: collects the story and the faults while values are built. */
export class Application {
  readonly derivations: Derivation[] = [];
  readonly faults: Fault[] = [];
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #answer: Answers | undefined;
  /** Values written so far that did not come from a constant. */
  #found = 0;

  constructor(tables: ReadonlyMap<string, Table>, answer?: Answers) {
    this.#tables = tables;
    this.#answer = answer;
  }

  /** `shape` null: the fields of an ERP, of any type. */
  group(fields: Fields, scope: Scope, prefix: string, shape: Shape | null): Group {
    const built: Group = {};
    for (const [target, entry] of fields) {
      const at = prefix === '' ? target : `${prefix}.${target}`;
      const aim = shape === null ? null : aimOf(shape, target);
      const value =
        entry.kind === 'list'
          ? this.#list(entry, scope, at, aim?.shape ?? null)
          : this.#value(entry, scope, at, aim?.shape ?? null);
      if (value !== undefined) put(built, aim?.steps ?? [target], value);
    }
    return built;
  }

  #value(entry: ValueEntry, scope: Scope, at: string, shape: Shape | null): Value | undefined {
    const wanted = shape === null ? 'any' : shape.kind === 'leaf' ? shape.type : 'text';
    const { value, operation, from, faults } = evaluate(entry, {
      tables: this.#tables,
      scope,
      at,
      wanted,
      ...(this.#answer === undefined ? {} : { answer: this.#answer }),
    });
    this.faults.push(...faults);
    if (value === undefined) return undefined;
    if (entry.source.kind !== 'const') this.#found++;
    const { line, mapping } = entry.place;
    this.derivations.push({
      at,
      by: 'map',
      line,
      mapping,
      operation,
      from,
      value: shorten(textOfValue(value), STORY_CHARACTERS),
    });
    return value;
  }

  #list(entry: ListEntry, scope: Scope, at: string, shape: Shape | null): readonly Built[] | undefined {
    const item = shape?.kind === 'list' ? shape.item : null;
    const built: Built[] = [];
    for (const part of entry.parts) {
      if (part.kind === 'group') this.#elements(part, scope, at, item, built);
      else {
        const value = this.#value(part, scope, `${at}[${built.length}]`, item);
        if (value !== undefined) built.push(value);
      }
    }
    return built.length === 0 ? undefined : built;
  }

  #elements(part: GroupEntry, scope: Scope, at: string, item: Shape | null, into: Built[]): void {
    const hits =
      part.each === undefined
        ? [scope.here]
        : resolve(part.each, scope)
            .flatMap((hit) => spread(hit))
            .filter((hit) => !isAbsent(hit.raw));
    for (const hit of hits) {
      const inner: Scope = { root: scope.root, here: hit };
      const place = `${at}[${into.length}]`;
      const held = part.where === undefined || holds(part.where, part.reads, { scope: inner, at: place });
      if (held === false) continue;
      if (held !== true) this.faults.push(held);
      else this.#element(part, inner, place, item, into);
    }
  }

  /** A part without `each` whose fields found nothing leaves no element behind, nor any story. */
  #element(part: GroupEntry, scope: Scope, place: string, item: Shape | null, into: Built[]): void {
    const [found, told] = [this.#found, this.derivations.length];
    const built = this.group(part.fields, scope, place, item);
    const onlyConstants = [...part.fields.values()].every(
      (entry) => entry.kind === 'value' && entry.source.kind === 'const',
    );
    if (part.each === undefined && this.#found === found && !onlyConstants) this.derivations.length = told;
    else into.push(built);
  }
}

interface Aim {
  readonly shape: Shape;
  readonly steps: readonly string[];
}

/** Where targets lead is asked again for every line of every invoice. Only targets of loaded mappings come here. */
const AIMS = new WeakMap<Shape, Map<string, Aim>>();

function aimOf(shape: Shape, target: string): Aim {
  const known = AIMS.get(shape) ?? new Map<string, Aim>();
  AIMS.set(shape, known);
  const before = known.get(target);
  if (before !== undefined) return before;
  const found = shapeAt(shape, target);
  const made: Aim = { shape: 'problem' in found ? { kind: 'leaf', type: 'text' } : found, steps: target.split('.') };
  known.set(target, made);
  return made;
}

/** Puts a value at a dotted target, making the groups on the way. Names come from the shape, never from a record. */
function put(into: Group, [name = '', ...rest]: readonly string[], value: Built): void {
  if (rest.length === 0) into[name] = value;
  else {
    const below = into[name] as Group | undefined;
    const group: Group = below === undefined ? {} : { ...below };
    put(group, rest, value);
    into[name] = group;
  }
}

export { fieldsOf } from './fields-of.ts';
