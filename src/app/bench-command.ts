/** `bench`: measurements that print figures side by side in one run; nothing is asserted. */
import type { Registration } from '../cli/outcome.ts';
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
};

function figuresOf({ title, invoices, p50, p95, perSecond, memory }: RoadResult): string {
  return rowOf(title, [String(invoices), p50.toFixed(2), p95.toFixed(2), perSecond.toFixed(1), memory.toFixed(0)]);
}

function rowOf(title: string, [n = '', p50 = '', p95 = '', perSecond = '', memory = '']: readonly string[]): string {
  const figures = [p50, p95, perSecond].map((figure) => figure.padStart(WIDTHS.figure)).join('');
  return `${title.padEnd(WIDTHS.title)}${n.padStart(WIDTHS.n)}${figures}${memory.padStart(WIDTHS.memory)}\n`;
}
