/** What is done to one file of many, as data: it crosses to other processes and comes back in the order of the input. */
import type { Locale } from '../ports/locale.ts';
import type { ErrorCode } from '../base/error-catalog.ts';
import type { ConvertSpec } from './convert-work.ts';
import type { ExitCode } from './outcome.ts';
import type { ValidateSpec } from './validate-work.ts';

/** How the outcome of every file is told. */
export interface Telling {
  readonly json: boolean;
  readonly junit: boolean;
  readonly locale: Locale;
}

export interface FileTask {
  /** As it was named, or `-`. */
  readonly file: string;
  /** Of standard input, which only one process can read. */
  readonly bytes?: Uint8Array;
  /** Where the result is written; absent: to standard output. */
  readonly target?: string;
  /** Why there is nothing to do. */
  readonly trouble?: { readonly code: ErrorCode; readonly message: string };
}

export interface FileOutcome {
  readonly code: ExitCode;
  /** For standard output and standard error. */
  readonly out: string;
  readonly err: string;
  /** A testsuite, when it was asked for. */
  readonly junit: string;
  /** How often each rule or lost term was named. */
  readonly named: readonly (readonly [name: string, count: number])[];
}

export type FileWork = (task: FileTask) => Promise<FileOutcome>;

export type WorkSpec = ValidateSpec | ConvertSpec;

export async function workOf(spec: WorkSpec): Promise<FileWork> {
  if (spec.command === 'validate') return (await import('./validate-work.ts')).validateWork(spec);
  return (await import('./convert-work.ts')).convertWork(spec);
}
