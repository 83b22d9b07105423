/**
 * The `passerelle` command: one file per command, loaded when it is asked for, so that judging a file does not wait for
 * a database driver. Errors print as two lines and end with code 2.
 */
import { Command, CommanderError } from 'commander';
import { describeError } from '../base/error.ts';
import type { CliContext, CliWorld } from './context.ts';
import { EXIT, type ExitCode, type LazyCommand, type Registration } from './outcome.ts';

type Lazy<Context> = Readonly<Record<string, LazyCommand<Context>>>;

/** They work on files alone: nothing of the application is loaded for them. */
const FILE_COMMANDS: Lazy<CliWorld> = {
  validate: async () => (await import('./validate.ts')).registerValidate,
  convert: async () => (await import('./convert.ts')).registerConvert,
};

const moves: LazyCommand = async () => (await import('./document-moves.ts')).registerMoves;

const APP_COMMANDS: Lazy<CliContext> = {
  map: async () => (await import('./map.ts')).registerMap,
  check: async () => (await import('./check.ts')).registerCheck,
  apply: async () => (await import('./apply.ts')).registerApply,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
  show: async () => (await import('./show.ts')).registerShow,
  explain: async () => (await import('./explain.ts')).registerExplain,
  retry: moves,
  release: moves,
  cancel: moves,
  live: async () => (await import('./live.ts')).registerLive,
  shadow: async () => (await import('./shadow.ts')).registerShadow,
  connection: async () => (await import('./connection.ts')).registerConnection,
  reconcile: async () => (await import('./reconcile.ts')).registerReconcile,
  replay: async () => (await import('./replay.ts')).registerReplay,
  verify: async () => (await import('./verify.ts')).registerVerify,
};

export interface CliOptions {
  readonly release: string;
  /** The world with the application, for every command that is not about files alone. */
  readonly app: () => Promise<CliContext>;
  /** Commands of other areas (sandbox, bench, odoo …), registered by the composition root. */
  readonly more?: Lazy<CliContext>;
}

/** Runs one command line (without node and script) and returns its exit code; never throws. */
export async function runCli(args: readonly string[], world: CliWorld, options: CliOptions): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = new Command('passerelle')
    .description('Carries invoices between an ERP and the e-invoicing networks.')
    .version(options.release)
    .option('-c, --config <folder>', 'configuration folder (default: $PASSERELLE_CONFIG or ./config)')
    .option('--as <name>', 'who acts, in the journal (default: the user of the shell)')
    .showHelpAfterError('(see --help)');
  try {
    await register(program, commandIn(args), world, options, (one) => {
      code = one;
    });
    hushed(program, world);
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed;
    world.err(`${describeError(error)}\n`);
    return EXIT.failed;
  }
  return code;
}

type Finish = Parameters<Registration>[2];

/** The command that was asked for; all of them for the help, and for a name that is none. */
async function register(program: Command, name: string | undefined, world: CliWorld, options: CliOptions, finish: Finish): Promise<void> {
  const rest = { ...APP_COMMANDS, ...options.more };
  const asked = (of: Lazy<never>): boolean => name !== undefined && Object.hasOwn(of, name);
  const all = !asked(FILE_COMMANDS) && !asked(rest);
  for (const [own, load] of Object.entries(FILE_COMMANDS)) if (all || own === name) (await load())(program, world, finish);
  if (asked(FILE_COMMANDS)) return;
  const context = await options.app();
  const wanted = new Set(Object.entries(rest).flatMap(([own, load]) => (all || own === name ? [load] : [])));
  for (const load of wanted) (await load())(program, context, finish);
}

const WITH_VALUE: ReadonlySet<string> = new Set(['-c', '--config', '--as']);

/** The first word that is neither an option of the program nor its value; none when help or the version comes first. */
function commandIn(args: readonly string[]): string | undefined {
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (!word.startsWith('-')) return word;
    if (WITH_VALUE.has(word)) index++;
    else if (!/^(?:-c.+|--(?:config|as)=)/.test(word)) return undefined;
  }
  return undefined;
}

/** Commander throws instead of leaving, and writes where we say, on every level. */
function hushed(command: Command, world: CliWorld): void {
  command.exitOverride().configureOutput({ writeOut: world.out, writeErr: world.err });
  for (const below of command.commands) hushed(below, world);
}
