/** The settings of the daemon: config/passerelle.yaml. A bad one refuses to start; config/README.md lists them all. */
import { z } from 'zod';
import { duration, flag, hostPort, pace } from './duration.ts';

export const settingsShape = z.strictObject({
  database: z
    .strictObject({
      url: z
        .string()
        .regex(/^postgres(?:ql)?:\/\//, 'is a URL such as postgres://user:password@host:5432/passerelle')
        .optional()
        .describe(
          'PostgreSQL server. Absent: the embedded PostgreSQL in the data folder. The variable DATABASE_URL wins.',
        ),
      embedded: z
        .enum(['demonstration', 'accept'])
        .default('demonstration')
        .describe('`accept` lets a company go live on the embedded PostgreSQL; `doctor` says what that means.'),
      connections: z.coerce
        .number()
        .int()
        .min(2)
        .max(100)
        .default(8)
        .describe('Connections to the database for our own statements.'),
    })
    .prefault({}),
  dataFolder: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the embedded database and of the key that seals credentials.'),
  credentialKeyFile: z
    .string()
    .min(1)
    .optional()
    .describe('The key that seals run-time credentials; needed with a PostgreSQL server.'),
  listen: z
    .strictObject({
      console: hostPort.prefault('127.0.0.1:8440').describe('Console, API and metrics.'),
      hooks: hostPort
        .prefault('127.0.0.1:8441')
        .describe('Webhooks of ERPs and platforms; 0.0.0.0:8441 to be reached from outside.'),
      trustProxy: z
        .array(z.string().min(1))
        .max(20)
        .default([])
        .describe('Addresses of reverse proxies whose X-Forwarded-For is believed.'),
    })
    .prefault({}),
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'is a URL such as https://passerelle.example.com' })
    .optional()
    .describe('Address at which platforms and ERPs reach the hooks.'),
  consoleUrl: z
    .url({ protocol: /^https?$/, error: 'is a URL such as https://console.example.com' })
    .optional()
    .describe('Address of the console in links written to the ERP. Absent: that of `listen.console`.'),
  poll: z
    .strictObject({
      erp: pace
        .prefault('10s')
        .describe('How often each ERP is asked for changes, unless its connection says otherwise.'),
      platform: pace
        .prefault('10s')
        .describe('How often each platform is asked for news, unless its connection says otherwise.'),
      held: pace.prefault('1m').describe('How often held documents that are due are read again.'),
      sweep: pace.prefault('10m').describe('How often open periods are compared with the ERP, for late commits.'),
    })
    .prefault({}),
  lease: duration('2s', '1h')
    .prefault('2m')
    .describe(
      'Longest time one outside effect may take; after a crash another try waits for its end. Above the time-outs of all connections.',
    ),
  sandbox: flag
    .prefault('false')
    .describe('Starts the simulators that `sandbox:odoo` and `sandbox:platform` point to.'),
  locale: z.enum(['fr', 'en']).default('fr').describe('Language of the console for people who chose none.'),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged.'),
      format: z.enum(['text', 'json']).default('text').describe('`json`: one object a line, for a log collector.'),
    })
    .prefault({}),
  accounts: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(60),
        password: z.string().min(8).max(200),
        locale: z.enum(['fr', 'en']).optional(),
      }),
    )
    .max(200)
    .default([])
    .describe('People of the console: `name`, `password` (clear or a scrypt hash, better as ${NAME}), `locale`.'),
  metricsToken: z.string().min(16).optional().describe('When set, /metrics wants `Authorization: Bearer …`.'),
});

export type Settings = Readonly<z.output<typeof settingsShape>>;
