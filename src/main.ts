/**
 * The program: the streams of the process, and the commands of cli/ with those that run something. The application —
 * database, adapters, listeners — is loaded by the commands that need it and by no other.
 */
import { existsSync, readFileSync } from 'node:fs';
import { RELEASE } from './app/release.ts';
import type { CliContext, CliWorld } from './cli/context.ts';
import { readAll } from './cli/read-input.ts';
import { runCli } from './cli/program.ts';

/** What the shell reports of a program whose reader has gone (128 + SIGPIPE). */
const READER_GONE = 141;
const BUG = 70;

/** Errors outside of any promise that are known and harmless; the application says which. */
let isHarmless: (error: unknown) => boolean = () => false;

process.on('uncaughtException', (error) => {
  if (isHarmless(error)) return;
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(BUG);
});

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? READER_GONE : BUG);
  });
}

async function environment(): Promise<CliWorld['env']> {
  if (!existsSync('.env')) return process.env;
  const { environmentOf } = await import('./config/environment.ts');
  return environmentOf(process.env, readFileSync('.env', 'utf8'));
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^(y|yes|o|oui)$/i.test(answer.trim());
}

const world: CliWorld = {
  env: await environment(),
  now: () => new Date().toISOString(),
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  // a terminal that does not know its width says 0
  ...(process.stderr.isTTY ? { errColumns: process.stderr.columns || 80 } : {}),
  readStdin: () => readAll(process.stdin),
  confirm,
};

async function withApp(): Promise<CliContext> {
  const [{ mappingCommands }, { openRuntime }, { isDriverDefect }] = await Promise.all([
    import('./app/command-context.ts'),
    import('./app/online-operations.ts'),
    import('./store/guard.ts'),
  ]);
  // postgres.js can throw outside of any promise when a backend dies (porsager/postgres #1186); its pool works on
  isHarmless = isDriverDefect;
  return { ...world, ...mappingCommands(), openRuntime: openRuntime(world.env) };
}

process.exitCode = await runCli(process.argv.slice(2), world, {
  release: RELEASE,
  app: withApp,
  more: {
    start: async () => (await import('./app/start-command.ts')).registerStart,
    odoo: async () => (await import('./app/provision-command.ts')).registerProvision,
    bench: async () => (await import('./app/bench-command.ts')).registerBench,
    sandbox: async () => (await import('./app/sandbox-command.ts')).registerSandbox,
  },
});
