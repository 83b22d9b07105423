/** `odoo provision`: once, by an administrator of the ERP: status fields, screens, automation rules. Repeating it changes nothing. */
import { CONNECTORS } from '../../connectors/registry.ts';
import { PasserelleError } from '../base/error.ts';
import type { Command } from 'commander';
import { configFolder, EXIT, type Registration } from '../cli/outcome.ts';
import { openApp } from './open-app.ts';

interface Options {
  readonly connection: string;
  readonly admin: string;
  readonly hookUrl?: string;
  readonly dryRun?: boolean;
  readonly remove?: boolean;
}

/** The administrator's key is read from here, never from the command line, which other users of the machine can see. */
const KEY = 'PASSERELLE_ADMIN_KEY';

export const registerProvision: Registration = (program, context, finish) => {
  program
    .command('odoo')
    .description('Commands about an Odoo.')
    .command('provision')
    .description(`Prepares an Odoo once: fields, screens, automation rules. The administrator's API key comes from ${KEY}.`)
    .requiredOption('--connection <name>', 'connection to the Odoo')
    .option('--admin <login>', 'login of the administrator', 'admin')
    .option('--hook-url <url>', 'address at which that Odoo reaches the hooks listener, with its token; none: no webhooks')
    .option('--dry-run', 'only say what would be done')
    .option('--remove', 'take away what an earlier run made')
    .action(async (options: Options, command: Command) => {
      const key = context.env[KEY];
      if (key === undefined || key === '')
        throw new PasserelleError('CONFIG_SECRET_MISSING', `${KEY} is not set: the API key of an administrator of that Odoo`);
      const app = await openApp({ configFolder: configFolder(command, context), env: context.env, role: 'command', logTo: process.stderr });
      try {
        const connection = app.config.connections.get(options.connection);
        const factory = connection === undefined ? undefined : CONNECTORS[connection.kind];
        if (connection === undefined || factory?.provision === undefined) {
          throw new PasserelleError('CONFIG_INVALID', `there is no connection ${options.connection} that can be provisioned`, {
            where: { connection: options.connection },
          });
        }
        const { clock, ids, log, meter } = app.road;
        const credentials = { get: () => Promise.resolve(null), put: () => Promise.resolve() };
        const steps = await factory.provision(
          { ...connection.settings, user: options.admin, key },
          { connection: connection.name, clock, ids, log, meter, credentials },
          {
            dryRun: options.dryRun === true,
            remove: options.remove === true,
            ...(options.hookUrl === undefined ? {} : { hookUrl: options.hookUrl }),
          },
        );
        for (const { what, state } of steps) context.out(`${state.padEnd(12)} ${what}\n`);
        finish(EXIT.ok);
      } finally {
        await app.close();
      }
    });
};
