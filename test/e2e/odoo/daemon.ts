/** The daemon as a child process, as an operator would start it, and what its API says. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Document } from '../../../src/model/document.ts';
import type { DocumentDetail } from '../../../src/ports/views.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const START_TIMEOUT_MS = 90_000;
const PAGE = 200;
const LOG_KEPT = 4_000;

export const OPERATOR = { name: 'e2e', password: 'a-password-for-e2e' } as const;

/** One installation: a folder for configuration and data, and the ports it listens on. */
export interface Home {
  readonly folder: string;
  readonly config: string;
  readonly ports: { readonly console: number; readonly hooks: number };
}

export interface Daemon {
  readonly console: string;
  readonly hooks: string;
  /** The lines of its log so far, oldest dropped. */
  readonly log: readonly string[];
  documents(query?: Readonly<Record<string, string>>): Promise<readonly Document[]>;
  detail(id: string): Promise<DocumentDetail>;
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

export async function newHome(): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-odoo-e2e-'));
  return { folder, config: join(folder, 'config'), ports: { console: await freePort(), hooks: await freePort() } };
}

/** Writes files below the configuration folder: path → YAML or JSON text. */
export function writeFiles({ config }: Home, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(config, path)), { recursive: true });
    writeFileSync(join(config, path), text);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export async function startDaemon({ folder, config, ports }: Home): Promise<Daemon> {
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--config', config], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = linesOf(child, join(folder, 'daemon.log'));
  const base = `http://127.0.0.1:${ports.console}`;
  await ready(child, `${base}/readyz`, log);
  const get = <T>(path: string): Promise<T> => getJson<T>(`${base}${path}`);
  return {
    console: base,
    hooks: `http://127.0.0.1:${ports.hooks}`,
    log,
    documents: (query = {}) => allDocuments(get, query),
    detail: (id) => get<DocumentDetail>(`/api/documents/${id}`),
    stop: () => end(child, 'SIGTERM'),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
  };
}

/** Kept in memory for messages, in a file for people. */
function linesOf(child: ChildProcess, file: string): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      appendFileSync(file, text);
      lines.push(...text.split('\n').filter((line) => line !== ''));
      if (lines.length > LOG_KEPT) lines.splice(0, lines.length - LOG_KEPT);
    });
  }
  return lines;
}

async function ready(child: ChildProcess, address: string, log: readonly string[]): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the daemon ended with ${child.exitCode}:\n${log.slice(-40).join('\n')}`);
    const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.status === 200) return;
    await wait(200);
  }
  child.kill('SIGKILL');
  throw new Error(`the daemon was not ready in time:\n${log.slice(-40).join('\n')}`);
}

async function getJson<T>(address: string): Promise<T> {
  const authorization = `Basic ${Buffer.from(`${OPERATOR.name}:${OPERATOR.password}`).toString('base64')}`;
  const answer = await fetch(address, { headers: { authorization }, signal: AbortSignal.timeout(30_000) });
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return (await answer.json()) as T;
}

async function allDocuments(get: <T>(path: string) => Promise<T>, query: Readonly<Record<string, string>>): Promise<readonly Document[]> {
  const rows: Document[] = [];
  for (;;) {
    const words = new URLSearchParams({ ...query, offset: String(rows.length), limit: String(PAGE), order: 'oldest' });
    const page = await get<{ rows: readonly Document[]; total: number }>(`/api/documents?${words.toString()}`);
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await ended)[0];
}

/** Asks until the answer is good; fails with what was seen last. */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  show?: (answer: T) => unknown,
): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  let answer = await ask();
  while (!good(answer)) {
    if (Date.now() > end)
      throw new Error(
        `not within ${seconds} s: ${what}\n${JSON.stringify(show === undefined ? answer : show(answer), null, 1).slice(0, 6_000)}`,
      );
    await wait(500);
    answer = await ask();
  }
  return answer;
}

/** Runs a command of Passerelle against the configuration of a home. */
export function command({ config }: Home, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const result = spawnSync(process.execPath, ['src/main.ts', ...args, '--config', config], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 180_000,
    env: { ...process.env, ...env },
  });
  if (result.status !== 0) throw new Error(`${args.join(' ')} ended with ${result.status}: ${result.stdout}${result.stderr}`);
  return result.stdout;
}
