/** The real noise, for the spread of retries only; never for ids or secrets. */
import type { Noise } from '../ports/runtime.ts';

export const systemNoise: Noise = () => Math.random();
