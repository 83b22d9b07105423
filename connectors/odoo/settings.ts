/** The `settings:` of a connection of kind odoo: their shape and defaults. It never reads a file or the environment. */
import { z } from 'zod';
import { PasserelleError } from '../../src/base/error.ts';

const shape = z.strictObject({
  /** Address of Odoo, a path prefix included when a proxy adds one. */
  url: z.url({ protocol: /^https?$/ }),
  database: z.string().min(1),
  /** Login of the run-time user; XML-RPC needs it, JSON-2 does not. */
  user: z.string().min(1).optional(),
  /** API key of that user (or, up to Odoo 18, the password). */
  key: z.string().min(1),
  /** Chosen by the version when absent: JSON-2 from Odoo 19 on. */
  transport: z.enum(['json2', 'xmlrpc']).optional(),
  /** Ids of the Odoo companies that this connection serves; absent: all that the user may see. */
  companies: z.array(z.int().positive()).min(1).optional(),
  /** Language of what is read, and of Odoo's own words. */
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z0-9]{2,4})?$/).default('fr_FR'),
  /**
   * How far back each poll looks: write_date is the start of a transaction, so a long one becomes visible with an old
   * date. Longer than the longest import of this Odoo.
   */
  overlapMinutes: z.int().min(1).max(1440).default(15),
  timeoutSeconds: z.int().min(1).max(600).default(60),
  maxAnswerBytes: z.int().min(10_000).default(64 * 1024 * 1024),
  /** Secret part of the hook address; hooks are refused without it. */
  hookToken: z.string().min(16).optional(),
});

export type OdooSettings = z.infer<typeof shape>;

/** @throws CONFIG_INVALID with `where.field` */
export function readSettings(settings: unknown, connection: string): OdooSettings {
  const result = shape.safeParse(settings);
  if (result.success) return { ...result.data, url: result.data.url.replace(/\/+$/, '') };
  const issue = result.error.issues[0];
  const field = ['settings', ...(issue?.path ?? [])].join('.');
  throw new PasserelleError('CONFIG_INVALID', `connection ${connection}: ${field}: ${issue?.message ?? 'invalid'}`, {
    where: { connection, field },
  });
}
