/**
 * Layers of a mapping: base ← ERP version ← company ← partner. A layer replaces entries by target, adds entries, removes
 * targets and extends tables; whatever it does not name stays as it was, with its own origin.
 */
import { nearest } from '../base/text.ts';
import { entriesOf } from './entries.ts';
import type { Entry, Fields, ListEntry, Mapping, Place, Removal, Table } from './mapping.ts';
import { checkTables, checkTerms } from './parse-checks.ts';
import { mapInvalid } from './parse-mapping.ts';
import type { MappingProblem } from './parse-reader.ts';

/** @throws PasserelleError MAP_INVALID at the line of the layer that does not fit */
export function overlay(base: Mapping, layers: readonly Mapping[]): Mapping {
  const common = layers.filter(({ partner }) => partner === undefined);
  const everyone = common.reduce(lay, base);
  const partners = new Map([...(base.partners ?? [])].map(([id, one]) => [id, common.reduce(lay, one)]));
  for (const layer of layers) {
    if (layer.partner !== undefined) partners.set(layer.partner, lay(partners.get(layer.partner) ?? everyone, layer));
  }
  return partners.size === 0 ? everyone : { ...everyone, partners };
}

function lay(base: Mapping, layer: Mapping): Mapping {
  const problems: MappingProblem[] = [];
  checkFit(base, layer, problems);
  let fields = base.fields;
  for (const removal of layer.remove) fields = without(fields, removal, problems);
  for (const [target, entry] of layer.fields) fields = replaced(fields, target, entry, problems);
  const tables = mergedTables(base.tables, layer.tables);
  const merged: Mapping = { ...base, fields, tables, layers: [...base.layers, layer.name] };
  problems.push(...missingTables(merged));
  if (problems.length === 0) problems.push(...(merged.direction === 'to-invoice' ? checkTables(merged) : checkTerms(merged)));
  if (problems.length > 0) throw mapInvalid(problems);
  return merged;
}

function checkFit(base: Mapping, layer: Mapping, problems: MappingProblem[]): void {
  const place: Place = { mapping: layer.name, file: layer.file, line: 1, column: 1 };
  if (layer.extends === undefined) problems.push(at(place, `\`${layer.name}\` is no overlay: it has no \`extends\``));
  else if (!base.layers.includes(layer.extends)) {
    problems.push(
      at(place, `\`${layer.name}\` extends \`${layer.extends}\`, but is laid over \`${base.layers.join(' ← ')}\``),
    );
  }
  if (layer.direction !== base.direction)
    problems.push(at(place, `\`${layer.name}\` and \`${base.name}\` do not go the same way`));
}

/** Removes a target with everything below it. */
function without(fields: Fields, { target, place }: Removal, problems: MappingProblem[]): Fields {
  const [list, inner] = cutAtList(target);
  if (inner !== undefined) {
    const entry = fields.get(list);
    if (entry?.kind === 'list')
      return new Map(fields).set(
        list,
        inGroups(entry, (group) => without(group, { target: inner, place }, problems)),
      );
  }
  const gone = [...fields.keys()].filter((key) => key === target || key.startsWith(`${target}.`));
  if (gone.length === 0) {
    const near = nearest(target, [...fields.keys()]);
    problems.push(
      at(place, `there is no \`${target}\` to remove${near === undefined ? '' : `: did you mean \`${near}\`?`}`),
    );
  }
  return new Map([...fields].filter(([key]) => !gone.includes(key)));
}

/** Puts an entry at its target, in place of what stood there, above it or below it. */
function replaced(fields: Fields, target: string, entry: Entry, problems: MappingProblem[]): Fields {
  const [list, inner] = cutAtList(target);
  if (inner === undefined) {
    const kept = [...fields].filter(([key]) => !key.startsWith(`${target}.`) && !target.startsWith(`${key}.`));
    return new Map(kept).set(target, entry);
  }
  const there = fields.get(list);
  if (there?.kind === 'list' && there.parts.some((part) => part.kind === 'group')) {
    return new Map(fields).set(
      list,
      inGroups(there, (group) => replaced(group, inner, entry, problems)),
    );
  }
  problems.push(
    at(entry.place, `the base has no list \`${list}\` to change: write \`${list}\` with \`each\` and \`fields\``),
  );
  return fields;
}

/** `lines[].item.name` is the target `item.name` in the elements of `lines`. */
function cutAtList(target: string): readonly [string, string | undefined] {
  const cut = target.indexOf('[].');
  return cut < 0 ? [target, undefined] : [target.slice(0, cut), target.slice(cut + 3)];
}

function inGroups(list: ListEntry, change: (fields: Fields) => Fields): ListEntry {
  return {
    ...list,
    parts: list.parts.map((part) => (part.kind === 'group' ? { ...part, fields: change(part.fields) } : part)),
  };
}

function mergedTables(base: ReadonlyMap<string, Table>, layer: ReadonlyMap<string, Table>): ReadonlyMap<string, Table> {
  const merged = new Map(base);
  for (const [name, table] of layer) {
    const below = merged.get(name);
    merged.set(name, below === undefined ? table : { ...below, values: new Map([...below.values, ...table.values]) });
  }
  return merged;
}

function missingTables(mapping: Mapping): readonly MappingProblem[] {
  return entriesOf(mapping.fields).flatMap(({ entry }) => {
    const { lookup, place } = entry;
    if (lookup === undefined || mapping.tables.has(lookup)) return [];
    const near = nearest(lookup, [...mapping.tables.keys()]);
    return [at(place, `there is no table \`${lookup}\`${near === undefined ? '' : `: did you mean \`${near}\`?`}`)];
  });
}

function at({ file, line, column }: Place, sentence: string): MappingProblem {
  return { file, line, column, sentence };
}
