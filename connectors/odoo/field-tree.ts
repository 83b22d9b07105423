/** Dotted field paths as a tree: `partner_id.country_id.code` is asked once, whatever the number of paths through it. */
import { PasserelleError } from '../../src/base/error.ts';

export interface FieldTree {
  readonly [field: string]: FieldTree;
}

const DEPTH_MAX = 8;

/** Indexes (`_xmlids[0]`) are the mapping's business. @throws BASE_BUG for a path deeper than any record needs */
export function treeOf(paths: readonly string[]): FieldTree {
  const root: Record<string, FieldTree> = {};
  for (const path of paths) {
    const segments = path.replace(/\[\d*\]/g, '').split('.').filter((segment) => segment !== '');
    if (segments.length > DEPTH_MAX) throw new PasserelleError('BASE_BUG', `field path too deep: ${path}`);
    let node = root;
    for (const segment of segments) node = node[segment] ??= {};
  }
  return root;
}

export function mergeTrees(a: FieldTree, b: FieldTree): FieldTree {
  const merged: Record<string, FieldTree> = { ...a };
  for (const [field, below] of Object.entries(b)) merged[field] = mergeTrees(merged[field] ?? {}, below);
  return merged;
}
