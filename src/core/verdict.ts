/** What judging a file gives, and what it may be asked: types and the list of profiles; nothing is judged here. */
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { REPORT_PROFILE } from '../rules/check-report.ts';
import { STATUS_PROFILE } from '../rules/check-status.ts';
import { ALL_PROFILES, type Artefact, type Judging, type Profile } from '../rules/profiles.ts';

/** What a file is: an invoice in one of two syntaxes, a Factur-X PDF with a CII inside, a status or an e-reporting message. */
export const FILE_SYNTAXES = ['ubl', 'cii', 'facturx', 'cdar', 'flux10'] as const;
export type FileSyntax = (typeof FILE_SYNTAXES)[number];

/** Name of the rules that a file is judged by. */
export type JudgedProfileName = Profile['name'] | typeof STATUS_PROFILE.name | typeof REPORT_PROFILE.name;

/** Every profile by name, for a list to choose from: those of invoices, then those of status and e-reporting messages. */
export const JUDGED_PROFILES: readonly JudgedProfileName[] = [
  ...ALL_PROFILES.map(({ name }) => name),
  STATUS_PROFILE.name,
  REPORT_PROFILE.name,
];

export interface JudgeOptions {
  /** Rules for invoices instead of those that the file names (BT-24). Other messages have one set, and keep it. */
  readonly profile?: JudgedProfileName;
  /** `receiving`: what only binds the seller becomes a warning. Default: `sending`. */
  readonly judging?: Judging;
}

export interface FileVerdict {
  readonly syntax: FileSyntax;
  readonly profile: JudgedProfileName;
  /** The official artefacts, with their versions, whose verdicts are given: the schema first. */
  readonly artefacts: readonly Artefact[];
  /** No fault is fatal. */
  readonly valid: boolean;
  /** The structure first, then what could not be read, then the rules in the order of the profile; each with its place in the file. */
  readonly faults: readonly Fault[];
  /** When the file is one. */
  readonly invoice?: Invoice;
}
