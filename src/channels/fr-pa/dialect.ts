/**
 * How one platform deviates from XP Z12-013, as a value (config/dialects/*.yaml). The defaults are those of Flow and
 * Directory 1.3.0; a dialect file states only what differs.
 */
import { z } from 'zod';
import { CLIENT_AUTHS } from '../../net/oauth2.ts';

export const VERSIONS = ['1.3.0', '1.1.0'] as const;
export const PROCESSING_RULES = [
  'B2B', 'B2BInt', 'B2C', 'B2G', 'B2GInt', 'OutOfScope', 'B2GOutOfScope', 'ArchiveOnly', 'NotApplicable', 'Undefined',
] as const;
export const PROFILES = ['Basic', 'CIUS', 'Extended-CTC-FR', 'Undefined'] as const;
export const DOCUMENTS = ['Original', 'Converted', 'ReadableView'] as const;

const searchShape = z.strictObject({
  /** The platform returns nextCursor; 1.1.0 has none. Without one, windows of time are walked. */
  cursor: z.boolean().default(true),
  limit: z.int().min(1).max(1000).default(100),
  /** As far as `limit` may be raised when a whole page shares one timestamp. */
  maxLimit: z.int().min(1).max(10_000).default(100),
  /** ascending: results are ordered by updatedAt. Never assumed: SuperPDP does not promise it. */
  order: z.enum(['unordered', 'ascending']).default('unordered'),
  /** Seconds by which a flow may be listed later than its updatedAt says. */
  lateness: z.number().nonnegative().max(3600).default(180),
  /** walk: the trackingId criterion is not to be relied on. */
  findBy: z.enum(['trackingId', 'walk']).default('trackingId'),
});

const duplicateShape = z.strictObject({
  statuses: z.array(z.int()).readonly().default([400, 409]),
  codes: z.array(z.string()).readonly().default(['AlreadyExistingFlow', 'ALREADY_EXISTING_FLOW', 'DUPLICATE', 'DOUBLON']),
  /** Parts of the platform's sentence, in lower case. */
  words: z.array(z.string()).readonly().default(['already', 'duplicate', 'déjà', 'doublon']),
});

const webhookShape = z.strictObject({
  /** Subscriptions can be made through the API (1.3.0). */
  manage: z.boolean().default(true),
  /** What the HMAC is computed over: the digest's bytes, or its hex text; the norm's sentence allows both. */
  signature: z.enum(['bytes', 'hex', 'either']).default('either'),
  /** How the signing key is written in the answer. */
  keyEncoding: z.enum(['base64', 'text']).default('base64'),
});

export const dialectShape = z.strictObject({
  /** Name of the dialect; the file's name. */
  dialect: z.string().max(60).default('standard-1.3.0'),
  channel: z.literal('fr-pa').default('fr-pa'),
  version: z.enum(VERSIONS).default('1.3.0'),
  /** Where what follows was learnt. */
  source: z.string().max(500).optional(),
  clientAuth: z.enum(CLIENT_AUTHS).default('body'),
  requestId: z.enum(['header', 'query']).default('header'),
  /** 64 since 1.3.0, 36 in 1.1.0: longer ones are written without the dashes of their UUID. */
  trackingIdMax: z.int().min(34).max(255).default(64),
  /** Rules and profiles the platform knows; others are left out of the submission. */
  processingRules: z.array(z.enum(PROCESSING_RULES)).readonly().default([...PROCESSING_RULES]),
  profiles: z.array(z.enum(PROFILES)).readonly().default(['Basic', 'CIUS', 'Extended-CTC-FR']),
  documents: z.array(z.enum(DOCUMENTS)).readonly().default([...DOCUMENTS]),
  /** Seconds after an unclear outcome before an empty search is believed. */
  settle: z.number().nonnegative().max(3600).default(180),
  search: searchShape.prefault({}),
  duplicate: duplicateShape.prefault({}),
  webhook: webhookShape.prefault({}),
  directory: z.strictObject({ limit: z.int().min(1).max(1000).default(100) }).prefault({}),
});

export type Dialect = z.output<typeof dialectShape>;
