/** Class of an operation and what follows: normalize/scope.ts decides. */
import type { ScopeClass, ScopePolicy } from './company.ts';

export interface Scope {
  readonly class: ScopeClass;
  /** Key of the sentence that says why, with its values. */
  readonly why: string;
  readonly values: Readonly<Record<string, string>>;
  readonly policy: ScopePolicy;
  /** XP Z12-013 word: B2B, B2BInt, B2G, … */
  readonly processingRule: string;
  /** Text of the BAR note (BR-FR-20): B2B, B2BINT, …; absent when none is written. */
  readonly barNote?: string;
}
