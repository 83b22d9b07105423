/**
 * What is wrong with the children of a group: strangers, too many, too few, out of order. Only called for a group that
 * is not as its table says, so that a file in order pays nothing for the words.
 */
import type { StructureElement } from './place.ts';
import type { GroupType, Slot, Structure } from './structure.ts';

export interface Disorder {
  readonly rule: string;
  /** The child that is wrong; absent when one is missing. */
  readonly child?: StructureElement;
  readonly values: Readonly<Record<string, string>>;
}

/** At most `limit` and a few: who reports them wants no more. */
export function disorderOf(parent: StructureElement, group: GroupType, structure: Structure, limit: number): readonly Disorder[] {
  const found: Disorder[] = [];
  const counts = new Map<number, number>();
  const known: Placed[] = [];
  for (const child of parent.children) {
    const member = group.members.get(child.name);
    const values = { name: child.name, parent: parent.name };
    if (member === undefined) {
      if (group.unjudged.has(child.name)) continue;
      const rule = structure.typeOf(child.name) === undefined ? 'PASS-STRUCT-UNKNOWN' : 'PASS-STRUCT-ELSEWHERE';
      if (found.length < limit) found.push({ rule, child, values });
      continue;
    }
    const count = (counts.get(member.slot) ?? 0) + 1;
    counts.set(member.slot, count);
    if (count > 1 && !member.many && found.length < limit) found.push(surplus(child, parent, group.slots[member.slot]));
    known.push({ child, slot: member.slot });
  }
  group.slots.forEach(({ names, required }, slot) => {
    if (required && !counts.has(slot)) found.push(missing(parent, group, slot, names));
  });
  return [...found, ...misplaced(known, parent, limit)];
}

function surplus(child: StructureElement, parent: StructureElement, slot: Slot | undefined): Disorder {
  const values = { name: child.name, parent: parent.name };
  const names = slot?.names ?? [];
  return names.length > 1
    ? { rule: 'PASS-STRUCT-CHOICE', child, values: { parent: parent.name, names: names.join(', ') } }
    : { rule: 'PASS-STRUCT-REPEATED', child, values };
}

/** Where it would go: after the nearest element before it that is there. */
function missing(parent: StructureElement, group: GroupType, slot: number, names: readonly string[]): Disorder {
  const before = parent.children.filter((child) => (group.members.get(child.name)?.slot ?? slot) < slot).at(-1);
  const values = { parent: parent.name, name: names.join(' | '), after: before?.name ?? parent.name };
  return { rule: 'PASS-STRUCT-MISSING', values };
}

interface Placed {
  readonly child: StructureElement;
  readonly slot: number;
}

/** The fewest children that would have to move: those outside of a longest run that is in order. */
function misplaced(known: readonly Placed[], parent: StructureElement, limit: number): readonly Disorder[] {
  const run = longestRun(known.map(({ slot }) => slot));
  const kept = known.filter((_, index) => run.has(index));
  const moved = known.filter((_, index) => !run.has(index)).slice(0, limit);
  const nexts = new Map<number, string | undefined>();
  return moved.map(({ child, slot }) => {
    // siblings of one slot have one successor: looked for once
    if (!nexts.has(slot)) nexts.set(slot, kept.find((other) => other.slot > slot)?.child.name);
    const next = nexts.get(slot);
    const values = { name: child.name, parent: parent.name, other: next ?? kept.at(-1)?.child.name ?? child.name };
    return { rule: next === undefined ? 'PASS-STRUCT-ORDER-LAST' : 'PASS-STRUCT-ORDER', child, values };
  });
}

/** Indexes of a longest subsequence that never goes down, by patience sorting. */
function longestRun(slots: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  slots.forEach((slot, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((slots[ends[middle] ?? 0] ?? 0) <= slot) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1] ?? -1);
    ends[low] = index;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) kept.add(at);
  return kept;
}
