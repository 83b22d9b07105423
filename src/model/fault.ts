/** A business finding: returned, stored, shown; never thrown. Sentences live in messages/ by rule id. */
import type { FieldRef, InstancePath } from './path.ts';

/** `fatal` forbids to send. */
export const SEVERITIES = ['fatal', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Fault {
  /** The norm's own id (`BR-16`, `BR-FR-05`) or ours (`PASS-…`). */
  readonly rule: string;
  readonly severity: Severity;
  readonly at: readonly InstancePath[];
  /** Place in a file (XPath), when a file was judged. */
  readonly file?: string;
  /** Fields of the ERP to correct. */
  readonly erp?: readonly FieldRef[];
  /** Values compared, by the names that the sentences use. */
  readonly values: Readonly<Record<string, string>>;
}

/** For `some` and `filter`: a fault that forbids to send. */
export function isFatal(fault: Fault): boolean {
  return fault.severity === 'fatal';
}
