/**
 * Paths into an ERP record: `partner_id.country_id.code`, `tax_ids[0].amount`, and `/name` from the record's own root
 * inside a list. A path that meets a list goes on through each of its elements.
 */
import type { FieldRef } from '../model/path.ts';
import { digitsOf, isList, isRecord, member, type Raw, type RawRecord } from './record.ts';

export interface RecordPath {
  readonly text: string;
  /** Starts at the record's root although the entry stands inside a list. */
  readonly absolute: boolean;
  readonly steps: readonly (string | number)[];
}

const SHAPE = /^\/?[A-Za-z_][\w:@-]*(?:\[\d{1,4}\])*(?:\.[A-Za-z_][\w:@-]*(?:\[\d{1,4}\])*)*$/;

/** Null when the text is no path. */
export function parsePath(text: string): RecordPath | null {
  if (text.length > 300 || !SHAPE.test(text)) return null;
  const absolute = text.startsWith('/');
  const steps = (absolute ? text.slice(1) : text)
    .split(/\.|(?=\[)/)
    .map((step) => (step.startsWith('[') ? Number.parseInt(step.slice(1, -1), 10) : step));
  return { text, absolute, steps };
}

/** The path without its indexes, as a connector is asked for it. */
export function fieldOf(path: RecordPath): string {
  return path.steps.filter((step) => typeof step === 'string').join('.');
}

/** A place in a record: the value, and how to say where it stands. */
export interface Hit {
  readonly raw: Raw;
  readonly ref: FieldRef;
}

/** Where relative paths start: the root, or an element of `each`. */
export interface Scope {
  readonly root: Hit;
  readonly here: Hit;
}

/** The document's own fields carry no owner: FieldRef names one only for other records. */
export function rootScope(record: RawRecord): Scope {
  const root: Hit = { raw: record, ref: { field: '' } };
  return { root, here: root };
}

/** Every value at the path, in the order of the record; none when a member is missing or empty on the way. */
export function resolve(path: RecordPath, scope: Scope): readonly Hit[] {
  const start = path.absolute ? scope.root : scope.here;
  const straight = resolveStraight(path.steps, start);
  if (straight !== 'list') return straight === undefined ? [] : [straight];
  let hits: readonly Hit[] = [start];
  for (const step of path.steps) {
    hits =
      typeof step === 'number'
        ? hits.flatMap((hit) => elementAt(hit, step))
        : hits.flatMap((hit) => spread(hit)).flatMap((hit) => memberAt(hit, step));
  }
  return hits;
}

/** The common way: through records alone, without a list in between. */
function resolveStraight(steps: RecordPath['steps'], start: Hit): Hit | undefined | 'list' {
  let { raw } = start;
  let { ref } = start;
  let field = ref.field;
  for (const step of steps) {
    if (isList(raw) || typeof step === 'number') return 'list';
    if (!isRecord(raw)) return undefined;
    const next = member(raw, step);
    if (next === undefined) return undefined;
    field = field === '' ? step : `${field}.${step}`;
    raw = next;
    ref = withOwner(ref, raw);
  }
  return { raw, ref: ref.field === field ? ref : { ...ref, field } };
}

/** The elements of a list, one by one; the value itself otherwise. */
export function spread(hit: Hit): readonly Hit[] {
  if (!isList(hit.raw)) return [hit];
  return hit.raw.map((raw, index) => ({
    raw,
    ref: withOwner({ ...hit.ref, field: `${hit.ref.field}[${index}]` }, raw),
  }));
}

function elementAt(hit: Hit, index: number): readonly Hit[] {
  return isList(hit.raw) ? spread(hit).slice(index, index + 1) : [];
}

function memberAt(hit: Hit, name: string): readonly Hit[] {
  if (!isRecord(hit.raw)) return [];
  const raw = member(hit.raw, name);
  if (raw === undefined) return [];
  const field = hit.ref.field === '' ? name : `${hit.ref.field}.${name}`;
  return [{ raw, ref: withOwner({ ...hit.ref, field }, raw) }];
}

/** A nested record that names itself (`id`, perhaps `_model`) becomes the owner of the fields below it. */
function withOwner(ref: FieldRef, raw: Raw): FieldRef {
  if (!isRecord(raw)) return ref;
  const id = textOf(member(raw, 'id'));
  if (id === undefined) return ref;
  const model = textOf(member(raw, '_model'));
  return { field: ref.field, ...(model === undefined ? {} : { model }), id };
}

function textOf(raw: Raw | undefined): string | undefined {
  return digitsOf(raw) ?? (typeof raw === 'string' && raw !== '' ? raw : undefined);
}

/** ERPs write an empty field as false, null, an empty text or an empty list. */
export function isAbsent(raw: Raw | undefined): boolean {
  if (raw === undefined || raw === null || raw === false) return true;
  if (typeof raw === 'string') return raw.trim() === '';
  return isList(raw) && raw.length === 0;
}
