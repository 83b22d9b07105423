/** A console on a free loopback port over views in memory; what operators asked for is written down. */
import { randomUUID } from 'node:crypto';
import { consolePages } from '../../src/console/pages.ts';
import { startConsoleListener, type ConsoleListenerOptions } from '../../src/http/console-listener.ts';
import type { Listener } from '../../src/http/listener.ts';
import { signedSessions } from '../../src/http/sessions.ts';
import type { Accounts, OperationOutcome, Operations } from '../../src/ports/operator.ts';
import type { Clock, Ids, Log, Meter } from '../../src/ports/runtime.ts';
import type { Views } from '../../src/ports/views.ts';
import { artifacts, NOW } from './fixture-documents.ts';
import { fixtureViews } from './fixture-views.ts';

export const PASSWORD = 'correct horse battery staple';

export interface LogLine {
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function recordingLog(lines: LogLine[]): Log {
  const write = (event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    lines.push({ event, facts });
  };
  return { debug: write, info: write, warn: write, error: write };
}

export const silentMeter: Meter = { count: () => undefined, gauge: () => undefined, observe: () => undefined };
export const ids: Ids = { next: () => randomUUID() };

/** A clock that stands still until it is moved. */
export function fixedClock(): Clock & { forward(milliseconds: number): void } {
  let passed = 0;
  return {
    now: () => new Date(Date.parse(NOW) + passed).toISOString(),
    monotonic: () => passed,
    sleep: async () => undefined,
    forward(milliseconds) {
      passed += milliseconds;
    },
  };
}

export interface FixtureConsole extends Listener {
  readonly moves: { readonly operation: string; readonly document: string; readonly actor: string; readonly reason: string }[];
  readonly lines: LogLine[];
  readonly clock: ReturnType<typeof fixedClock>;
}

export async function startFixtureConsole(
  views: Views = fixtureViews(),
  more: Partial<ConsoleListenerOptions> & { readonly outcome?: OperationOutcome; readonly secure?: boolean } = {},
): Promise<FixtureConsole> {
  const lines: LogLine[] = [];
  const moves: FixtureConsole['moves'] = [];
  const clock = fixedClock();
  const move =
    (operation: string) =>
    async (document: string, actor: string, reason: string): Promise<OperationOutcome> => {
      moves.push({ operation, document, actor, reason });
      return more.outcome ?? 'done';
    };
  const operations: Operations = {
    retry: move('retry'),
    release: move('release'),
    cancel: move('cancel'),
    resolve: (document, resolution, actor) => move('resolve')(document, actor, JSON.stringify(resolution)),
  };
  const accounts: Accounts = { verify: async (name, password) => (name === 'ana' && password === PASSWORD ? { name } : null) };
  const sessions = signedSessions({ secret: 'a secret of at least thirty-two characters', clock, ids });
  const shared = { views, operations, accounts, sessions, clock, log: recordingLog(lines), release: '0.1.0' };
  const pages = consolePages({
    ...shared,
    ids,
    secure: more.secure === true,
    artifact: async (sha) => artifacts.get(sha) ?? null,
    erpLink: ({ erpRef }) => `https://odoo.example/odoo/${erpRef?.model}/${erpRef?.id}`,
  });
  const listener = await startConsoleListener({
    host: '127.0.0.1',
    port: 0,
    ...shared,
    meter: silentMeter,
    pages,
    ready: async () => [{ name: 'database', ok: true }],
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'passerelle_up 1\n' }),
    ...more,
  });
  return { ...listener, moves, lines, clock };
}
