/** Which fields of a record a mapping reads: what a connector is asked to fetch. */
import type { Need, Needs } from './expression-needs.ts';
import type { Entry, GroupEntry, Mapping, Place, Reads, ValueEntry } from './mapping.ts';
import { fieldOf, type RecordPath } from './record-path.ts';

export interface FieldRead {
  readonly field: string;
  readonly place: Place;
}

/** Dotted paths without indexes, in the order in which the mapping first names them. */
export function fieldsOf(mapping: Mapping): readonly string[] {
  const layered = [mapping, ...(mapping.partners?.values() ?? [])];
  return [...new Set(layered.flatMap((one) => fieldReadsOf(one)).map(({ field }) => field))];
}

/** The same with every place that reads them. */
export function fieldReadsOf(mapping: Mapping): readonly FieldRead[] {
  return [...mapping.fields.values()].flatMap((entry) => readsOfEntry(entry, ''));
}

function readsOfEntry(entry: Entry, here: string): readonly FieldRead[] {
  if (entry.kind === 'value') return readsOfValue(entry, here);
  return entry.parts.flatMap((part) => (part.kind === 'value' ? readsOfValue(part, here) : readsOfGroup(part, here)));
}

function readsOfGroup(group: GroupEntry, here: string): readonly FieldRead[] {
  const inside = group.each === undefined ? here : below(group.each, here);
  const own = readsOfNeeds(group.where?.needs, group.reads, inside, group.place);
  const inner = [...group.fields.values()].flatMap((entry) => readsOfEntry(entry, inside));
  const each = group.each !== undefined && inner.length === 0 ? [{ field: inside, place: group.place }] : [];
  return [...each, ...own, ...inner];
}

function readsOfValue(entry: ValueEntry, here: string): readonly FieldRead[] {
  const { source, place } = entry;
  const condition = readsOfNeeds(entry.where?.needs, entry.reads, here, place);
  switch (source.kind) {
    case 'from':
      return [...condition, { field: below(source.path, here), place }];
    case 'first':
      return [...condition, ...source.tries.flatMap((one) => readsOfValue(one, here))];
    case 'expr':
      return [...condition, ...readsOfNeeds(source.expression.needs, entry.reads, here, place)];
    case 'resolve':
      return [...condition, ...[...source.by.values()].map((read) => ({ field: below(read.path, here), place: read.place }))];
    case 'const':
      return condition;
  }
}

/** A variable is a name of `reads`, else a field of where the expression stands. */
function readsOfNeeds(needs: Needs | undefined, reads: Reads, here: string, place: Place): readonly FieldRead[] {
  return [...(needs ?? [])].flatMap(([name, need]) => {
    const read = reads.get(name);
    const field = read === undefined ? joined(here, name) : below(read.path, here);
    return leavesOf(need, field).map((leaf) => ({ field: leaf, place: read?.place ?? place }));
  });
}

function leavesOf(need: Need, field: string): readonly string[] {
  if (need.members.size === 0) return [field];
  return [...need.members].flatMap(([name, member]) => leavesOf(member, `${field}.${name}`));
}

function below(path: RecordPath, here: string): string {
  return path.absolute ? fieldOf(path) : joined(here, fieldOf(path));
}

function joined(here: string, field: string): string {
  return here === '' ? field : `${here}.${field}`;
}

/** The fields that each written term reads, by its pattern (`lines[].price`): where to look when the term is missing. */
export function fieldsByTarget(mapping: Mapping): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const walk = (target: string, entry: Entry, here: string): void => {
    if (entry.kind === 'value') {
      found.set(target, [...new Set(readsOfValue(entry, here).map(({ field }) => field))]);
      return;
    }
    for (const part of entry.parts) {
      if (part.kind === 'value') walk(`${target}[]`, part, here);
      else
        for (const [name, inner] of part.fields)
          walk(`${target}[].${name}`, inner, part.each === undefined ? here : below(part.each, here));
    }
  };
  for (const [target, entry] of mapping.fields) walk(target, entry, '');
  return found;
}
