/** One start at a time on a data folder: two processes must not both initialize it. A lock of a dead process is taken over. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PasserelleError } from '../../base/error.ts';
import { isAlive, until } from './postmaster.ts';

const PATIENCE = 120_000;

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  const holder = Number.parseInt(await readFile(path, 'utf8').catch(() => '0'), 10);
  // An empty file is one that is being written; our own number can only be left over from an earlier life
  if (holder > 0 && (!isAlive(holder) || holder === process.pid)) await rm(path, { force: true });
  return false;
}

const held = new Map<string, Promise<unknown>>();

export async function withStartLock<T>(dataFolder: string, work: () => Promise<T>): Promise<T> {
  const folder = resolve(dataFolder);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'starting.lock');
  // Within this process the promise is the lock: the file knows only processes
  const before = held.get(path) ?? Promise.resolve();
  const mine = before
    .catch(() => undefined)
    .then(async () => {
      if (!(await until(() => take(path), PATIENCE))) {
        throw new PasserelleError(
          'STORE_EMBEDDED_FAILED',
          `another process has been starting the database for two minutes (${path})`,
        );
      }
      try {
        return await work();
      } finally {
        await rm(path, { force: true });
      }
    });
  held.set(path, mine);
  return mine;
}
