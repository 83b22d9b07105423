/** A file that nothing could be done with: the same telling whether it was not found, not read, too slow or deadly. */
import { PasserelleError } from '../base/error.ts';
import { sentence } from '../messages/messages.ts';
import type { FileOutcome, FileTask, Telling, WorkSpec } from './file-work.ts';
import { suiteXml } from './junit.ts';
import { EXIT } from './outcome.ts';
import { oneLine } from './table.ts';

/** What is not ours broke off the reading of this file, and of no other. */
export function asFileError(error: unknown): PasserelleError {
  if (error instanceof PasserelleError) return error;
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new PasserelleError('CLI_FILE_CRASHED', `the file broke off its own reading: ${oneLine(words, 200)}`, { cause: error });
}

export function failedFile({ file }: FileTask, error: PasserelleError, spec: WorkSpec): FileOutcome {
  const { code, message } = error;
  return {
    code: EXIT.failed,
    out: spec.json ? `${JSON.stringify({ ...nothing(file, spec.command), error: code, message })}\n` : '',
    err: spec.json ? '' : failureText(file, error, spec.locale),
    junit: spec.junit ? suiteXml({ file, milliseconds: 0, cases: [{ name: code, kind: 'error', message, text: error.hint }] }) : '',
    named: [],
  };
}

function nothing(file: string, command: WorkSpec['command']): Readonly<Record<string, unknown>> {
  return command === 'validate' ? { file, syntax: null, profile: null, valid: false } : { file, output: null };
}

function failureText(file: string, error: PasserelleError, locale: Telling['locale']): string {
  const { line, column } = error.where;
  const place = line === undefined ? '' : `:${line}:${column ?? 1}`;
  const { what, fix } = sentence(locale, error.code, {});
  const own = locale === 'en' ? oneLine(error.message, 400) : `${what} ${oneLine(error.message, 400)}`;
  return `${oneLine(file, 400)}${place}: ${own} [${error.code}]\n→ ${locale === 'en' ? error.hint : fix}\n`;
}
