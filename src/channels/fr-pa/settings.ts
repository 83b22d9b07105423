/** The `settings:` of a connection to a French approved platform: addresses, credentials, bounds. Secrets come resolved. */
import { z } from 'zod';

const url = z
  .string()
  .max(500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an http or https URL')
  // both `…/flow-service` and `…/flow-service/v1/` are met in the documents of platforms
  .transform((text) => text.replace(/\/+$/, '').replace(/\/v1$/, ''));

export const settingsShape = z.strictObject({
  /** Base and service path of the Flow service, without `/v1`. */
  flowUrl: url,
  /** The same for the Directory service; without it no address is looked up. */
  directoryUrl: url.optional(),
  tokenUrl: z.string().max(500).refine((text) => URL.canParse(text), 'must be a URL'),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(2000),
  scope: z.string().max(500).optional(),
  /** For platforms with the authorization-code grant: the first refresh token; the rotated ones are kept sealed. */
  refreshToken: z.string().max(4000).optional(),
  /** Organization-Id header, for platforms with several organisations behind one account. */
  organizationId: z.string().max(200).optional(),
  /** Seconds. */
  timeouts: z
    .strictObject({
      connect: z.number().positive().max(120).default(10),
      answer: z.number().positive().max(600).default(60),
      whole: z.number().positive().max(3600).default(110),
    })
    .prefault({}),
  limits: z
    .strictObject({
      concurrency: z.int().min(1).max(64).default(4),
      requests: z.int().min(1).optional(),
      perSeconds: z.number().positive().max(3600).default(1),
    })
    .prefault({}),
  breaker: z
    .strictObject({
      failures: z.int().min(1).max(100).optional(),
      firstPause: z.number().positive().max(600).optional(),
      longestPause: z.number().positive().max(3600).optional(),
    })
    .prefault({}),
  /** Overrides that of the dialect, in seconds. */
  settle: z.number().nonnegative().max(3600).optional(),
  /** Flows updated before this moment are never listed; a new connection to an old account needs it. */
  startAt: z.iso.datetime({ offset: true }).default('2024-01-01T00:00:00Z'),
  /** Largest file taken from the platform, in bytes. */
  maxDownload: z.int().positive().default(100 * 1024 * 1024),
  tls: z
    .strictObject({
      ca: z.string().optional(),
      cert: z.string().optional(),
      key: z.string().optional(),
      passphrase: z.string().optional(),
    })
    .optional(),
});

export type Settings = z.output<typeof settingsShape>;
