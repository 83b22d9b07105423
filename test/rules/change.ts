/** Builds a breaking case from a sound invoice: sets or removes terms by path. */
import type { Invoice } from '../../src/model/invoice.ts';

type Node = Record<string, unknown>;

/** `undefined` removes the member; a path may go through lists: `lines[0].net`. The invoice given stays as it is. */
export function change(invoice: Invoice, changes: Readonly<Record<string, unknown>>): Invoice {
  const copy = structuredClone(invoice) as unknown as Node;
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(/\.|\[(\d+)\]\.?/).filter((step) => step !== undefined && step !== '');
    let node: Node = copy;
    for (const step of steps.slice(0, -1)) {
      node[step] ??= {};
      node = node[step] as Node;
    }
    const last = steps.at(-1) as string;
    if (value === undefined) Reflect.deleteProperty(node, last);
    else node[last] = value;
  }
  return copy;
}
