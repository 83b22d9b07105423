/** Makes a data folder: whole or not at all, because it is made aside and then renamed. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PasserelleError } from '../../base/error.ts';
import type { Account } from './account.ts';

export const OWNER = 'passerelle';

/** The major that made the folder, null when there is none. */
export async function majorOfData(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  return text === null ? null : Number.parseInt(text, 10);
}

/** The owner's password: made once, read by us only. The server keeps its own salted form. */
export async function passwordIn(folder: string): Promise<string> {
  const path = join(folder, 'password');
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null && known.trim() !== '') return known.trim();
  const made = randomBytes(24).toString('base64url');
  const file = await open(path, 'w', 0o600);
  await file.chmod(0o600);
  await file.writeFile(`${made}\n`);
  await file.sync();
  await file.close();
  return made;
}

async function execute(
  program: string,
  args: readonly string[],
  account: Account | null,
  folder: string,
): Promise<void> {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  }).catch((error: unknown) => {
    throw new PasserelleError('STORE_EMBEDDED_FAILED', `${program} could not be started`, { cause: error });
  });
  if (code !== 0) {
    const log = join(folder, 'initdb.log');
    await writeFile(log, output);
    throw new PasserelleError('STORE_EMBEDDED_FAILED', `initdb ended with ${code}; its words are in ${log}`);
  }
}

/** Unicode rules for text without the system's locales where the server brings its own (17 and newer). */
function localeOf(major: number): readonly string[] {
  return major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C.UTF-8'];
}

export interface Initialization {
  readonly programs: string;
  readonly major: number;
  readonly folder: string;
  readonly data: string;
  readonly account: Account | null;
  /** false: the files need not survive a power failure (tests). */
  readonly durable: boolean;
}

export async function initialize({ programs, major, folder, data, account, durable }: Initialization): Promise<void> {
  const aside = join(folder, 'data.new');
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { mode: 0o700 });
  // A file: reading the password from /dev/stdin fails when the user is switched
  const secret = join(folder, 'initdb-password');
  await writeFile(secret, await passwordIn(folder), { mode: 0o600 });
  if (account !== null) {
    await chown(aside, account.uid, account.gid);
    await chown(secret, account.uid, account.gid);
  }
  await chmod(aside, 0o700);
  try {
    await execute(
      join(programs, 'initdb'),
      [
        '-D',
        aside,
        '-U',
        OWNER,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...localeOf(major),
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      account,
      folder,
    );
  } finally {
    await unlink(secret).catch(() => undefined);
  }
  await rename(aside, data);
}
