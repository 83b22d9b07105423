/**
 * The files that the arguments of a command mean: files, folders (searched to the bottom), patterns that the shell left
 * alone, `-`. Each file once, in a fixed order. What cannot be found or searched stays in the list with the reason, so
 * that it is told in its place and stops nothing else.
 */
import { globSync, readdirSync, statSync, type BigIntStats, type Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { PasserelleError } from '../base/error.ts';
import { STDIN } from './read-input.ts';

export interface NamedFile {
  readonly path: string;
  /** Below the folder that was named, or the file's own name: what its conversion is called in another folder. */
  readonly inside: string;
  /** Why there is no such file. */
  readonly trouble?: string;
}

const FILES_MAX = 1_000_000;
/** Deeper is a mistake or a trap; it is told. */
const DEPTH_MAX = 64;

interface Search {
  readonly endings: readonly string[];
  readonly found: Map<string, NamedFile>;
  /** Folders by device and number: links that lead back, or twice to the same place, are followed once. */
  readonly seen: Set<string>;
}

/** @throws PasserelleError CLI_INPUT when there are more than a million */
export function namedFiles(args: readonly string[], endings: readonly string[]): readonly NamedFile[] {
  const search: Search = { endings, found: new Map(), seen: new Set() };
  for (const arg of args) named(arg, search);
  return [...search.found.values()];
}

function named(arg: string, search: Search): void {
  if (arg === STDIN) return add({ path: STDIN, inside: 'stdin' }, search);
  const about = statOf(arg);
  if (about !== undefined) return path(arg, about, search);
  if (!/[*?[\]{}]/.test(arg)) return add({ path: arg, inside: nameOf(arg) }, search);
  const matched = globSync(arg).sort(byCode);
  if (matched.length === 0) add({ path: arg, inside: arg, trouble: 'no file matches the pattern' }, search);
  for (const one of matched) path(one, statOf(one), search);
}

function path(name: string, about: BigIntStats | undefined, search: Search): void {
  if (about?.isDirectory() !== true) return add({ path: name, inside: nameOf(name) }, search);
  const before = search.found.size;
  const visited = search.seen.size;
  folder(name, '', about, search, 0);
  const searched = search.seen.size > visited;
  if (searched && search.found.size === before && !holdsAny(name, search)) {
    add({ path: name, inside: name, trouble: `there is no ${kindsOf(search.endings)} file in the folder` }, search);
  }
}

/** Its files may all have been named before. */
function holdsAny(name: string, { found }: Search): boolean {
  const root = join(resolve(name), '/');
  for (const key of found.keys()) if (key.startsWith(root)) return true;
  return false;
}

function kindsOf(endings: readonly string[]): string {
  return endings.map((ending) => ending.slice(1).toUpperCase()).join(' or ');
}

function folder(at: string, inside: string, about: BigIntStats, search: Search, depth: number): void {
  const identity = `${about.dev}:${about.ino}`;
  // file systems without numbers give 0: there only the depth bounds the search
  if (about.ino !== 0n && search.seen.has(identity)) return;
  search.seen.add(identity);
  if (depth > DEPTH_MAX) return add({ path: at, inside, trouble: `folders are nested deeper than ${DEPTH_MAX}` }, search);
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(at, { withFileTypes: true });
  } catch {
    return add({ path: at, inside, trouble: 'the folder cannot be opened' }, search);
  }
  for (const entry of [...entries].sort((a, b) => byCode(a.name, b.name))) {
    const [path, below] = [join(at, entry.name), inside === '' ? entry.name : `${inside}/${entry.name}`];
    const target = entry.isFile() ? undefined : statOf(path);
    if (target?.isDirectory() === true) folder(path, below, target, search, depth + 1);
    else if (wanted(entry, target, search)) add({ path, inside: below }, search);
  }
}

/** A link that leads nowhere is kept: its reading fails, and that is told. Sockets and devices are not for us. */
function wanted(entry: Dirent, target: BigIntStats | undefined, { endings }: Search): boolean {
  const isFile = entry.isFile() || (entry.isSymbolicLink() && target?.isFile() !== false);
  return isFile && endings.some((ending) => entry.name.toLowerCase().endsWith(ending));
}

function add(file: NamedFile, { found }: Search): void {
  const key = file.path === STDIN ? STDIN : resolve(file.path);
  if (found.has(key)) return;
  if (found.size >= FILES_MAX) throw new PasserelleError('CLI_INPUT', `there are more than ${FILES_MAX} files: name fewer at a time`);
  found.set(key, file);
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false, bigint: true });
  } catch {
    return undefined;
  }
}

/** Both kinds of slash: patterns and arguments of Windows have the other one. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
