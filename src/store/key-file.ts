/** The key that seals credentials: 32 random bytes in a file that only its owner reads, made at first use. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PasserelleError } from '../base/error.ts';

const LENGTH = 32;

async function read(path: string): Promise<Uint8Array | null> {
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
    if (key.length !== LENGTH)
      throw new PasserelleError('STORE_KEY_DIFFERS', `${path} does not hold a key of 32 bytes`, {
        where: { file: path },
      });
    return key;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}

async function make(path: string): Promise<Uint8Array | null> {
  await mkdir(dirname(path), { recursive: true });
  const key = randomBytes(LENGTH);
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${key.toString('base64')}\n`);
    await file.sync();
    await file.close();
    return key;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return null;
    throw error;
  }
}

/** Reads the key, or makes it; two processes that make it at once agree on one. */
export function keyFile(path: string): () => Promise<Uint8Array> {
  let known: Promise<Uint8Array> | undefined;
  const find = async (): Promise<Uint8Array> => (await read(path)) ?? (await make(path)) ?? (await find());
  return () => {
    known ??= find().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
