/** What rules of status messages (CDAR, MDT terms) share: their types, and who counts as identified. */
import type { StatusMessage, StatusParty } from '../../../model/lifecycle.ts';
import { messageRule, type MessageReport, type MessageRule } from '../../message-rule.ts';

export type StatusReport = MessageReport;
export type StatusRule = MessageRule<StatusMessage>;

export const statusRule = messageRule<StatusMessage>;

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
