/** Arguments and options that commands about many files share: how they are documented, and what they come to. */
import type { Command } from 'commander';
import type { CliWorld } from './context.ts';
import type { FileTask } from './file-work.ts';
import { wholeNumber } from './option-values.ts';
import { namedFiles, type NamedFile } from './named-files.ts';
import { readInput, STDIN } from './read-input.ts';
import type { FileRun } from './run-files.ts';

export interface ManyOptions {
  readonly json?: boolean;
  readonly junit?: string;
  readonly jobs?: string;
  readonly timeout: string;
}

export function withManyFiles(command: Command): Command {
  return command
    .option('--junit <file>', 'also a JUnit XML file: one testsuite a file, for Jenkins, GitLab and others')
    .option('-j, --jobs <number>', 'processes for many or large files (default: as many as cores and memory allow)')
    .option('--timeout <seconds>', 'most time for one file, when there are many or large ones', '60');
}

/** @throws PasserelleError CLI_INPUT */
export function runOf({ junit, jobs, timeout }: ManyOptions): Pick<FileRun, 'junit' | 'jobs' | 'limitMs'> {
  return {
    limitMs: wholeNumber('--timeout', timeout, 1, 86_400) * 1000,
    ...(junit === undefined ? {} : { junit }),
    ...(jobs === undefined ? {} : { jobs: wholeNumber('--jobs', jobs, 1, 64) }),
  };
}

/** The tasks that the arguments mean; standard input is read here, for only this process has it. */
export async function tasksOf(
  args: readonly string[],
  endings: readonly string[],
  world: CliWorld,
): Promise<readonly { readonly task: FileTask; readonly named: NamedFile }[]> {
  const tasks = [];
  for (const named of namedFiles(args, endings)) {
    const { path, trouble } = named;
    const bytes = path === STDIN ? { bytes: await readInput(path, world) } : {};
    const failed = trouble === undefined ? {} : { trouble: { code: 'CLI_INPUT' as const, message: trouble } };
    tasks.push({ task: { file: path, ...bytes, ...failed }, named });
  }
  return tasks;
}
