/**
 * Converts one file and tells what could not be carried over: an invoice between UBL, CII, Factur-X and JSON, a status
 * message between CDAR and JSON. Writes the result to its file; prints nothing itself. Judges nothing.
 */
import { PasserelleError } from '../base/error.ts';
import { notCarried, type NotCarried } from '../core/not-carried.ts';
import { notAnInvoice } from '../core/open-invoice.ts';
import { text, type Locale } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { StatusMessage } from '../model/lifecycle.ts';
import { readStatus } from '../parse/cdar/parse-status.ts';
import { looksLikeJson, readJson } from '../parse/json/read-json.ts';
import { openFlow } from '../parse/open-flow.ts';
import type { Unread } from '../parse/session.ts';
import type { FacturxProfileName } from '../render/facturx/profiles.ts';
import { asFileError, failedFile } from './failed-file.ts';
import { faultText } from './fault-text.ts';
import type { FileOutcome, FileTask, FileWork, Telling } from './file-work.ts';
import type { Format } from './formats.ts';
import { suiteXml, type JunitCase } from './junit.ts';
import { EXIT } from './outcome.ts';
import { readFile } from './read-input.ts';
import { oneLine } from './table.ts';
import { writeOutput } from './write-output.ts';

export interface ConvertSpec extends Telling {
  readonly command: 'convert';
  readonly format: Format;
  /** Of Factur-X; absent: the smallest that carries an invoice with lines. */
  readonly profile?: FacturxProfileName;
  /** Language of the Factur-X page. */
  readonly page: Locale;
  /** A PDF whose pages show the invoice. */
  readonly pdf?: string;
  readonly overwrite: boolean;
  /** Several files: what is said of each begins with its name. */
  readonly several: boolean;
}

interface Source {
  readonly content: { readonly invoice: Invoice } | { readonly status: StatusMessage };
  readonly unread: readonly Unread[];
  readonly faults: readonly Fault[];
}

export interface Written {
  readonly bytes: Uint8Array;
  readonly profile: string | null;
  readonly lost: readonly NotCarried[];
  /** Other things to know, as sentences. */
  readonly notes: readonly string[];
  /** Characters that a page could not show. */
  readonly unshown: readonly string[];
}

export function convertWork(spec: ConvertSpec): FileWork {
  return async (task) => {
    const start = performance.now();
    try {
      const source = await sourceOf(task.bytes ?? readFile(task.file));
      const result = await converted(source, spec);
      if (task.target !== undefined) writeOutput(task.target, result.bytes, spec.overwrite);
      return told(task, source, result, spec, performance.now() - start);
    } catch (error) {
      return failedFile(task, asFileError(error), spec);
    }
  };
}

async function sourceOf(bytes: Uint8Array): Promise<Source> {
  if (looksLikeJson(bytes)) {
    const read = readJson(bytes);
    return { content: read.kind === 'invoice' ? { invoice: read.invoice } : { status: read.message }, unread: read.unread, faults: [] };
  }
  const opened = await openFlow(bytes);
  if (opened.kind === 'invoice') {
    const { invoice, unread, faults } = opened.parsed;
    return { content: { invoice }, unread, faults };
  }
  if (opened.kind !== 'lifecycle') throw notAnInvoice(opened);
  const { message, unread, faults } = readStatus(opened.xml ?? bytes);
  return { content: { status: message }, unread, faults };
}

async function converted({ content }: Source, spec: ConvertSpec): Promise<Written> {
  const { format } = spec;
  const plain = { profile: null, lost: [], notes: [], unshown: [] };
  if ('status' in content) {
    if (format === 'cdar') return { ...plain, ...(await toCdar(content.status)) };
    if (format === 'json') return { ...plain, bytes: (await import('../render/json/render-json.ts')).renderStatusJson(content.status) };
    throw new PasserelleError('XML_UNKNOWN', 'the file is a status message about an invoice, not an invoice');
  }
  const { invoice } = content;
  if (format === 'cdar') throw new PasserelleError('XML_UNKNOWN', 'the file is an invoice, not a status message about one');
  if (format === 'json') return { ...plain, bytes: (await import('../render/json/render-json.ts')).renderInvoiceJson(invoice) };
  if (format === 'facturx') return (await import('./convert-facturx.ts')).toFacturx(invoice, spec);
  const rendition = (await import('../core/convert.ts')).renderTo(invoice, { to: format });
  return { ...plain, bytes: rendition.bytes, lost: rendition.notCarried };
}

/** Read back, as every rendition is: what did not come back was not carried. */
async function toCdar(status: StatusMessage): Promise<Pick<Written, 'bytes' | 'lost'>> {
  const { renderStatus } = await import('../render/cdar/render-status.ts');
  const bytes = renderStatus(status);
  return { bytes, lost: notCarried(status, readStatus(bytes).message) };
}

function told(task: FileTask, source: Source, result: Written, spec: ConvertSpec, milliseconds: number): FileOutcome {
  const { file, target } = task;
  const lost = [...source.unread.map(({ path, value }) => ({ term: '', path, value })), ...result.lost];
  const complete = lost.length + source.faults.length + result.unshown.length === 0;
  const { profile, unshown, notes } = result;
  const format = spec.format;
  const json = { file, output: target ?? null, format, profile, notCarried: lost, unshown, faults: source.faults.map(({ rule }) => rule) };
  const lines = [
    ...lost.map((one) => `${notCarriedText(one, spec.locale)}\n`),
    ...source.faults.map((fault) => faultText(fault, spec.locale)),
    ...(unshown.length === 0 ? [] : [`${text(spec.locale, 'command.unshown', { characters: unshown.join(' ') })}\n`]),
    ...notes.map((key) => `${text(spec.locale, key)}\n`),
  ].join('');
  const print = target === undefined ? new TextDecoder().decode(result.bytes) : '';
  return {
    code: complete ? EXIT.ok : EXIT.found,
    out: spec.json ? `${JSON.stringify(json)}\n` : print,
    err: spec.json ? '' : spec.several ? lines.replace(/^(?=\S)/gm, `${oneLine(file, 400).replaceAll('$', '$$$$')}: `) : lines,
    junit: spec.junit ? suiteXml({ file, group: format, milliseconds, cases: casesOf(lost, source.faults, spec.locale) }) : '',
    named: [...Map.groupBy(lost, ({ term, path }) => (term === '' ? path : term))].map(([name, own]) => [name, own.length]),
  };
}

function notCarriedText({ term, path, value }: NotCarried, locale: Locale): string {
  return text(locale, 'command.not-carried', { where: term === '' ? path : `${term} ${path}`, value: oneLine(value) });
}

/** One testcase for each term that was lost, or one that passed. */
function casesOf(lost: readonly NotCarried[], faults: readonly Fault[], locale: Locale): readonly JunitCase[] {
  const terms = [...Map.groupBy(lost, ({ term, path }) => (term === '' ? path : term))].map(([name, own]): JunitCase => {
    const lines = own.slice(0, 100).map((one) => notCarriedText(one, locale));
    return { name, kind: 'failure', message: lines[0] ?? name, text: lines.join('\n') };
  });
  const unread = faults.map((fault): JunitCase => ({ name: fault.rule, kind: 'failure', text: faultText(fault, locale) }));
  return lost.length + faults.length === 0 ? [{ name: 'complete', kind: 'passed' }] : [...terms, ...unread];
}
