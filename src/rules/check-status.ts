/** Judges a status message as it is, before it is sent and when one is received: every rule, in the order of the norm. */
import type { Fault } from '../model/fault.ts';
import type { StatusMessage } from '../model/lifecycle.ts';
import { CDV_RULES } from './fr/cdv/all.ts';
import type { MessageProfile } from './message-profile.ts';
import { runMessageRule } from './message-rule.ts';

export const STATUS_PROFILE: MessageProfile<'cdar'> = {
  name: 'cdar',
  title: 'CDAR (France)',
  artefacts: [{ name: 'FNFE-MPE BR-FR-CDV', version: '1.4.0.03' }],
};

export function checkStatus(message: StatusMessage): readonly Fault[] {
  return CDV_RULES.flatMap((rule) => runMessageRule(rule, message));
}
