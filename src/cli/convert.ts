/** `convert FILE… --to …`: parse, then render. What could not be carried over is listed on standard error. */
import { statSync } from 'node:fs';
import { PasserelleError } from '../base/error.ts';
import { LOCALES } from '../ports/locale.ts';
import { FACTURX_PROFILES } from '../render/facturx/profiles.ts';
import type { CliWorld } from './context.ts';
import { inFolder, type NamedTask } from './convert-targets.ts';
import type { ConvertSpec } from './convert-work.ts';
import type { FileTask } from './file-work.ts';
import { TARGETS } from './formats.ts';
import { localeOf } from './locale.ts';
import { runOf, tasksOf, withManyFiles, type ManyOptions } from './many-files.ts';
import { oneOf } from './option-values.ts';
import type { ExitCode, Registration } from './outcome.ts';
import { runFiles } from './run-files.ts';

interface Options extends ManyOptions {
  readonly to: string;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly profile?: string;
  readonly lang?: string;
  readonly pdf?: string;
}

export const registerConvert: Registration<CliWorld> = (program, world, finish) => {
  const command = program
    .command('convert')
    .description(
      'Writes invoices in another format, status messages as CDAR or JSON. Exit: 0 complete, 1 some terms were not carried, 2 some not converted.',
    )
    .argument('<file...>', 'files (UBL, CII, Factur-X, CDAR, JSON), folders, patterns in quotes, or - for standard input')
    .requiredOption('--to <format>', TARGETS.join(', '))
    .option('-o, --out <file>', 'where to write: a file, or a folder for several (default: standard output)')
    .option('--overwrite', 'replace files that are there already')
    .option('--profile <name>', `of Factur-X: ${FACTURX_PROFILES.join(', ')} (default: en16931, or extended when the invoice is)`)
    .option('--lang <language>', `of the Factur-X page (default: fr) and of the report: ${LOCALES.join(', ')}`)
    .option('--pdf <file>', 'an existing PDF of the same invoice to embed it in, instead of drawing a page')
    .option('--json', 'one JSON object a line about each file: {file, output, format, profile, notCarried}');
  withManyFiles(command).action(async (files: string[], options: Options) => {
    finish(await convert(files, options, world));
  });
};

async function convert(args: readonly string[], options: Options, world: CliWorld): Promise<ExitCode> {
  const spec = specOf(options, world);
  const run = runOf(options);
  const named = await tasksOf(args, ['.xml', '.pdf', '.json'], world);
  const tasks = placed(named, args, options, spec);
  return runFiles({ ...run, spec: { ...spec, several: tasks.length > 1 }, tasks }, world);
}

/** @throws PasserelleError CLI_INPUT */
function specOf(options: Options, { env }: CliWorld): ConvertSpec {
  const { to, profile: name, lang, pdf, json = false, junit, overwrite = false, out } = options;
  const format = oneOf(TARGETS, to, 'format');
  const locale = localeOf(lang, env);
  const wrong = name !== undefined ? '--profile' : pdf !== undefined ? '--pdf' : null;
  if (format !== 'facturx' && wrong !== null) throw new PasserelleError('CLI_INPUT', `${wrong} belongs to --to facturx`);
  if (json && out === undefined) throw new PasserelleError('CLI_INPUT', '--json goes to standard output: give a file or folder with -o');
  return {
    command: 'convert',
    json,
    junit: junit !== undefined,
    locale,
    format,
    page: lang === undefined ? 'fr' : locale,
    overwrite,
    several: false,
    ...(name === undefined ? {} : { profile: oneOf(FACTURX_PROFILES, name, 'profile') }),
    ...(pdf === undefined ? {} : { pdf }),
  };
}

/** A file that was named goes to a file or to standard output, all others into a folder. @throws PasserelleError CLI_INPUT */
function placed(named: readonly NamedTask[], args: readonly string[], { out }: Options, spec: ConvertSpec): readonly FileTask[] {
  const [first] = named;
  const itself = first !== undefined && named.length === 1 && (out === undefined || args.includes(first.task.file));
  if (itself && !isFolder(out)) {
    if (out === undefined && spec.format === 'facturx') {
      throw new PasserelleError('CLI_INPUT', 'a PDF is not written to a terminal: give a file with -o');
    }
    return [{ ...first.task, ...(out === undefined ? {} : { target: out }) }];
  }
  if (spec.pdf !== undefined) throw new PasserelleError('CLI_INPUT', '--pdf belongs to one invoice');
  if (out === undefined) throw new PasserelleError('CLI_INPUT', 'several files are converted into a folder: give it with -o');
  return inFolder(out, named, spec.format);
}

/** What is there says what is meant; of what is not, a slash at the end. */
function isFolder(path: string | undefined): boolean {
  if (path === undefined) return false;
  return /[\\/]$/.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
