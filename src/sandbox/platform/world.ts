/** What the simulator needs of the world; shaped like the ports of the daemon, which a simulator does not import. */

export interface SandboxClock {
  now(): string;
  monotonic(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface SandboxIds {
  next(): string;
}

/** 0 ≤ noise < 1, the same sequence for the same seed (mulberry32): storms can be repeated. */
export function seededNoise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
