/** `convert FILE… --to …`: parse, then render. What could not be carried over is listed on standard error. */
import { globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describeError, PasserelleError } from '../base/error.ts';
import type { Invoice } from '../model/invoice.ts';
import { openFlow } from '../parse/open-flow.ts';
import { PAGE_LOCALES, type PageLocale } from '../render/facturx/page/words.ts';
import { FACTURX_PROFILES, type FacturxProfileName } from '../render/facturx/profiles.ts';
import type { SourcePdf } from '../render/facturx/existing/source-pdf.ts';
import { renderFacturX } from '../render/facturx/render-facturx.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import type { CliContext } from './context.ts';
import { existingPdf } from './existing-pdf.ts';
import { faultText } from './fault-text.ts';
import { notCarried, notCarriedText } from './not-carried.ts';
import { invoiceIn } from './open-file.ts';
import { EXIT, type ExitCode, type Registration } from './outcome.ts';
import { pageFonts } from './page-fonts.ts';
import { plainJson } from './plain-json.ts';
import { filesOf, readInput } from './read-input.ts';
import { oneLine } from './table.ts';

/** Formats that are text, for commands that print. */
export const FORMATS = ['ubl', 'cii', 'json'] as const;
export type TextFormat = (typeof FORMATS)[number];
const TARGETS = ['ubl', 'cii', 'facturx', 'json'] as const;
type Format = (typeof TARGETS)[number];
const ENDINGS: Readonly<Record<Format, string>> = { ubl: '.xml', cii: '.xml', facturx: '.pdf', json: '.json' };

interface Options {
  readonly to: string;
  readonly out?: string;
  readonly profile?: string;
  readonly lang: string;
  readonly pdf?: string;
}

interface Conversion {
  readonly format: Format;
  readonly profile?: FacturxProfileName;
  readonly locale: PageLocale;
  /** A PDF whose pages show the invoice. */
  readonly existing?: string;
}

export const registerConvert: Registration = (program, context, finish) => {
  program
    .command('convert')
    .description('Writes invoices in another format. Terms that could not be carried are listed on stderr.')
    .argument('<file...>', 'UBL, CII or Factur-X files, folders, patterns, or - for standard input')
    .requiredOption('--to <format>', TARGETS.join(', '))
    .option('-o, --out <file>', 'where to write: a file, or a folder for several (default: standard output)')
    .option('--profile <name>', `of Factur-X: ${FACTURX_PROFILES.join(', ')} (default: en16931, or extended when the invoice is)`)
    .option('--lang <language>', `of the Factur-X page: ${PAGE_LOCALES.join(', ')}`, 'fr')
    .option('--pdf <file>', 'an existing PDF of the same invoice to embed it in, instead of drawing a page')
    .action(async (files: string[], options: Options) => {
      finish(await convert(files, options, context));
    });
};

async function convert(args: readonly string[], options: Options, context: CliContext): Promise<ExitCode> {
  const conversion = conversionOf(options);
  const files = filesOf(args.flatMap(matching), ['.xml', '.pdf']);
  const [first] = files;
  if (first === undefined) throw new PasserelleError('CLI_INPUT', 'there is no XML or PDF file in the folders named');
  if (files.length === 1 && !isFolder(options.out)) return convertOne(first, options.out, conversion, context);
  if (conversion.existing !== undefined) throw new PasserelleError('CLI_INPUT', '--pdf belongs to one invoice');
  if (options.out === undefined) throw new PasserelleError('CLI_INPUT', 'several files are converted into a folder: give it with -o');
  mkdirSync(options.out, { recursive: true });
  let worst: ExitCode = EXIT.ok;
  const names = new Set<string>();
  for (const file of files) {
    const code = await convertInto(file, options.out, names, conversion, context);
    if (code > worst) worst = code;
  }
  return worst;
}

/** One bad file among many does not keep the others from being converted. */
async function convertInto(
  file: string,
  folder: string,
  names: Set<string>,
  conversion: Conversion,
  context: CliContext,
): Promise<ExitCode> {
  const stem = file === '-' ? 'stdin' : basename(file, extname(file));
  let name = `${stem}${ENDINGS[conversion.format]}`;
  for (let copy = 2; names.has(name); copy++) name = `${stem}-${copy}${ENDINGS[conversion.format]}`;
  names.add(name);
  const told: CliContext = { ...context, err: (text) => context.err(text.replace(/^(?=\S)/gm, `${file}: `)) };
  try {
    return await convertOne(file, join(folder, name), conversion, told);
  } catch (error) {
    if (!(error instanceof PasserelleError)) throw error;
    context.err(`${file}: ${describeError(error)}\n`);
    return EXIT.failed;
  }
}

