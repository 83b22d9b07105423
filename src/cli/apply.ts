/** `apply [--dry-run]`: brings the store in line with the configuration folder, and says what that does. */
import type { Command } from 'commander';
import { apply, plan, type Change } from '../config/apply.ts';
import { loadConfig } from '../config/load.ts';
import { configFolder, EXIT, type Registration } from './outcome.ts';
import { columns } from './table.ts';

export const registerApply: Registration = (program, context, finish) => {
  program
    .command('apply')
    .description('Applies the configuration folder. Exit 1 when a file has a problem or belongs to the console.')
    .option('--dry-run', 'only show the differences and what they would do')
    .action(async (options: { dryRun?: boolean }, command: Command) => {
      const config = loadConfig(configFolder(command, context), context.env);
      const store = await context.openStore(config);
      try {
        const changes =
          options.dryRun === true
            ? plan(config, await store.revisions.current())
            : await apply(config, store.revisions);
        context.out(changesText(changes));
        finish(changes.some(({ problem }) => problem !== null) ? EXIT.found : EXIT.ok);
      } finally {
        await store.close();
      }
    });
};

export function changesText(changes: readonly Change[]): string {
  const moved = changes.filter(({ action, problem }) => action !== 'keep' || problem !== null);
  if (moved.length === 0) return 'nothing to change\n';
  return moved
    .map((change) => {
      const head = columns([[change.action, change.kind, change.name, change.differs.join(', ')]]);
      const effect = change.effect === null ? '' : `  → ${change.effect}\n`;
      return `${head}${effect}${change.problem === null ? '' : `  ! ${change.problem}\n`}`;
    })
    .join('');
}
