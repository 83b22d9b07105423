/** What a shape has to say against a value, as one sentence with the nearest valid key, at a place of the file. */
import { z } from 'zod';
import { nearest } from '../base/text.ts';
import type { Spot, YamlNode } from '../map/yaml-tree.ts';

export interface ShapeProblem {
  /** Members from the root of the file. */
  readonly path: readonly (string | number)[];
  readonly sentence: string;
  /** The key is not known: the place is the key, not its value. */
  readonly atKey: boolean;
}

export function problemsOf(shape: z.ZodType, error: z.ZodError): readonly ShapeProblem[] {
  return error.issues.flatMap((issue): readonly ShapeProblem[] => {
    const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(shape, path);
      return issue.keys.map((key) => ({ path: [...path, key], atKey: true, sentence: unknownKey(key, known) }));
    }
    return [{ path, atKey: false, sentence: `\`${path.join('.')}\` ${wordsOf(issue)}` }];
  });
}

export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return `\`${key}\` is not known here: ${near === undefined ? `expected one of ${known.join(', ')}` : `did you mean \`${near}\`?`}`;
}

/** Our own messages begin with a verb; those of zod follow a dash. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type' && /received undefined/.test(issue.message)) return 'is missing';
  if (issue.code === 'invalid_value') return `is one of ${issue.values.map((value) => String(value)).join(', ')}`;
  return /^(?:is|must) /.test(issue.message) ? issue.message : `does not hold: ${issue.message}`;
}

/** The keys an object shape knows at a path. */
function keysAt(shape: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  const at = unwrapped(shape);
  const [head, ...rest] = path;
  if (at instanceof z.ZodUnion) return at.options.flatMap((option) => keysAt(option as z.ZodType, path));
  if (at instanceof z.ZodArray && typeof head === 'number') return keysAt(at.element as z.ZodType, rest);
  if (!(at instanceof z.ZodObject)) return [];
  if (head === undefined) return Object.keys(at.shape);
  const below = (at.shape as Readonly<Record<string, z.ZodType>>)[String(head)];
  return below === undefined ? [] : keysAt(below, rest);
}

/** Without its default, its optionality and the like. */
export function unwrapped(shape: z.ZodType): z.ZodType {
  let at = shape;
  while (
    at instanceof z.ZodDefault ||
    at instanceof z.ZodOptional ||
    at instanceof z.ZodPrefault ||
    at instanceof z.ZodNullable
  ) {
    at = at.unwrap() as z.ZodType;
  }
  return at;
}

/** Where a path stands in the file: the value, or the deepest part of the path that exists. */
export function spotAt(root: YamlNode, path: readonly (string | number)[], atKey: boolean): Spot {
  let node: YamlNode = root;
  let spot: Spot = root;
  for (const [index, part] of path.entries()) {
    if (node.kind === 'list' && typeof part === 'number') {
      const item: YamlNode | undefined = node.items[part];
      if (item === undefined) return spot;
      [node, spot] = [item, item];
    } else if (node.kind === 'map') {
      const member = node.members.find((one) => one.key === part);
      if (member === undefined) return spot;
      spot = atKey && index === path.length - 1 ? member.spot : member.node;
      node = member.node;
    } else return spot;
  }
  return { line: spot.line, column: spot.column };
}
