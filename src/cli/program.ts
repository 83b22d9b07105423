/** The `passerelle` command: one file per command, composed here. Errors print as two lines and end with code 2. */
import { Command, CommanderError } from 'commander';
import { describeError } from '../base/error.ts';
import { registerApply } from './apply.ts';
import { registerCheck } from './check.ts';
import { registerConnection } from './connection.ts';
import type { CliContext } from './context.ts';
import { registerConvert } from './convert.ts';
import { registerDoctor } from './doctor.ts';
import { registerMoves } from './document-moves.ts';
import { registerExplain } from './explain.ts';
import { registerLive } from './live.ts';
import { registerMap } from './map.ts';
import { EXIT, type ExitCode, type Registration } from './outcome.ts';
import { registerReconcile } from './reconcile.ts';
import { registerReplay } from './replay.ts';
import { registerShadow } from './shadow.ts';
import { registerShow } from './show.ts';
import { registerValidate } from './validate.ts';
import { registerVerify } from './verify.ts';

export const REGISTRATIONS: readonly Registration[] = [
  registerValidate,
  registerConvert,
  registerMap,
  registerCheck,
  registerApply,
  registerDoctor,
  registerShow,
  registerExplain,
  registerMoves,
  registerLive,
  registerShadow,
  registerConnection,
  registerReconcile,
  registerReplay,
  registerVerify,
];

export interface CliOptions {
  readonly release: string;
  /** Commands of other areas (sandbox, bench, odoo …), registered by the composition root. */
  readonly more?: readonly Registration[];
}

/** Runs one command line (without node and script) and returns its exit code; never throws. */
export async function runCli(args: readonly string[], context: CliContext, options: CliOptions): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = new Command('passerelle')
    .description('Carries invoices between an ERP and the e-invoicing networks.')
    .version(options.release)
    .option('-c, --config <folder>', 'configuration folder (default: $PASSERELLE_CONFIG or ./config)')
    .option('--as <name>', 'who acts, in the journal (default: the user of the shell)')
    .showHelpAfterError('(see --help)');
  const finish = (one: ExitCode): void => {
    code = one;
  };
  for (const register of [...REGISTRATIONS, ...(options.more ?? [])]) register(program, context, finish);
  hushed(program, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed;
    context.err(`${describeError(error)}\n`);
    return EXIT.failed;
  }
  return code;
}

/** Commander throws instead of leaving, and writes where we say, on every level. */
function hushed(command: Command, context: CliContext): void {
  command.exitOverride().configureOutput({ writeOut: context.out, writeErr: context.err });
  for (const below of command.commands) hushed(below, context);
}
