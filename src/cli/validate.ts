/** `validate FILE…`: structure and rules on files as they are, never normalized. */
import { JUDGED_PROFILES, type JudgedProfileName } from '../core/verdict.ts';
import { LOCALES } from '../ports/locale.ts';
import type { CliWorld } from './context.ts';
import type { ValidateSpec } from './validate-work.ts';
import { oneOf } from './option-values.ts';
import { localeOf } from './locale.ts';
import { runOf, tasksOf, withManyFiles, type ManyOptions } from './many-files.ts';
import type { ExitCode, Registration } from './outcome.ts';
import { runFiles } from './run-files.ts';

interface Options extends ManyOptions {
  readonly profile?: string;
  readonly receiving?: boolean;
  readonly all?: boolean;
  readonly lang?: string;
}

export const registerValidate: Registration<CliWorld> = (program, world, finish) => {
  const command = program
    .command('validate')
    .description(
      'Judges invoices (UBL, CII, Factur-X), status messages (CDAR) and reports (flux 10) by the rules. Exit: 0 all valid, 1 some invalid, 2 some could not be read.',
    )
    .argument('<file...>', 'files, folders (searched to the bottom), patterns in quotes, or - for standard input')
    .option('--profile <name>', `rules to judge by: ${JUDGED_PROFILES.join(', ')} (default: what the file says of itself)`)
    .option('--receiving', 'as a receiver would: what only binds the seller becomes a warning')
    .option('--all', 'every finding of every rule, however many')
    .option('--lang <language>', `of the report: ${LOCALES.join(', ')} (default: PASSERELLE_LANG, LC_ALL, LC_MESSAGES or LANG)`)
    .option('--json', 'one JSON object a line: {file, syntax, profile, artefacts, valid, faults}');
  withManyFiles(command).action(async (files: string[], options: Options) => {
    finish(await validate(files, options, world));
  });
};

async function validate(args: readonly string[], options: Options, world: CliWorld): Promise<ExitCode> {
  const { json = false, receiving = false, all = false, junit } = options;
  const spec: ValidateSpec = {
    command: 'validate',
    json,
    junit: junit !== undefined,
    locale: localeOf(options.lang, world.env),
    judging: receiving ? 'receiving' : 'sending',
    all,
    ...(options.profile === undefined ? {} : { profile: oneOf<JudgedProfileName>(JUDGED_PROFILES, options.profile, 'profile') }),
  };
  const run = runOf(options);
  const tasks = await tasksOf(args, ['.xml', '.pdf'], world);
  return runFiles({ ...run, spec, tasks: tasks.map(({ task }) => task) }, world);
}
