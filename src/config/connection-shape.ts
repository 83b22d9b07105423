/** A connection file: config/connections/NAME.yaml. What its adapter needs is in `settings`, which the adapter judges. */
import { z } from 'zod';
import { pace } from './duration.ts';
import { name } from './company-shape.ts';

export const connectionShape = z.strictObject({
  kind: name.describe('Kind of ERP or network: `odoo`, `fr-pa`.'),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('What the adapter of this kind needs: see its own page.'),
  dialect: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,59}$/, 'is the name of a file of config/dialects')
    .optional()
    .describe('File of config/dialects: how this platform deviates from the standard API.'),
  poll: pace
    .optional()
    .describe('How often this connection is asked for changes. Absent: `poll.erp` or `poll.platform`.'),
});

/** A connection as the application makes adapters of it; secrets are resolved in `settings`. */
export interface Connection {
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly dialect?: string;
  readonly pollSeconds?: number;
}

export function connectionOf(connection: string, file: z.output<typeof connectionShape>): Connection {
  return {
    name: connection,
    kind: file.kind,
    settings: file.settings,
    ...(file.dialect === undefined ? {} : { dialect: file.dialect }),
    ...(file.poll === undefined ? {} : { pollSeconds: file.poll }),
  };
}
