/**
 * PostgreSQL refuses to run as root: then it is started as an unprivileged user that exists already, who owns the data
 * and must be able to reach it and the programs through every folder above them. Never makes users or groups.
 */
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PasserelleError } from '../../base/error.ts';
import { sha256 } from '../../base/hash.ts';
import type { Binaries } from './binaries.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED = ['postgres', 'nobody'];

/** null: we are not root, and the server runs as ourselves. */
export async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const accounts = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({
      name,
      uid: Number.parseInt(uid ?? '', 10),
      gid: Number.parseInt(gid ?? '', 10),
    }))
    .filter(({ uid }) => Number.isInteger(uid) && uid > 0);
  const account = PREFERRED.map((name) => accounts.find((each) => each.name === name)).find(
    (each) => each !== undefined,
  );
  if (account === undefined) {
    throw new PasserelleError(
      'STORE_EMBEDDED_FAILED',
      'PostgreSQL cannot run as root, and this system has neither a user postgres nor nobody to run it as',
    );
  }
  return account;
}

/** The first folder on the way that the account cannot pass, or null. */
async function barrier(path: string, account: Account): Promise<string | null> {
  const way: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (dirname(folder) === folder) break;
  }
  for (const folder of way) {
    const state = await stat(folder).catch(() => null);
    if (state === null) return null;
    const bit = state.uid === account.uid ? 0o100 : state.gid === account.gid ? 0o010 : 0o001;
    if ((state.mode & bit) === 0) return folder;
  }
  return null;
}

/** Our own folders may have been made under a strict umask: others may pass through, not look in. */
async function letPass(folder: string): Promise<void> {
  await chmod(folder, (await stat(folder)).mode | 0o011);
}

/** Away from a root-only home: /var/lib is where servers keep their data, and everyone may pass through it. */
const ELSEWHERE = '/var/lib/passerelle';

export interface Place {
  /** Where password, log and data are. */
  readonly folder: string;
  /** Folder that was in the way, when the data had to go elsewhere. */
  readonly movedFrom: string | null;
}

/** The folder itself, or one elsewhere when the account cannot reach it; the move is remembered by the folder's name. */
export async function reachablePlace(dataFolder: string, account: Account | null): Promise<Place> {
  const wanted = join(resolve(dataFolder), 'postgres');
  await mkdir(resolve(dataFolder), { recursive: true });
  if (account !== null) await letPass(resolve(dataFolder));
  const inTheWay = account === null ? null : await barrier(resolve(dataFolder), account);
  const folder = inTheWay === null ? wanted : join(ELSEWHERE, sha256(wanted).slice(0, 16));
  await mkdir(folder, { recursive: true });
  if (account !== null) await letPass(folder);
  if (inTheWay !== null) {
    await writeFile(join(resolve(dataFolder), 'postgres-is-in.txt'), `${folder}\n`);
    const still = account === null ? null : await barrier(folder, account);
    if (still !== null) {
      throw new PasserelleError(
        'STORE_EMBEDDED_FAILED',
        `PostgreSQL must not run as root, and ${account?.name ?? 'its user'} can pass neither ${inTheWay} nor ${still}: run Passerelle as another user, or move it`,
      );
    }
  }
  return { folder, movedFrom: inTheWay };
}

/** The programs where they are, or a copy beside the data when the account cannot reach them (60 MB, once a release). */
export async function reachableBinaries(binaries: Binaries, account: Account | null, folder: string): Promise<string> {
  if (account === null || binaries.root === null || (await barrier(binaries.folder, account)) === null)
    return binaries.folder;
  const copy = join(folder, `programs-${binaries.major}-${sha256(binaries.root).slice(0, 8)}`);
  if ((await stat(join(copy, 'bin', 'postgres')).catch(() => null)) === null) {
    await rm(`${copy}.part`, { recursive: true, force: true });
    await cp(binaries.root, `${copy}.part`, { recursive: true, verbatimSymlinks: true });
    await rename(`${copy}.part`, copy);
  }
  return join(copy, 'bin');
}
