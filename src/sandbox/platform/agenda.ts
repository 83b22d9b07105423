/** Things to do later, in order of their moment. Run by a loop on the injected clock, and before each request. */
import type { Clock } from '../../ports/runtime.ts';

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

const IDLE_MS = 1000;

export class Agenda {
  #entries: Entry[] = [];
  #order = 0;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  #wake: AbortController = new AbortController();
  #loop: Promise<void> | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  plan(delayMs: number, action: () => void): void {
    this.#entries.push({ at: this.#now() + delayMs, order: this.#order++, action });
    this.#entries.sort((a, b) => a.at - b.at || a.order - b.order);
    this.#wake.abort();
  }

  /** Does everything that is due; an action may plan more. */
  runDue(): void {
    for (let next = this.#entries[0]; next !== undefined && next.at <= this.#now(); next = this.#entries[0]) {
      this.#entries.shift();
      next.action();
    }
  }

  /** Does everything there is, now: tests need not wait. */
  runAll(): void {
    for (let next = this.#entries.shift(); next !== undefined; next = this.#entries.shift()) next.action();
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.runDue();
      this.#wake = new AbortController();
      const next = this.#entries[0];
      const wait = next === undefined ? IDLE_MS : Math.min(IDLE_MS, Math.max(1, next.at - this.#now()));
      await this.#clock.sleep(wait, AbortSignal.any([this.#stop.signal, this.#wake.signal])).catch(() => undefined);
    }
  }

  #now(): number {
    return Date.parse(this.#clock.now());
  }
}
