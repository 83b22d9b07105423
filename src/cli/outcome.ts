/** What a command leaves behind: an exit code. 0 all well, 1 something was found, 2 it could not be done. */
import type { Command } from 'commander';
import type { CliContext } from './context.ts';

export const EXIT = { ok: 0, found: 1, failed: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Registers one command on the program; `finish` takes its exit code. */
export type Registration<Context = CliContext> = (program: Command, context: Context, finish: (code: ExitCode) => void) => void;

/** A command that is loaded when it is asked for. */
export type LazyCommand<Context = CliContext> = () => Promise<Registration<Context>>;

/** Folder of the configuration: `--config`, PASSERELLE_CONFIG, or `config`. */
export function configFolder(command: Command, context: CliContext): string {
  const given: unknown = command.optsWithGlobals()['config'];
  return typeof given === 'string' ? given : (context.env['PASSERELLE_CONFIG'] ?? 'config');
}

/** Who acts: `--as`, or the user of the shell. */
export function actorOf(command: Command, context: CliContext): string {
  const given: unknown = command.optsWithGlobals()['as'];
  return typeof given === 'string' ? given : (context.env['USER'] ?? context.env['USERNAME'] ?? 'operator');
}
