/** From the YAML tree to plain values: as text for our own shapes, typed for an adapter's settings, with secrets put in. */
import type { Json } from '../base/json.ts';
import type { YamlNode } from '../map/yaml-tree.ts';
import type { Secrets } from './secrets.ts';

export interface MissingSecret {
  readonly path: readonly (string | number)[];
  readonly name: string;
}

/** Every scalar as text; an empty one is absent. */
export function textValues(node: YamlNode): Json | undefined {
  if (node.kind === 'scalar') return node.value === null ? undefined : node.text;
  if (node.kind === 'list') return node.items.map((item) => textValues(item) ?? '');
  return members(node, textValues);
}

/** Scalars as YAML 1.2 types them; digits that a number would change (leading zeros, many digits) stay text. */
export function typedValues(node: YamlNode): Json | undefined {
  if (node.kind === 'list') return node.items.map((item) => typedValues(item) ?? null);
  if (node.kind === 'map') return members(node, typedValues);
  const { value, text } = node;
  if (typeof value === 'number') return String(value) === text ? value : text;
  return typeof value === 'bigint' ? text : (value ?? undefined);
}

/** `settings:` belongs to an adapter and is typed; the rest is ours. */
export function connectionValues(node: YamlNode): Json | undefined {
  if (node.kind !== 'map') return textValues(node);
  return Object.fromEntries(
    node.members.map(({ key, node: value }) => [key, key === 'settings' ? typedValues(value) : textValues(value)]),
  );
}

function members(node: YamlNode & { readonly kind: 'map' }, read: (node: YamlNode) => Json | undefined): Json {
  return Object.fromEntries(node.members.map(({ key, node: value }) => [key, read(value)]));
}

/** The same values with every `${NAME}` put in; names that were not found are told with their places. */
export function withSecrets(
  value: Json | undefined,
  secrets: Secrets,
  path: readonly (string | number)[] = [],
): {
  readonly value: unknown;
  readonly missing: readonly MissingSecret[];
} {
  if (typeof value === 'string') {
    const resolved = secrets.resolve(value);
    return 'text' in resolved
      ? { value: resolved.text, missing: [] }
      : { value: undefined, missing: [{ path, name: resolved.missing }] };
  }
  if (typeof value !== 'object' || value === null) return { value, missing: [] };
  const entries = Object.entries(value as Readonly<Record<string, Json | undefined>>);
  const list = Array.isArray(value);
  const done = entries.map(
    ([key, member]) => [key, withSecrets(member, secrets, [...path, list ? Number.parseInt(key, 10) : key])] as const,
  );
  const missing = done.flatMap(([, result]) => result.missing);
  if (list) return { value: done.map(([, result]) => result.value), missing };
  return {
    value: Object.fromEntries(done.filter(([, r]) => r.value !== undefined).map(([key, r]) => [key, r.value])),
    missing,
  };
}
