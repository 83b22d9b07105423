/** The program: the commands of cli/, and those that run something. Everything it does lives behind the app. */
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { mappingCommands } from './app/command-context.ts';
import { openRuntime } from './app/online-operations.ts';
import { RELEASE } from './app/release.ts';
import { registerProvision } from './app/provision-command.ts';
import { registerBench } from './app/bench-command.ts';
import { registerSandbox } from './app/sandbox-command.ts';
import { registerStart } from './app/start-command.ts';
import type { CliContext } from './cli/context.ts';
import { runCli } from './cli/program.ts';
import { environmentOf } from './config/environment.ts';
import { isDriverDefect } from './store/guard.ts';

const env = environmentOf(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : null);

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^(y|yes|o|oui)$/i.test(answer.trim());
}

const context: CliContext = {
  env,
  now: () => new Date().toISOString(),
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  readStdin,
  confirm,
  ...mappingCommands(),
  openRuntime: openRuntime(env),
};

// postgres.js can throw outside of any promise when a backend dies (porsager/postgres #1186); its pool works on
process.on('uncaughtException', (error) => {
  if (isDriverDefect(error)) return;
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(70);
});

process.exitCode = await runCli(process.argv.slice(2), context, {
  release: RELEASE,
  more: [registerStart, registerProvision, registerBench, registerSandbox],
});
