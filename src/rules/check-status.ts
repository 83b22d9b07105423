/** Judges a status message as it is, before it is sent and when one is received: every rule, in the order of the norm. */
import type { Fault, Severity } from '../model/fault.ts';
import type { StatusMessage } from '../model/lifecycle.ts';
import { CDV_RULES } from './fr/cdv/all.ts';
import { runMessageRule } from './message-rule.ts';
import type { Artefact, Judging } from './profiles.ts';
import type { Override } from './rule.ts';

interface StatusProfile {
  readonly name: 'cdar';
  readonly title: string;
  /** The official artefacts whose verdicts these rules give. */
  readonly artefacts: readonly Artefact[];
  /** What becomes of a breach of the schema: a receiver is warned, as of an invoice. */
  readonly structureSeverities: Readonly<Record<Judging, Readonly<Record<Severity, Override>>>>;
}

/** The one profile of status messages. */
export const STATUS_PROFILE: StatusProfile = {
  name: 'cdar',
  title: 'CDAR (France)',
  artefacts: [{ name: 'FNFE-MPE BR-FR-CDV', version: '1.4.0.03' }],
  structureSeverities: {
    sending: { fatal: 'fatal', warning: 'warning' },
    receiving: { fatal: 'warning', warning: 'off' },
  },
};

export function checkStatus(message: StatusMessage): readonly Fault[] {
  return CDV_RULES.flatMap((rule) => runMessageRule(rule, message));
}
