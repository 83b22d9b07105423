/** Bytes that a command line names: a file, a pipe, or `-` for standard input. Bounded, whatever is at the other end. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { PasserelleError } from '../base/error.ts';
import type { CliWorld } from './context.ts';

export const STDIN = '-';
export const INPUT_BYTES_MAX = 200 * 1024 * 1024;
const CHUNK = 256 * 1024;

/** @throws PasserelleError CLI_INPUT with the file */
export async function readInput(file: string, world: Pick<CliWorld, 'readStdin'>): Promise<Uint8Array> {
  return file === STDIN ? world.readStdin() : readFile(file);
}

/** Reads what is there, not what the size promises: pipes and devices have none. @throws PasserelleError CLI_INPUT */
export function readFile(file: string): Uint8Array {
  try {
    const about = statSync(file);
    if (about.isDirectory()) throw new PasserelleError('CLI_INPUT', 'it is a folder that cannot be searched', { where: { file } });
    if (about.size > INPUT_BYTES_MAX) throw tooLarge(file);
    const descriptor = openSync(file, 'r');
    try {
      return readDescriptor(descriptor, about.size, file);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    if (cause instanceof PasserelleError) throw cause;
    throw new PasserelleError('CLI_INPUT', unreadable((cause as NodeJS.ErrnoException).code), { where: { file }, cause });
  }
}

function unreadable(code = 'unknown'): string {
  return code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
}

function readDescriptor(descriptor: number, promised: number, file: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const part = new Uint8Array(Math.max(promised + 1 - total, CHUNK));
    const read = readSync(descriptor, part);
    if (read === 0) break;
    parts.push(part.subarray(0, read));
    total += read;
    if (total > INPUT_BYTES_MAX) throw tooLarge(file);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

/** All of a stream, up to the bound. @throws PasserelleError CLI_INPUT */
export async function readAll(stream: AsyncIterable<unknown>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array);
    total += bytes.length;
    if (total > INPUT_BYTES_MAX) throw tooLarge('standard input');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function tooLarge(file: string): PasserelleError {
  return new PasserelleError('CLI_INPUT', `the input is larger than ${INPUT_BYTES_MAX} bytes`, { where: { file } });
}
