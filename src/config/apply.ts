/**
 * Brings the store's revisions in line with the files: what is new, changed or gone, shown before it is done. A name is
 * managed by file or by console, never both: a file of a name that the console manages is refused, not applied.
 */
import { canonicalJson, type Json } from '../base/json.ts';
import type { Revision, RevisionKind, Revisions } from '../ports/store.ts';
import type { ConfigObject, LoadedConfig } from './load.ts';

export type Action = 'create' | 'change' | 'remove' | 'keep' | 'conflict';

export interface Change {
  readonly action: Action;
  readonly kind: RevisionKind;
  readonly name: string;
  /** Members that differ, without their values: a value may be a secret. */
  readonly differs: readonly string[];
  /** What this change does, where it does more than it says. */
  readonly effect: string | null;
  readonly problem: string | null;
  readonly object: ConfigObject | null;
}

/** What `apply` would do. */
export function plan(config: Pick<LoadedConfig, 'objects'>, current: readonly Revision[]): readonly Change[] {
  const known = new Map(current.map((revision) => [keyOf(revision), revision]));
  const files = config.objects.map((object) => changeOf(object, known.get(keyOf(object))));
  const named = new Set(config.objects.map((object) => keyOf(object)));
  const gone = current
    .filter((revision) => revision.managedBy === 'file' && !named.has(keyOf(revision)))
    .map(({ kind, name }): Change => ({
      action: 'remove',
      kind,
      name,
      differs: [],
      effect: effectOfRemoval(kind, name),
      problem: null,
      object: null,
    }));
  return [...files, ...gone];
}

/** Applies what `plan` says; conflicts are left as they are. Returns the plan that was carried out. */
export async function apply(config: Pick<LoadedConfig, 'objects'>, revisions: Revisions): Promise<readonly Change[]> {
  const changes = plan(config, await revisions.current());
  for (const { action, kind, name, object } of changes) {
    if (action === 'remove') await revisions.remove(kind, name);
    else if (object !== null && (action === 'create' || action === 'change')) {
      await revisions.put({ kind, name, managedBy: 'file', content: object.content, problem: object.problem });
    }
  }
  return changes;
}

function changeOf(object: ConfigObject, known: Revision | undefined): Change {
  const { kind, name, problem } = object;
  const base = { kind, name, problem, object };
  if (known === undefined) return { ...base, action: 'create', differs: [], effect: effectOf(object, undefined) };
  if (known.managedBy === 'console') {
    const sentence = `${object.file}: \`${name}\` is managed in the console: delete the file, or hand the ${kind} back to the files there`;
    return { ...base, action: 'conflict', differs: [], effect: null, problem: sentence };
  }
  const differs = differences(known.content, object.content);
  const same = differs.length === 0 && known.problem === problem;
  return { ...base, action: same ? 'keep' : 'change', differs, effect: same ? null : effectOf(object, known.content) };
}

function effectOf({ kind, name, content, problem }: ConfigObject, before: Json | undefined): string | null {
  if (problem !== null) return `${kind} ${name} is paused until its file is corrected`;
  if (kind !== 'company') return null;
  const [was, is] = [memberOf(before, 'mode') ?? 'off', memberOf(content, 'mode') ?? 'shadow'];
  if (is === 'live' && was !== 'live')
    return `company ${name} goes live: invoices issued from ${memberOf(content, 'since') ?? '?'} on are sent`;
  if (was === 'live' && is !== 'live') return `company ${name} is no longer live: nothing more is sent`;
  return null;
}

function effectOfRemoval(kind: RevisionKind, name: string): string | null {
  return kind === 'company' ? `company ${name} is no longer served; its documents stay` : null;
}

function memberOf(content: Json | undefined, name: string): string | undefined {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
  const value = (content as Readonly<Record<string, Json | undefined>>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** Dotted members that are not the same; lists count as one. */
function differences(a: Json | undefined, b: Json | undefined, path = ''): readonly string[] {
  if (isMap(a) && isMap(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      differences(a[key], b[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (a === undefined || b === undefined) return a === b ? [] : [path];
  return canonicalJson(a) === canonicalJson(b) ? [] : [path];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}:${name}`;
}
