/** The line that says how far it is, on a terminal and nowhere else; cleared before anything else is written. */
import { text, type Locale } from '../messages/messages.ts';
import type { CliWorld } from './context.ts';
import type { ExitCode } from './outcome.ts';

export interface Counts {
  /** By exit code: all well, something found, not done. */
  readonly codes: Readonly<Record<ExitCode, number>>;
  readonly total: number;
}

export interface Progress {
  /** Draws the line anew, but not more often than can be read. */
  show(counts: Counts): void;
  clear(): void;
}

const NONE: Progress = { show: () => undefined, clear: () => undefined };
const EVERY_MS = 100;
const CLEAR = '\r\u001b[2K';

export function progressOn(world: CliWorld, command: string, locale: Locale, now: () => number): Progress {
  const { errColumns } = world;
  if (errColumns === undefined) return NONE;
  const start = now();
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    show({ codes, total }) {
      const at = now();
      if (at - last < EVERY_MS) return;
      last = at;
      shown = true;
      const done = codes[0] + codes[1] + codes[2];
      const values = { done: String(done), total: String(total), rate: rateText(done, at - start), ...countsOf({ codes, total }) };
      world.err(`${CLEAR}${text(locale, `command.progress.${command}`, values).slice(0, Math.max(errColumns - 1, 0))}`);
    },
    clear() {
      if (shown) world.err(CLEAR);
      shown = false;
    },
  };
}

/** One line about all the files. */
export function summaryText(counts: Counts, command: string, locale: Locale, milliseconds: number): string {
  const { total } = counts;
  const seconds = (milliseconds / 1000).toFixed(1);
  const values = { total: String(total), seconds, rate: rateText(total, milliseconds), ...countsOf(counts) };
  return `${text(locale, `command.summary.${command}`, values)}\n`;
}

function countsOf({ codes }: Counts): Readonly<Record<'well' | 'found' | 'failed', string>> {
  return { well: String(codes[0]), found: String(codes[1]), failed: String(codes[2]) };
}

function rateText(files: number, milliseconds: number): string {
  const rate = milliseconds <= 0 ? 0 : (files * 1000) / milliseconds;
  return rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
}
