/** Where the official samples and schemas are, when this machine has them; tests that need them skip with a sentence. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const beside = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const folder = process.env['PASSERELLE_DATA'] ?? beside;

export const SHARED_DATA: string | null = existsSync(folder) ? folder : null;

/** For `test(title, { skip: NEEDS_DATA }, …)`. */
export const NEEDS_DATA: string | false =
  SHARED_DATA === null ? 'the official samples are not on this machine: set PASSERELLE_DATA to their folder' : false;

export function sharedPath(...parts: readonly string[]): string {
  return join(SHARED_DATA ?? folder, ...parts);
}
