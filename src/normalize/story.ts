/** Collects what a normalization did: the derivations of the terms it wrote, and the faults it found. */
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Fault, Severity } from '../model/fault.ts';
import type { FieldRef, InstancePath } from '../model/path.ts';

export interface Story {
  readonly derivations: Derivation[];
  readonly faults: Fault[];
}

export type Source = InstancePath | FieldRef;

export function newStory(): Story {
  return { derivations: [], faults: [] };
}

/** Tells how a term came to its value. */
export function tell(
  story: Story,
  by: 'normalize' | 'calculate' | 'adopt',
  at: InstancePath,
  value: string | Decimal,
  operation: string,
  from: readonly Source[],
): void {
  const text = typeof value === 'string' ? value : formatDecimal(value);
  story.derivations.push({ at, by, operation, from, value: text });
}

export function found(
  story: Story,
  rule: string,
  severity: Severity,
  at: readonly InstancePath[],
  values: Readonly<Record<string, string>>,
): void {
  story.faults.push({ rule, severity, at, values });
}

/** A company setting as the source of a value. */
export function setting(name: string): FieldRef {
  return { model: 'company', field: name };
}

/** Something that enrich fetched. */
export function enriched(name: string): FieldRef {
  return { model: 'enrichment', field: name };
}
