/** `bench`: measurements that print figures side by side in one run; nothing is asserted. */
import type { Registration } from '../cli/outcome.ts';
import type { RoadPlan } from './bench/road.ts';

/** 40 documents a minute is a busy mid-size company; at once is a month's end. */
const PACE_MS = 1_500;

const PLANS: readonly RoadPlan[] = [
  { title: 'webhook, 40 a minute', webhook: true, poll: 60, invoices: 40, every: PACE_MS },
  { title: 'poll of 10 s, 40 a minute', webhook: false, poll: 10, invoices: 40, every: PACE_MS },
  { title: 'poll of 2 s, 300 at once', webhook: false, poll: 2, invoices: 300, every: 0 },
];

export const registerBench: Registration = (program, context) => {
  const bench = program.command('bench').description('Measures Passerelle on this machine, on loopback.');
  bench
    .command('road')
    .description('From posted in the ERP to accepted by the platform: seconds, documents per second, memory of the daemon.')
    .action(async () => {
      // here, not above: the simulators are no part of any other command, nor of the daemon
      const { runRoad } = await import('./bench/road.ts');
      context.out('invoices of 10 lines; the daemon is a process of its own, ERP and platform are simulators beside it\n\n');
      context.out(
        `${'way'.padEnd(28)}${'n'.padStart(5)}${'p50 s'.padStart(9)}${'p95 s'.padStart(9)}${'docs/s'.padStart(9)}${'MB'.padStart(7)}\n`,
      );
      for (const plan of PLANS) {
        const r = await runRoad(plan);
        context.out(
          `${r.title.padEnd(28)}${String(r.invoices).padStart(5)}${r.p50.toFixed(2).padStart(9)}${r.p95.toFixed(2).padStart(9)}${r.perSecond.toFixed(1).padStart(9)}${r.memory.toFixed(0).padStart(7)}\n`,
        );
      }
    });
};
