/**
 * One rule of a message that is no invoice = one small object: the norm's id, the terms it reads, and a test that
 * reports with the values compared. A rule is silent where another, or the schema, says that its term is missing.
 */
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Fault, Severity } from '../model/fault.ts';
import type { InstancePath } from '../model/path.ts';

/** Reports a breach: where in the message, and the values that the sentences name. */
export type MessageReport = (at: InstancePath, values?: Readonly<Record<string, string | number | Decimal | undefined>>) => void;

export interface MessageRule<M> {
  readonly id: string;
  /** Ids of terms and groups of the message. */
  readonly terms: readonly string[];
  /** Of the official artefact. */
  readonly severity: Severity;
  readonly test: (message: M, fault: MessageReport) => void;
}

export function messageRule<M>(head: Omit<MessageRule<M>, 'severity'> & { readonly severity?: Severity }): MessageRule<M> {
  return { severity: 'fatal', ...head };
}

/** A hostile file must not fill the store with findings, nor a finding with text. */
const FAULTS_MAX = 200;
const TEXT_MAX = 200;

export function runMessageRule<M>(rule: MessageRule<M>, message: M): readonly Fault[] {
  const faults: Fault[] = [];
  rule.test(message, (at, values = {}) => {
    if (faults.length >= FAULTS_MAX) return;
    const texts = Object.entries(values).map(([name, value]) => [name, shown(value)]);
    faults.push({ rule: rule.id, severity: rule.severity, at: [at], values: Object.fromEntries(texts) as Record<string, string> });
  });
  return faults;
}

function shown(value: string | number | Decimal | undefined): string {
  const text = value === undefined ? '' : typeof value === 'object' ? formatDecimal(value) : String(value);
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}
