/** Files that a command line names: a file, a folder of them, or `-` for standard input. Bounded in size and number. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PasserelleError } from '../base/error.ts';
import type { CliContext } from './context.ts';

export const INPUT_BYTES_MAX = 200 * 1024 * 1024;
const FILES_MAX = 100_000;
const DEPTH_MAX = 12;

/** @throws PasserelleError CLI_INPUT with the file */
export async function readInput(file: string, context: CliContext): Promise<Uint8Array> {
  if (file === '-') return context.readStdin();
  try {
    if (statSync(file).size > INPUT_BYTES_MAX)
      throw new PasserelleError('CLI_INPUT', `the file is larger than ${INPUT_BYTES_MAX} bytes`, { where: { file } });
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof PasserelleError) throw cause;
    throw new PasserelleError('CLI_INPUT', 'the file cannot be read', { where: { file }, cause });
  }
}

/** The files meant by the arguments, folders opened to those with one of the endings, in a fixed order. */
export function filesOf(args: readonly string[], endings: readonly string[]): readonly string[] {
  return args.flatMap((arg) => (arg === '-' || !isFolder(arg) ? [arg] : below(arg, endings, 0))).slice(0, FILES_MAX);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function below(folder: string, endings: readonly string[], depth: number): readonly string[] {
  if (depth > DEPTH_MAX) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path, endings, depth + 1);
      return entry.isFile() && endings.some((ending) => entry.name.toLowerCase().endsWith(ending)) ? [path] : [];
    });
}
