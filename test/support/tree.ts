/** The files of this checkout that people write, for tests about the tree itself. It never looks into installed packages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..', '..');
const LEFT_OUT = new Set(['node_modules', '.git', '.tools', '.passerelle', 'var', 'build', 'dist']);

export interface SourceFile {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** All text files below some folders (or single files) whose path matches. */
export function filesIn(places: readonly string[], pattern: RegExp): readonly SourceFile[] {
  return places
    .flatMap((place) => pathsIn(place))
    .filter((path) => pattern.test(path))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, lines: text.replace(/\n$/, '').split('\n') };
    });
}

function pathsIn(place: string): string[] {
  let entries;
  try {
    entries = readdirSync(join(ROOT, place), { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTDIR') return [place];
    if (code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter((entry) => !LEFT_OUT.has(entry.name))
    .flatMap((entry) => {
      const path = place === '.' ? entry.name : `${place}/${entry.name}`;
      if (entry.isDirectory()) return pathsIn(path);
      return entry.isFile() ? [path] : [];
    });
}
