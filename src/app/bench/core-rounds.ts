/**
 * Contestants measured beside each other: short slices in turns, so that whatever else the machine does meets all of
 * them alike. CPU time of the whole process (collector and compiler charged), medians, ratios of the same round.
 * Prints nothing, judges nothing.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Contestant {
  readonly name: string;
  /** One invoice; absent when it cannot be measured, `why` says so. */
  readonly run?: () => unknown;
  readonly why?: string;
  /** Name of the contestant that the ratio is against. */
  readonly against?: string;
}

export interface Pace {
  readonly rounds: number;
  /** Milliseconds of a slice; an invoice that takes longer runs once. */
  readonly slice: number;
}

export interface Measured {
  readonly name: string;
  /** Microseconds of CPU an invoice; absent when it was not measured. */
  readonly cpu?: number;
  readonly why?: string;
  readonly ratio?: number;
  readonly against?: string;
  /** Megabytes on the heap after one invoice, before anything is collected. */
  readonly memory?: number;
}

/** Milliseconds an invoice → rounds at most: what is long is steady too, and a peer that needs a minute would need five. */
const FEWER: readonly (readonly [ms: number, rounds: number])[] = [
  [1500, 1],
  [60, 3],
];
/** Where results go, so that no compiler leaves the work out. */
const kept: { result?: unknown } = {};

export function rounds(contestants: readonly Contestant[], pace: Pace): readonly Measured[] {
  const running = contestants.flatMap(({ name, run }) =>
    run === undefined ? [] : [{ name, run, count: warmed(run, pace.slice), samples: [] as number[] }],
  );
  for (let round = 0; round < pace.rounds; round++) {
    for (const { run, count, samples } of running) {
      if (round < roundsAt(samples[0] ?? 0)) samples.push(sliceOf(run, count));
    }
  }
  return contestants.map(({ name, why, run, against }) => {
    const own = running.find((each) => each.name === name);
    if (own === undefined || run === undefined) return { name, why: why ?? 'not measured' };
    const other = running.find((each) => each.name === against);
    const ratio =
      other === undefined ? undefined : median(own.samples.map((cpu, index) => cpu / (other.samples[index] ?? median(other.samples))));
    const compared = ratio === undefined || against === undefined ? {} : { ratio, against };
    return { name, cpu: median(own.samples), memory: memoryOf(run, Math.min(3, own.samples.length)), ...compared };
  });
}

function roundsAt(cpu: number): number {
  return FEWER.find(([ms]) => cpu >= ms * 1000)?.[1] ?? Number.POSITIVE_INFINITY;
}

/** Runs until the compiler has seen it; returns how many invoices fill a slice. */
function warmed(run: () => unknown, slice: number): number {
  const started = performance.now();
  let count = 0;
  do {
    kept.result = run();
    count++;
  } while (performance.now() - started < slice * 2);
  const each = (performance.now() - started) / count;
  return Math.max(1, Math.round(slice / each));
}

function sliceOf(run: () => unknown, count: number): number {
  const started = process.cpuUsage();
  for (let index = 0; index < count; index++) kept.result = run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / count;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;

/** The most of some, because a collection in between hides what was allocated. */
function memoryOf(run: () => unknown, times: number): number {
  const collect = collector();
  let most = 0;
  for (let index = 0; index < times; index++) {
    kept.result = undefined;
    collect();
    const before = used();
    kept.result = run();
    most = Math.max(most, used() - before);
  }
  kept.result = undefined;
  return most / 1_000_000;
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** The p of cpu ~ lines^p, by least squares over the logarithms; 1 is linear. */
export function growthOf(points: readonly (readonly [lines: number, cpu: number])[]): number | undefined {
  if (points.length < 2) return undefined;
  const logs = points.map(([lines, cpu]) => [Math.log(lines), Math.log(cpu)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
