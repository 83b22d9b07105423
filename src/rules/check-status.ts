/** Judges a status message as it is, before it is sent and when one is received: every rule, in the order of the norm. */
import type { Fault } from '../model/fault.ts';
import type { StatusMessage } from '../model/lifecycle.ts';
import { CDV_RULES } from './fr/cdv/all.ts';
import { runStatusRule } from './fr/cdv/status-rule.ts';

export function checkStatus(message: StatusMessage): readonly Fault[] {
  return CDV_RULES.flatMap((rule) => runStatusRule(rule, message));
}
