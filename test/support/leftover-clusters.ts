/** Clusters of test processes that were killed, or kept one for a look a while ago: ended and removed by the next run. */
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, isAlive, isPostgres, readPostmaster } from '../../src/store/embedded/postmaster.ts';

/** Followed by the number of the process that made it. */
export const CLUSTER = 'passerelle-test-cluster-';

const LOOK_MILLISECONDS = 30 * 60 * 1000;

export async function clearLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = Number.parseInt(new RegExp(`^${CLUSTER}(\\d+)-`).exec(name)?.[1] ?? '', 10);
    if (Number.isNaN(maker) || isAlive(maker)) continue;
    const folder = join(tmpdir(), name);
    const made = (await stat(folder).catch(() => null))?.mtimeMs ?? 0;
    if (Date.now() - made < LOOK_MILLISECONDS) continue;
    const left = await readPostmaster(join(folder, 'postgres/data'));
    if (left !== null && (await isPostgres(left.pid))) await end(left.pid, 5000);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
