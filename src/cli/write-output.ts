/** Writes a file where nothing is, or in place of what is there when that was asked for; never half of one. */
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PasserelleError } from '../base/error.ts';

/** @throws PasserelleError CLI_OUTPUT_TAKEN, CLI_OUTPUT */
export function writeOutput(path: string, bytes: Uint8Array, overwrite: boolean): void {
  const draft = `${path}.${process.pid}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, bytes, { flag: 'wx' });
    if (overwrite) renameSync(draft, path);
    else appear(draft, path, bytes);
  } catch (cause) {
    if (isTaken(cause)) throw new PasserelleError('CLI_OUTPUT_TAKEN', `${path} is there already`, { cause });
    throw new PasserelleError('CLI_OUTPUT', `${path} cannot be written: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A second name for the draft: refused when the name is taken. File systems without links get the file itself. */
function appear(draft: string, path: string, bytes: Uint8Array): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (isTaken(error)) throw error;
    writeFileSync(path, bytes, { flag: 'wx' });
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}
