/** `reconcile`: the ERP against us against the platform; what was missing is taken in by the way. */
import type { Command } from 'commander';
import { online } from './online.ts';
import { EXIT, type Registration } from './outcome.ts';
import { columns } from './table.ts';

export const registerReconcile: Registration = (program, context, finish) => {
  program
    .command('reconcile')
    .description('Compares what ERP and platform list with what is stored, and takes in what was missing. Exit 1 when something was.')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }, command: Command) => {
      await online(command, context, async (operations) => {
        const results = await operations.reconcile();
        if (options.json === true) context.out(`${JSON.stringify(results, null, 2)}\n`);
        else
          context.out(
            columns([
              ['connection', 'from', 'listed', 'stored', 'recovered', ''],
              ...results.map(({ connection, from, listed, stored, recovered, trouble }) => [
                connection,
                from,
                String(listed),
                String(stored),
                String(recovered),
                trouble ?? '',
              ]),
            ]),
          );
        finish(results.some(({ recovered, trouble }) => recovered > 0 || trouble !== undefined) ? EXIT.found : EXIT.ok);
      });
    });
};
