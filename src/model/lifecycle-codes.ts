/**
 * What a status code means: label, track, message type, who sets it, which reasons go with it. The data is in
 * codes/lifecycle*.json; sentences about reasons are in messages/. Decides nothing about an invoice.
 */
import data from '../codes/lifecycle.json' with { type: 'json' };
import reasonData from '../codes/lifecycle-reasons.json' with { type: 'json' };
import type { Track } from './lifecycle.ts';

export const STATUS_ACTORS = [
  'sender-platform', 'receiver-platform', 'buyer', 'seller', 'payer', 'factor', 'agent', 'subcontractor', 'authority',
] as const;
export type StatusActor = (typeof STATUS_ACTORS)[number];

export interface StatusCode {
  /** MDT-105. */
  readonly code: string;
  readonly fr: string;
  readonly en: string;
  /** MDT-77: 305 set by a platform, 23 by a party; absent for answers of the administration. */
  readonly type?: '305' | '23';
  readonly track: Track;
  readonly by: readonly StatusActor[];
  /** MDT-88, only where samples attest it; the norm makes it optional. */
  readonly statusCode?: string;
  /** Goes to the tax administration too. */
  readonly mandatory?: boolean;
  /** BR-FR-CDV-15: required for 206, 207, 208, 210, 213, 501. */
  readonly reason?: 'required' | 'optional';
}

export const STATUS_CODES = data.statuses as readonly StatusCode[];

const BY_CODE: ReadonlyMap<string, StatusCode> = new Map(STATUS_CODES.map((status) => [status.code, status]));
/** A map, because codes come from files: `constructor` is no status. */
const REASONS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(reasonData.reasons));

export function statusCode(code: string): StatusCode | undefined {
  return BY_CODE.get(code);
}

export function trackOf(code: string): Track | undefined {
  return BY_CODE.get(code)?.track;
}

/** The label of a code, or the code itself when it is none of ours. */
export function statusLabel(code: string, locale: 'fr' | 'en'): string {
  return BY_CODE.get(code)?.[locale] ?? code;
}

export function needsReason(code: string): boolean {
  return BY_CODE.get(code)?.reason === 'required';
}

/** MDT-113 by status; a public buyer (recipient of a 0238 = 9999 platform) may give more for a refusal. */
export function reasonsOf(code: string, publicBuyer = false): readonly string[] {
  const reasons = REASONS.get(code) ?? [];
  return publicBuyer && code === '210' ? [...reasons, ...reasonData.publicBuyerRefusals] : reasons;
}

/** MDT-121: what the other side is asked to do; nothing, information, a new invoice, a credit note (whole, partial, of an amount), other. */
export const ACTION_CODES = ['NOA', 'PIN', 'NIN', 'CNF', 'CNP', 'CNA', 'OTH'] as const;
export type ActionCode = (typeof ACTION_CODES)[number];

/** CONTACT_ACHTR comes from Chorus Pro and belongs to no status. */
const ALL_REASONS: ReadonlySet<string> = new Set([
  ...[...REASONS.values()].flat(), ...reasonData.publicBuyerRefusals, 'CONTACT_ACHTR',
]);

/** True for a code of MDT-113, whatever the status it goes with. */
export function isReason(code: string): boolean {
  return ALL_REASONS.has(code);
}
