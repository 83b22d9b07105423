/** The story of a value: every core function that writes a term returns one. */
import type { FieldRef, InstancePath } from './path.ts';

export interface Derivation {
  readonly at: InstancePath;
  readonly by: 'map' | 'normalize' | 'calculate' | 'adopt' | 'parse' | 'enrich';
  /** Line of the mapping file, when a mapping wrote it; `mapping` names the layer it came from. */
  readonly line?: number;
  readonly mapping?: string;
  /** What was done: `from name`, `as siren`, `lookup typeCode`, `sum of lines[].net`. */
  readonly operation: string;
  readonly from: readonly (InstancePath | FieldRef)[];
  /** The result as text, for the reader of the story; absent for groups. */
  readonly value?: string;
}