async function convertOne(file: string, out: string | undefined, conversion: Conversion, context: CliContext): Promise<ExitCode> {
  if (out === undefined && conversion.format === 'facturx')
    throw new PasserelleError('CLI_INPUT', 'a PDF is not written to a terminal: give a file with -o');
  const { parsed } = invoiceIn(await openFlow(await readInput(file, context)));
  for (const { path, value } of parsed.unread) context.err(`not carried: ${path} = ${oneLine(value)}\n`);
  for (const fault of parsed.faults) context.err(faultText(fault));
  const { bytes, lost } = await rendered(parsed.invoice, conversion, context);
  for (const line of lost) context.err(line);
  if (out === undefined) context.out(new TextDecoder().decode(bytes));
  else writeFileSync(out, bytes);
  return parsed.unread.length + parsed.faults.length + lost.length > 0 ? EXIT.found : EXIT.ok;
}

interface Rendered {
  readonly bytes: Uint8Array;
  /** One line of text for each value that was lost on the way. */
  readonly lost: readonly string[];
}

async function rendered(invoice: Invoice, { format, profile, locale, existing }: Conversion, context: CliContext): Promise<Rendered> {
  if (format === 'json') return { bytes: written(invoice, format), lost: [] };
  if (format !== 'facturx') {
    const bytes = written(invoice, format);
    const back = invoiceIn(await openFlow(bytes)).parsed.invoice;
    return { bytes, lost: notCarried(invoice, back).map(notCarriedText) };
  }
  const source = existing === undefined ? {} : { pdf: await sourceOf(existing, context) };
  const options = { profile: profile ?? profileFor(invoice), locale, fonts: pageFonts(), ...source };
  const { pdf, left, unshown } = renderFacturX(invoice, options);
  const characters = unshown.length === 0 ? [] : [`not shown on the page, the font lacks them: ${unshown.join(' ')}\n`];
  return { bytes: pdf, lost: [...left.map(notCarriedText), ...characters] };
}

/** What our checks cannot see in a PDF that does not even claim to be an archive is said, not hidden. */
async function sourceOf(file: string, context: CliContext): Promise<SourcePdf> {
  const source = existingPdf(await readInput(file, context));
  if (!source.text.includes('pdfaid:part'))
    context.err('note: the PDF did not claim to be PDF/A; widths and shapes inside its fonts and its images were not checked\n');
  return source;
}

/** The smallest profile that carries every term of an invoice with lines. */
function profileFor({ specification }: Invoice): FacturxProfileName {
  return /#conformant#/.test(specification ?? '') ? 'extended' : 'en16931';
}

/** @throws PasserelleError CLI_INPUT */
function conversionOf({ to, profile: name, lang, pdf }: Options): Conversion {
  const format = oneOf(TARGETS, to, 'format');
  const locale = oneOf(PAGE_LOCALES, lang, 'language');
  const wrong = name !== undefined ? '--profile' : pdf !== undefined ? '--pdf' : null;
  if (format !== 'facturx' && wrong !== null) throw new PasserelleError('CLI_INPUT', `${wrong} belongs to --to facturx`);
  return {
    format,
    locale,
    ...(name === undefined ? {} : { profile: oneOf(FACTURX_PROFILES, name, 'profile') }),
    ...(pdf === undefined ? {} : { existing: pdf }),
  };
}

function oneOf<T extends string>(known: readonly T[], name: string, what: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new PasserelleError('CLI_INPUT', `there is no ${what} ${name}: expected one of ${known.join(', ')}`);
  return found;
}

/** A pattern that the shell did not open; a file of that very name comes first. */
function matching(arg: string): readonly string[] {
  if (!/[*?[]/.test(arg) || statSync(arg, { throwIfNoEntry: false }) !== undefined) return [arg];
  return globSync(arg).sort();
}

function isFolder(path: string | undefined): boolean {
  return path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** @throws PasserelleError CLI_INPUT */
export function formatNamed(name: string): TextFormat {
  return oneOf(FORMATS, name, 'format');
}

export function written(invoice: Invoice, format: TextFormat): Uint8Array {
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(plainJson(invoice), null, 2)}\n`);
  return renderInvoice(invoice, format);
}
