/**
 * A crew of processes that each do one task at a time. A task that kills its process, takes its memory or never ends
 * costs only itself: the process is replaced. Processes and not threads, because a heap that overflows in a thread can
 * end the whole program. Knows nothing of what the tasks are.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { PasserelleError } from '../base/error.ts';

export interface CrewOptions {
  /** Answers each message with one: `{ done }`; says `{ ready: true }` first. */
  readonly program: URL;
  readonly args: readonly string[];
  readonly size: number;
  readonly limitMs: number;
  /** Of each process. */
  readonly heapMb: number;
}

export type TaskEnd<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'late' }
  | { readonly kind: 'crashed'; readonly why: 'memory' | 'other'; readonly detail: string };

export interface Crew<Task, Result> {
  /** Waits for a free process. @throws PasserelleError CLI_WORKER when none can be started */
  run(task: Task): Promise<TaskEnd<Result>>;
  close(): void;
}

/** A program that ends so often before it is ready will not be ready the next time. */
const STARTS_MAX = 3;
const WORDS_MAX = 4000;

interface Waiting<Task, Result> {
  readonly task: Task;
  readonly end: (end: TaskEnd<Result>) => void;
  readonly fail: (error: PasserelleError) => void;
}

interface Member<Task, Result> {
  readonly child: ChildProcess;
  ready: boolean;
  busy: Waiting<Task, Result> | null;
  timer: NodeJS.Timeout | undefined;
  /** What it wrote on standard error, the last of it: V8 names its reason there. */
  words: string;
}

interface State<Task, Result> {
  readonly options: CrewOptions;
  readonly waiting: Waiting<Task, Result>[];
  readonly members: Set<Member<Task, Result>>;
  /** Ends before being ready, in a row. */
  failures: number;
  closed: boolean;
}

export function createCrew<Task extends object, Result>(options: CrewOptions): Crew<Task, Result> {
  const state: State<Task, Result> = { options, waiting: [], members: new Set(), failures: 0, closed: false };
  return {
    run: (task) =>
      new Promise((end, fail) => {
        state.waiting.push({ task, end, fail });
        deal(state);
      }),
    close() {
      state.closed = true;
      for (const { child, timer } of state.members) {
        clearTimeout(timer);
        child.kill('SIGKILL');
      }
    },
  };
}

/** Gives tasks to free members, and starts as many members as there are tasks to wait for. */
function deal<Task extends object, Result>(state: State<Task, Result>): void {
  for (const member of state.members) {
    if (state.waiting.length === 0) return;
    if (member.ready && member.busy === null) give(state, member);
  }
  const starting = [...state.members].filter(({ ready }) => !ready).length;
  const missing = Math.min(state.waiting.length - starting, state.options.size - state.members.size);
  for (let count = 0; count < missing; count++) start(state);
}

function give<Task extends object, Result>(state: State<Task, Result>, member: Member<Task, Result>): void {
  const next = state.waiting.shift();
  if (next === undefined) return;
  member.busy = next;
  member.timer = setTimeout(() => {
    dismiss(state, member);
    next.end({ kind: 'late' });
    deal(state);
  }, state.options.limitMs);
  member.child.send(next.task, (error) => {
    if (error === null || member.busy !== next) return;
    // it had died while it was waiting: the task is not to blame
    dismiss(state, member);
    state.waiting.unshift(next);
    deal(state);
  });
}

/** Out of the crew at once, so that nothing more is given to a process that is being ended. */
function dismiss<Task extends object, Result>(state: State<Task, Result>, member: Member<Task, Result>): void {
  clearTimeout(member.timer);
  state.members.delete(member);
  member.busy = null;
  member.child.kill('SIGKILL');
}

function start<Task extends object, Result>(state: State<Task, Result>): void {
  const { program, args, heapMb } = state.options;
  const child = fork(program, [...args], {
    execArgv: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const member: Member<Task, Result> = { child, ready: false, busy: null, timer: undefined, words: '' };
  state.members.add(member);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    member.words = `${member.words}${text}`.slice(-WORDS_MAX);
  });
  child.on('message', (message: { readonly ready?: true; readonly done?: Result }) => {
    if (message.ready === true) {
      member.ready = true;
      state.failures = 0;
    } else if (member.busy !== null) {
      clearTimeout(member.timer);
      member.busy.end({ kind: 'done', result: message.done as Result });
      member.busy = null;
    }
    deal(state);
  });
  // a message to a process that has just died: its end is told by `close`
  child.on('error', (error) => {
    member.words ||= error.message;
    if (child.pid === undefined) lost(state, member, null);
  });
  child.on('close', (code) => {
    lost(state, member, code);
  });
}

function lost<Task extends object, Result>(state: State<Task, Result>, member: Member<Task, Result>, code: number | null): void {
  clearTimeout(member.timer);
  if (!state.members.delete(member) || state.closed) return;
  const memory = /heap out of memory|Reached heap limit|bad_alloc/.test(member.words);
  const detail = lastLine(member.words) || (code === null ? 'it was killed' : `it ended with code ${code}`);
  member.busy?.end({ kind: 'crashed', why: memory ? 'memory' : 'other', detail });
  if (!member.ready && ++state.failures >= STARTS_MAX) {
    const error = new PasserelleError('CLI_WORKER', `the processes that do the work end as soon as they are started: ${detail}`);
    for (const { fail } of state.waiting.splice(0)) fail(error);
    return;
  }
  deal(state);
}

/** The line that names the error, of a stack or of V8's report. */
function lastLine(words: string): string {
  const lines = words.split('\n').map((line) => line.trim());
  return (lines.find((line) => /^(?:FATAL ERROR|[A-Z]\w*Error\b)/.test(line)) ?? lines.find((line) => line !== '') ?? '').slice(0, 200);
}
