/** `validate FILE…`: the rules on files as they are, never normalized. */
import type { Command } from 'commander';
import { PasserelleError, describeError } from '../base/error.ts';
import { sentence } from '../messages/messages.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import { readStatus } from '../parse/cdar/parse-status.ts';
import { openFlow } from '../parse/open-flow.ts';
import type { ParsedInvoice } from '../parse/parse-invoice.ts';
import { checkStatus } from '../rules/check-status.ts';
import { check } from '../rules/check.ts';
import { ALL_PROFILES, profileNamed, profileSaid, type Profile } from '../rules/profiles.ts';
import type { CliContext } from './context.ts';
import { faultText } from './fault-text.ts';
import { EXIT, type ExitCode, type Registration } from './outcome.ts';
import { invoiceIn } from './open-file.ts';
import { filesOf, readInput } from './read-input.ts';

interface Options {
  readonly profile?: string;
  readonly json?: boolean;
  readonly receiving?: boolean;
}

export const registerValidate: Registration = (program, context, finish) => {
  program
    .command('validate')
    .description(
      'Judges invoices (UBL, CII, Factur-X) and status messages (CDAR) by the rules. Exit: 0 all valid, 1 some invalid, 2 some could not be read.',
    )
    .argument('<file...>', 'files, folders, or - for standard input')
    .option(
      '--profile <name>',
      `rules to judge by: ${ALL_PROFILES.map(({ name }) => name).join(', ')} (default: what the file says of itself)`,
    )
    .option('--receiving', 'as a receiver would: mentions that only bind the seller become warnings')
    .option('--json', 'one JSON object a line: {file, syntax, profile, valid, faults}')
    .action(async (files: string[], options: Options, _command: Command) => {
      finish(await validate(files, options, context));
    });
};

async function validate(args: readonly string[], options: Options, context: CliContext): Promise<ExitCode> {
  const forced = options.profile === undefined ? undefined : named(options.profile);
  const files = filesOf(args, ['.xml', '.pdf']);
  if (files.length === 0) throw new PasserelleError('CLI_INPUT', 'there is no XML or PDF file in the folders named');
  let worst: ExitCode = EXIT.ok;
  for (const file of files) {
    const code = await judgeFile(file, forced, options, context);
    if (code > worst) worst = code;
  }
  return worst;
}

/** What was found in one file, and the rules it was judged by. */
interface Judged {
  readonly syntax: string;
  readonly profile: string;
  readonly faults: readonly Fault[];
  readonly places?: ParsedInvoice['places'];
}

async function judgeFile(file: string, forced: Profile | undefined, options: Options, context: CliContext): Promise<ExitCode> {
  let judged: Judged;
  try {
    judged = await judge(await readInput(file, context), forced, options);
  } catch (error) {
    if (!(error instanceof PasserelleError)) throw error;
    if (options.json === true)
      context.out(`${JSON.stringify({ file, syntax: null, profile: null, valid: false, error: error.code, message: error.message })}\n`);
    else context.err(`${file}: ${describeError(error)}\n`);
    return EXIT.failed;
  }
  const { syntax, profile, faults } = judged;
  const valid = !faults.some((fault) => isFatal(fault));
  if (options.json === true)
    context.out(`${JSON.stringify({ file, syntax, profile, valid, faults: faults.map((fault) => reported(fault, judged)) })}\n`);
  else
    context.out(
      `${file}: ${valid ? 'valid' : 'INVALID'} (${syntax}, ${profile})\n${faults.map((fault) => indented(faultText(fault))).join('')}`,
    );
  return valid ? EXIT.ok : EXIT.found;
}

async function judge(bytes: Uint8Array, forced: Profile | undefined, options: Options): Promise<Judged> {
  const opened = await openFlow(bytes, { places: true });
  if (opened.kind === 'lifecycle') {
    const { message, faults } = readStatus(opened.xml ?? bytes);
    return { syntax: 'cdar', profile: 'cdv', faults: [...faults, ...checkStatus(message)] };
  }
  const { syntax, parsed } = invoiceIn(opened);
  const profile = forced ?? profileSaid(parsed.invoice.specification);
  const side = options.receiving === true ? 'receiving' : 'sending';
  const faults = [...parsed.faults, ...check(parsed.invoice, profile, parsed.facts, side)];
  return { syntax, profile: profile.name, faults, ...(parsed.places === undefined ? {} : { places: parsed.places }) };
}

function named(name: string): Profile {
  const profile = profileNamed(name);
  if (profile === undefined)
    throw new PasserelleError(
      'CLI_INPUT',
      `there is no profile ${name}: expected one of ${ALL_PROFILES.map(({ name }) => name).join(', ')}`,
    );
  return profile;
}

function reported(fault: Fault, { places }: Judged): Readonly<Record<string, unknown>> {
  const [at] = fault.at;
  const place = fault.file ?? (at === undefined ? undefined : places?.get(at)?.xpath);
  return {
    rule: fault.rule,
    severity: fault.severity,
    path: place ?? at ?? '',
    terms: fault.at,
    message: sentence('en', fault.rule, fault.values).what,
  };
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
