/** `sandbox`: the simulators alone, to point something else at them. They listen on 127.0.0.1 only. */
import type { Registration } from '../cli/outcome.ts';
import { systemClock } from '../runtime/clock.ts';
import { createIds } from '../runtime/ids.ts';
import { startSandboxOdoo } from '../sandbox/odoo/sandbox-odoo.ts';
import { startSandboxPlatform } from '../sandbox/platform/platform.ts';

export const registerSandbox: Registration = (program, context) => {
  program
    .command('sandbox')
    .description('Starts the simulated Odoo and approved platform alone, on loopback, until it is interrupted.')
    .action(async () => {
      const world = { clock: systemClock, ids: createIds() };
      const platform = await startSandboxPlatform({ ...world, port: 8443 });
      const odoo = await startSandboxOdoo({ ...world, port: 8442 });
      context.out(`Odoo      ${odoo.url}\n          settings: ${JSON.stringify(odoo.settings())}\n`);
      context.out(`platform  ${platform.url}\n          settings: ${JSON.stringify(platform.settings())}\n`);
      await new Promise<void>((interrupted) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => {
            interrupted();
          });
        }
      });
      await platform.close();
      await odoo.close();
    });
};
