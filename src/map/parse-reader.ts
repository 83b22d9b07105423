/** What the parts of the mapping parser share: where they are, what they complained about, and how keys are checked. */
import { nearest } from '../base/text.ts';
import type { MappingDirection, Place } from './mapping.ts';
import type { MapNode, Member, Spot, YamlNode } from './yaml-tree.ts';

export interface MappingProblem extends Spot {
  readonly file: string;
  readonly sentence: string;
}

export interface Reader {
  readonly file: string;
  readonly mapping: string;
  readonly direction: MappingDirection;
  /** Names of the tables of this file; null when an overlay may use those of its base. */
  readonly tables: readonly string[] | null;
  readonly problems: MappingProblem[];
}

export function placeOf(reader: Reader, spot: Spot): Place {
  return { mapping: reader.mapping, file: reader.file, line: spot.line, column: spot.column };
}

export function complain(reader: Pick<Reader, 'file' | 'problems'>, spot: Spot, sentence: string): void {
  reader.problems.push({ file: reader.file, line: spot.line, column: spot.column, sentence });
}

/** Members by key, having complained of those that are not known. */
export function membersOf(
  reader: Reader,
  node: MapNode,
  known: readonly string[],
  what: string,
): ReadonlyMap<string, Member> {
  for (const { key, spot } of node.members) {
    if (!known.includes(key)) complain(reader, spot, `\`${key}\` is no key of ${what}: ${hint(key, known)}`);
  }
  return new Map(node.members.map((member) => [member.key, member]));
}

export function hint(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (known.length === 0) return 'there is none here';
  return near === undefined ? `expected one of ${known.slice(0, 16).join(', ')}` : `did you mean \`${near}\`?`;
}

/** The text of a scalar; complains of lists and maps. */
export function textOf(reader: Pick<Reader, 'file' | 'problems'>, node: YamlNode, what: string): string | undefined {
  if (node.kind === 'scalar') return node.text;
  complain(reader, node, `${what} is one value, not a ${node.kind}`);
  return undefined;
}
