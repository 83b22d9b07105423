/** `bench`: measurements that print figures side by side in one run; nothing is asserted. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { PasserelleError } from '../base/error.ts';
import type { CliContext } from '../cli/context.ts';
import type { Registration } from '../cli/outcome.ts';
import type { Course, CoursePlan } from './bench/core-course.ts';
import type { RoadPlan, RoadResult } from './bench/road-stage.ts';

/** 40 documents a minute is a busy mid-size company; at once is a month's end. */
const PACE_MS = 1_500;

const OUT: readonly RoadPlan[] = [
  { title: 'webhook, 40 a minute', webhook: true, poll: 60, invoices: 40, every: PACE_MS },
  { title: 'poll of 10 s, 40 a minute', webhook: false, poll: 10, invoices: 40, every: PACE_MS },
  { title: 'poll of 2 s, 300 at once', webhook: false, poll: 2, invoices: 300, every: 0 },
];
const IN: readonly RoadPlan[] = [
  { title: 'webhook, 40 a minute', webhook: true, poll: 60, invoices: 40, every: PACE_MS },
  { title: 'poll of 2 s, 200 at once', webhook: false, poll: 2, invoices: 200, every: 0 },
];
/** Beside the checkout, as `PASSERELLE_DATA` is. */
const FLOOR = resolve(import.meta.dirname, '../../../shared/floor');
/** Short enough for many turns, long enough for the clock of the CPU. */
const SLICE_MS = 40;
const WIDTHS = { title: 52, n: 5, figure: 9, memory: 7 } as const;

export const registerBench: Registration = (program, context) => {
  const bench = program.command('bench').description('Measures Passerelle on this machine, on loopback.');
  bench
    .command('road')
    .description(
      'Out: posted in the ERP to accepted. In: listed to draft bill, posted bill to 205 accepted. Seconds, documents a second, memory.',
    )
    .action(async () => {
      // here, not above: the simulators are no part of any other command, nor of the daemon
      const { runRoad } = await import('./bench/road.ts');
      const { runRoadIn } = await import('./bench/road-in.ts');
      context.out('invoices of 10 lines; the daemon is a process of its own, ERP and platform are simulators beside it\n\n');
      context.out(rowOf('way', ['n', 'p50 s', 'p95 s', 'docs/s', 'MB']));
      for (const plan of OUT) context.out(figuresOf(await runRoad(plan)));
      for (const plan of IN) for (const result of await runRoadIn(plan)) context.out(figuresOf(result));
    });
  for (const [name, { description, load }] of Object.entries(COURSES))
    registerCourse(bench.command(name).description(description), load, context);
};

/** Loaded when asked for, as above. */
const COURSES: Readonly<Record<string, { readonly description: string; readonly load: () => Promise<Course> }>> = {
  rules: {
    description:
      'From XML bytes, and from an invoice at hand, to findings: against the floor, libxml2-wasm and SaxonJS. CPU time, ratios, memory, growth.',
    load: async () => (await import('./bench/rules.ts')).RULES,
  },
  render: {
    description: 'From an invoice to XML bytes: against the floor.',
    load: async () => (await import('./bench/render.ts')).RENDER,
  },
  parse: {
    description: 'From XML bytes to an invoice: against the floor and libxml2-wasm.',
    load: async () => (await import('./bench/parse.ts')).PARSE,
  },
};

interface CourseOptions {
  readonly floor: string;
  readonly saxon?: string;
  readonly lines: string;
  readonly rounds: string;
}

function registerCourse(command: Command, load: () => Promise<Course>, context: CliContext): void {
  command
    .option('--floor <dir>', 'folder of the floor programs, the least code that does the same bytes', FLOOR)
    .option('--saxon <dir>', 'folder with saxon-js and the compiled official stylesheets ubl.sef.json and cii.sef.json')
    .option('--lines <list>', 'sizes of the invoices', '1,10,100,1000,10000')
    .option('--rounds <n>', 'interleaved rounds', '5')
    .action(async ({ floor, saxon, lines, rounds }: CourseOptions) => {
      const sizes = lines.split(',').map(countOf);
      const plan: CoursePlan = { floor, lines: sizes, rounds: countOf(rounds), slice: SLICE_MS, ...(saxon === undefined ? {} : { saxon }) };
      const { runCourse } = await import('./bench/core-course.ts');
      await runCourse(await load(), plan, (text) => context.out(text));
    });
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text.trim())) throw new PasserelleError('CLI_INPUT', `${text.slice(0, 20)} is no count from 1 to 999999`);
  return Number.parseInt(text, 10);
}

function figuresOf({ title, invoices, p50, p95, perSecond, memory }: RoadResult): string {
  return rowOf(title, [String(invoices), p50.toFixed(2), p95.toFixed(2), perSecond.toFixed(1), memory.toFixed(0)]);
}

function rowOf(title: string, [n = '', p50 = '', p95 = '', perSecond = '', memory = '']: readonly string[]): string {
  const figures = [p50, p95, perSecond].map((figure) => figure.padStart(WIDTHS.figure)).join('');
  return `${title.padEnd(WIDTHS.title)}${n.padStart(WIDTHS.n)}${figures}${memory.padStart(WIDTHS.memory)}\n`;
}
