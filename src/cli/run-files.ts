/**
 * One piece of work on every file: in this process for a few small ones, by a crew of processes for many or large ones.
 * Outcomes are told in the order of the input whoever is ready first, and only a bounded number of them is ever waiting.
 */
import { statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { PasserelleError } from '../base/error.ts';
import type { CliWorld } from './context.ts';
import { createCrew, type Crew, type TaskEnd } from './crew.ts';
import { failedFile } from './failed-file.ts';
import { workOf, type FileOutcome, type FileTask, type WorkSpec } from './file-work.ts';
import { openJunitFile, type JunitFile } from './junit-file.ts';
import { EXIT, type ExitCode } from './outcome.ts';
import { progressOn, summaryText } from './progress.ts';
import { columns } from './table.ts';
import { text } from '../messages/messages.ts';

export interface FileRun {
  readonly spec: WorkSpec;
  readonly tasks: readonly FileTask[];
  readonly limitMs: number;
  /** Processes; default: as many as cores, and as memory allows. */
  readonly jobs?: number;
  /** Path of a JUnit file. */
  readonly junit?: string;
}

/** Below both, starting a process costs more than it gains; the bounds of the readers hold here too. */
const FEW_FILES = 24;
const FEW_BYTES = 2 * 1024 * 1024;
/** Memory that one process may take: an invoice of ten thousand lines needs a tenth. */
const HEAP_MB = 1024;
const JOBS_MAX = 64;
/** Outcomes that may wait for a slow one before them, for each process. */
const AHEAD = 16;

export async function runFiles(run: FileRun, world: CliWorld): Promise<ExitCode> {
  const { spec, tasks } = run;
  const start = performance.now();
  const junit = run.junit === undefined ? null : openJunitFile(run.junit, `passerelle ${spec.command}`);
  const counts = { codes: { [EXIT.ok]: 0, [EXIT.found]: 0, [EXIT.failed]: 0 }, total: tasks.length };
  const named = new Map<string, { count: number; files: number }>();
  const progress = progressOn(world, spec.command, spec.locale, () => performance.now());
  const done = (outcome: FileOutcome): FileOutcome => {
    counts.codes[outcome.code]++;
    progress.show(counts);
    return outcome;
  };
  const tell = (outcome: FileOutcome): void => {
    progress.clear();
    write(outcome, world, junit);
    for (const [name, count] of outcome.named) {
      const sum = named.get(name) ?? { count: 0, files: 0 };
      named.set(name, { count: sum.count + count, files: sum.files + 1 });
    }
  };
  try {
    if (isLittle(run)) await oneByOne(run, (outcome) => tell(done(outcome)));
    else await byCrew(run, done, tell);
    progress.clear();
    junit?.finish();
  } finally {
    progress.clear();
    junit?.discard();
  }
  if (tasks.length > 1) world.err(closing(named, spec) + summaryText(counts, spec.command, spec.locale, performance.now() - start));
  return counts.codes[EXIT.failed] > 0 ? EXIT.failed : counts.codes[EXIT.found] > 0 ? EXIT.found : EXIT.ok;
}

function write({ out, err, junit: suite }: FileOutcome, world: CliWorld, junit: JunitFile | null): void {
  if (err !== '') world.err(err);
  if (out !== '') world.out(out);
  if (suite !== '') junit?.add(suite);
}

function isLittle({ tasks }: FileRun): boolean {
  if (tasks.length > FEW_FILES) return false;
  let bytes = 0;
  for (const { file, bytes: given } of tasks) bytes += given?.length ?? sizeOf(file);
  return bytes <= FEW_BYTES;
}

/** What is no plain file may go on for ever: it is read where it can be broken off. */
function sizeOf(file: string): number {
  try {
    const about = statSync(file);
    return about.isFile() || about.isDirectory() ? about.size : Number.POSITIVE_INFINITY;
  } catch {
    return 0;
  }
}

async function oneByOne({ spec, tasks }: FileRun, tell: (outcome: FileOutcome) => void): Promise<void> {
  const work = await workOf(spec);
  for (const task of tasks) tell(troubled(task, spec) ?? (await work(task)));
}

async function byCrew(run: FileRun, done: (outcome: FileOutcome) => FileOutcome, tell: (outcome: FileOutcome) => void): Promise<void> {
  const { spec, tasks, limitMs } = run;
  const size = sizeFor(run);
  const program = new URL(import.meta.url.endsWith('.ts') ? './file-worker.ts' : './file-worker.js', import.meta.url);
  const crew = createCrew<FileTask, FileOutcome>({ program, args: [JSON.stringify(spec)], size, limitMs, heapMb: HEAP_MB });
  const waiting: Promise<FileOutcome>[] = [];
  try {
    for (const task of tasks) {
      const outcome = outcomeOf(task, run, crew).then(done);
      outcome.catch(() => undefined);
      waiting.push(outcome);
      const first = waiting.length < size * AHEAD ? undefined : waiting.shift();
      if (first !== undefined) tell(await first);
    }
    for (const outcome of waiting) tell(await outcome);
  } finally {
    crew.close();
  }
}

function sizeFor({ jobs, tasks }: FileRun): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const fitting = Math.max(1, Math.floor(memory / 2 / (HEAP_MB * 1024 * 512)));
  return Math.min(jobs ?? Math.min(availableParallelism(), fitting), tasks.length, JOBS_MAX);
}

async function outcomeOf(task: FileTask, { spec, limitMs }: FileRun, crew: Crew<FileTask, FileOutcome>): Promise<FileOutcome> {
  const trouble = troubled(task, spec);
  if (trouble !== null) return trouble;
  const end = await crew.run(task);
  return end.kind === 'done' ? end.result : failedFile(task, lossOf(end, limitMs), spec);
}

function troubled(task: FileTask, spec: WorkSpec): FileOutcome | null {
  if (task.trouble === undefined) return null;
  return failedFile(task, new PasserelleError(task.trouble.code, task.trouble.message), spec);
}

function lossOf(end: Exclude<TaskEnd<FileOutcome>, { kind: 'done' }>, limitMs: number): PasserelleError {
  if (end.kind === 'late') return new PasserelleError('CLI_FILE_SLOW', `it took longer than ${limitMs / 1000} s and was broken off`);
  if (end.why === 'memory') return new PasserelleError('CLI_FILE_CRASHED', `it takes more than ${HEAP_MB} MB of memory to read`);
  return new PasserelleError('CLI_FILE_CRASHED', `the process that read it ended: ${end.detail}`);
}

const OFTEN = 10;

/** What was named most often, over all the files. */
function closing(named: ReadonlyMap<string, { readonly count: number; readonly files: number }>, spec: WorkSpec): string {
  if (spec.json || named.size === 0) return '';
  const rows = [...named].sort(([, a], [, b]) => b.files - a.files || b.count - a.count).slice(0, OFTEN);
  const title = text(spec.locale, `command.often.${spec.command}`, { shown: String(rows.length), all: String(named.size) });
  return `${title}\n${columns(rows.map(([name, { count, files }]) => [`  ${name}`, String(count), `/ ${files}`]))}`;
}
