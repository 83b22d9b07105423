/**
 * One rule of status messages = one small object, as rules of invoices are: the norm's id, the MDT terms it reads, and a
 * test that reports with the values compared. A rule is silent where another says that its term is missing.
 */
import { formatDecimal, type Decimal } from '../../../model/decimal.ts';
import type { Fault, Severity } from '../../../model/fault.ts';
import type { StatusMessage, StatusParty } from '../../../model/lifecycle.ts';
import type { InstancePath } from '../../../model/path.ts';

export type StatusReport = (at: InstancePath, values?: Readonly<Record<string, string | number | Decimal | undefined>>) => void;

export interface StatusRule {
  readonly id: string;
  /** MDT and MDG ids. */
  readonly terms: readonly string[];
  /** Of the official artefact. */
  readonly severity: Severity;
  readonly test: (message: StatusMessage, fault: StatusReport) => void;
}

export function statusRule(head: Omit<StatusRule, 'severity'> & { readonly severity?: Severity }): StatusRule {
  return { severity: 'fatal', ...head };
}

/** A hostile file must not fill the store with findings, nor a finding with text. */
const FAULTS_MAX = 200;
const TEXT_MAX = 200;

export function runStatusRule(rule: StatusRule, message: StatusMessage): readonly Fault[] {
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

/** A text that says something. */
export function isSaid(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

/** An identifier counts with its scheme only: CDAR writes it as GlobalID, without one as ID (MDT-38, MDT-57, MDT-129). */
export function hasGlobalId(party: Pick<StatusParty, 'id'> | undefined): boolean {
  return isSaid(party?.id?.value) && party?.id?.scheme !== undefined;
}

/** The only recipient with an identifier is the public portal, 0238 0000; counted by identifiers, as the artefact does. */
export function isForPortal({ recipients = [] }: StatusMessage): boolean {
  const [only, ...others] = recipients.filter(hasGlobalId);
  return others.length === 0 && only?.id?.scheme === '0238' && only.id.value === '0000' && recipients.some(({ role }) => role === 'DFH');
}
