/**
 * From breaches to faults: the XPath and line of each, with the position among siblings where there are several of the
 * name, counted once per parent however many breaches it holds.
 */
import type { Fault } from '../../model/fault.ts';

/** What of a read file is looked at; src/xml/element.ts has this shape. */
export interface StructureElement {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly StructureElement[];
  readonly text: string;
  readonly line: number;
}

export interface Found {
  readonly rule: string;
  readonly element: StructureElement;
  /** From the root down. */
  readonly parents: readonly StructureElement[];
  readonly attribute?: string;
  readonly values: Readonly<Record<string, string>>;
}

const NAME_MAX = 120;

/** In the order of the file. */
export function placing(found: readonly Found[]): readonly Fault[] {
  const steps = new Map<StructureElement, ReadonlyMap<StructureElement, string>>();
  return [...found]
    .sort((a, b) => a.element.line - b.element.line)
    .map(({ rule, element, parents, attribute, values }) => {
      const path = `${pathOf(element, parents, steps)}${attribute === undefined ? '' : `/@${attribute}`}`;
      const cut = Object.entries(values).map(([name, value]) => [name, value.slice(0, NAME_MAX)]);
      const all = { ...(Object.fromEntries(cut) as Record<string, string>), line: String(element.line) };
      return { rule, severity: 'fatal', at: [], file: path.slice(0, 1000), values: all };
    });
}

function pathOf(
  element: StructureElement,
  parents: readonly StructureElement[],
  steps: Map<StructureElement, ReadonlyMap<StructureElement, string>>,
): string {
  let path = '';
  for (const [index, step] of [...parents, element].entries()) {
    const parent = parents[index - 1];
    if (parent === undefined) {
      path = `/${step.name}`;
      continue;
    }
    let names = steps.get(parent);
    if (names === undefined) steps.set(parent, (names = stepsOf(parent)));
    path += `/${names.get(step) ?? step.name}`;
  }
  return path;
}

function stepsOf(parent: StructureElement): ReadonlyMap<StructureElement, string> {
  const totals = new Map<string, number>();
  for (const { name } of parent.children) totals.set(name, (totals.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return new Map(
    parent.children.map((child) => {
      const position = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, position);
      return [child, totals.get(child.name) === 1 ? child.name : `${child.name}[${position}]`];
    }),
  );
}
