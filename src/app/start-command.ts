/** `start`: applies the configuration and runs the daemon until it is told to stop. */
import type { Command } from 'commander';
import { configFolder, type Registration } from '../cli/outcome.ts';
import { createShutdown } from '../runtime/shutdown.ts';
import { openApp } from './open-app.ts';
import { startRunning } from './running.ts';

const STOP_LIMIT_MS = 30_000;

export const registerStart: Registration = (program, context) => {
  program
    .command('start')
    .description('Applies the configuration and runs the daemon; without a database configured, on the embedded PostgreSQL.')
    .action(async (_options: object, command: Command) => {
      const app = await openApp({ configFolder: configFolder(command, context), env: context.env, role: 'daemon' });
      const shutdown = createShutdown({ log: app.log, limitMs: STOP_LIMIT_MS });
      shutdown.closing('app', () => app.close());
      const running = await startRunning(app);
      shutdown.closing('listeners', () => running.close());
      context.out(
        `\n  Passerelle runs.\n  console  ${running.console.url}${running.firstPassword === null ? '' : `   admin / ${running.firstPassword} (told once)`}\n`,
      );
      const { odoo, platform } = app.sandboxes;
      if (odoo !== null) context.out(`  Odoo     ${odoo.url}   (sandbox)\n`);
      if (platform !== null) context.out(`  platform ${platform.url}   (sandbox)\n`);
      context.out('\n');
      await new Promise<void>((stopped) => {
        shutdown.signal.addEventListener('abort', () => {
          stopped();
        });
      });
    });
};
