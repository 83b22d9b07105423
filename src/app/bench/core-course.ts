/**
 * One course of the core (rules, render, parse) over invoices of growing size in both syntaxes, as lines of text:
 * microseconds, ratios, megabytes, and how the time grows with the lines. It states, and asserts nothing.
 */
import type { Syntax } from '../../model/invoice.ts';
import { floorIn, libxml2, saxonIn, type Floor, type Saxon } from './core-peers.ts';
import { growthOf, rounds, type Contestant, type Measured, type Pace } from './core-rounds.ts';

export interface Sample {
  readonly syntax: Syntax;
  readonly lines: number;
  readonly bytes: Buffer;
  /** As the floor maps it from an ERP's record, and as it reads it back from UBL. */
  readonly erpModel: ReturnType<Floor['modelOf']>;
  readonly floorModel: ReturnType<Floor['modelOf']>;
}

export interface Peers {
  readonly floor: Floor;
  readonly libxml2: (bytes: Uint8Array) => void;
  readonly saxon: Saxon | undefined;
}

export interface Course {
  readonly title: string;
  readonly contestants: (sample: Sample, peers: Peers) => Promise<readonly Contestant[]>;
}

export interface CoursePlan extends Pace {
  readonly floor: string;
  readonly saxon?: string;
  readonly lines: readonly number[];
}

const SYNTAXES: readonly Syntax[] = ['ubl', 'cii'];
/** Below this the cost of a message outweighs that of its lines: growth is fitted from here on. */
const GROWTH_FROM = 10;
/** The compiler has seen everything before the first invoice is measured. */
const WARM = 4;
/** What is done once an invoice is met often in small ones, what is done for each line in large ones. */
const WARM_LINES = [1, 100] as const;
const WIDTHS = { name: 40, lines: 7, size: 9, cpu: 12, ratio: 10, memory: 9 } as const;

export async function runCourse(course: Course, plan: CoursePlan, out: (text: string) => void): Promise<void> {
  const peers: Peers = {
    floor: await floorIn(plan.floor),
    libxml2: await libxml2(),
    saxon: plan.saxon === undefined ? undefined : saxonIn(plan.saxon),
  };
  out(`${course.title}\nCPU time an invoice, median of ${plan.rounds} interleaved rounds (fewer beyond 60 ms); × is that over the row named after it\n\n`);
  for (const syntax of SYNTAXES) {
    for (const lines of WARM_LINES) {
      const known = await course.contestants(sampleOf(syntax, lines, peers.floor), { ...peers, saxon: undefined });
      rounds(
        known.filter(({ run }) => run !== undefined),
        { rounds: 1, slice: plan.slice * WARM },
      );
    }
    const times = new Map<string, (readonly [number, number])[]>();
    out(rowOf(`${syntax.toUpperCase()}`, ['lines', 'kB', 'CPU µs', '×', 'MB']));
    for (const lines of plan.lines) {
      const sample = sampleOf(syntax, lines, peers.floor);
      for (const row of rounds(await course.contestants(sample, peers), plan)) {
        out(measuredRow(row, sample));
        if (row.cpu !== undefined && lines >= GROWTH_FROM) times.set(row.name, [...(times.get(row.name) ?? []), [lines, row.cpu]]);
      }
      out('\n');
    }
    out(growthRows(times));
  }
}

function sampleOf(syntax: Syntax, lines: number, floor: Floor): Sample {
  const erpModel = floor.modelOf(lines);
  const ubl = Buffer.from(floor.build.ubl(erpModel), 'utf8');
  const bytes = syntax === 'ubl' ? ubl : Buffer.from(floor.build.cii(erpModel), 'utf8');
  return { syntax, lines, bytes, erpModel, floorModel: floor.parse(ubl) };
}

function measuredRow({ name, cpu, why, ratio, against, memory }: Measured, { lines, bytes }: Sample): string {
  if (cpu === undefined) return `${rowOf(name, [String(lines), (bytes.length / 1000).toFixed(1)]).trimEnd()}  ${why ?? ''}\n`;
  const times = ratio === undefined ? '' : `${significant(ratio)}×`;
  const cells = [String(lines), (bytes.length / 1000).toFixed(1), significant(cpu), times, (memory ?? 0).toFixed(2)];
  return against === undefined ? rowOf(name, cells) : `${rowOf(name, cells).trimEnd()}  ${against}\n`;
}

/** Three figures that mean something, without exponents. */
function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function growthRows(times: ReadonlyMap<string, readonly (readonly [number, number])[]>): string {
  const rows = [...times].flatMap(([name, points]) => {
    const growth = growthOf(points);
    return growth === undefined ? [] : [`${name.padEnd(WIDTHS.name)} lines^${growth.toFixed(2)}\n`];
  });
  return rows.length === 0 ? '' : `growth of the time from ${GROWTH_FROM} lines on (1 is linear)\n${rows.join('')}\n`;
}

function rowOf(name: string, [lines = '', size = '', cpu = '', ratio = '', memory = '']: readonly string[]): string {
  const { name: width, ...widths } = WIDTHS;
  const cells = [lines.padStart(widths.lines), size.padStart(widths.size), cpu.padStart(widths.cpu), ratio.padStart(widths.ratio)];
  return `${name.padEnd(width)}${cells.join('')}${memory.padStart(widths.memory)}\n`;
}
