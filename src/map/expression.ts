/**
 * Expressions of mappings: CEL, checked when the mapping is loaded and compiled once. An expression always ends, sees
 * only what it reads, computes only on exact decimals, and knows only the functions listed here.
 */
import { ParseError, TypeError as CheckError, type ParseResult } from '@marcbachmann/cel-js';
import { CelDecimal, ENVIRONMENT } from './expression-engine.ts';
import { needsOf, type Needs } from './expression-needs.ts';
import type { RecordPath } from './record-path.ts';

export interface Expression {
  readonly text: string;
  /** What it reads: names of variables, and the members it takes of each. */
  readonly needs: Needs;
  /** The same names as fields of where the expression stands. */
  readonly fields: ReadonlyMap<string, RecordPath>;
  /** @throws EvaluationError of the engine, turned into a fault by the caller */
  readonly run: (values: Readonly<Record<string, unknown>>) => unknown;
}

export interface ExpressionProblem {
  readonly problem: string;
  /** Offset in the expression's text. */
  readonly offset: number;
}

const TEXT_MAX = 2000;

export function compile(text: string): Expression | ExpressionProblem {
  if (text.trim() === '') return { problem: 'the expression is empty', offset: 0 };
  if (text.length > TEXT_MAX) return { problem: `an expression has at most ${TEXT_MAX} characters`, offset: 0 };
  let parsed: ParseResult;
  try {
    parsed = ENVIRONMENT.parse(text);
  } catch (error) {
    if (error instanceof ParseError) return { problem: sentenceOf(error), offset: error.range?.start ?? 0 };
    throw error;
  }
  const needs = needsOf(parsed.ast);
  if ('problem' in needs) return needs;
  const checked = parsed.check();
  const error = checked.error;
  if (!checked.valid && (error instanceof ParseError || error instanceof CheckError)) {
    return { problem: sentenceOf(error), offset: error.range?.start ?? 0 };
  }
  const fields = new Map([...needs.needs.keys()].map((name) => [name, { text: name, absolute: false, steps: [name] }]));
  return { text, needs: needs.needs, fields, run: (values) => parsed(values) as unknown };
}

export function isCompiled(compiled: Expression | ExpressionProblem): compiled is Expression {
  return 'run' in compiled;
}

function sentenceOf(error: ParseError | CheckError): string {
  return `the expression does not hold: ${error.summary}`;
}

export { CelDecimal };
