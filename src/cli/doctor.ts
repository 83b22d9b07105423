/** `doctor`: everything that can be judged online: reachability, credentials, rights, expiry, provisioning. */
import type { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import { problemsText } from './configuration.ts';
import type { Diagnosis } from './context.ts';
import { online } from './online.ts';
import { configFolder, EXIT, type Registration } from './outcome.ts';
import { columns } from './table.ts';

const MARKS = { ok: 'ok', warning: 'warning', failed: 'FAILED' } as const;

export const registerDoctor: Registration = (program, context, finish) => {
  program
    .command('doctor')
    .description('Checks everything online and says what to do. Exit 1 when something failed.')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }, command: Command) => {
      const { problems } = loadConfig(configFolder(command, context), context.env);
      await online(command, context, async (operations) => {
        const diagnoses = await operations.doctor();
        if (options.json === true) context.out(`${JSON.stringify({ problems, diagnoses }, null, 2)}\n`);
        else {
          context.err(problemsText(problems));
          context.out(diagnosesText(diagnoses));
        }
        const failed =
          problems.length > 0 || diagnoses.some(({ checks }) => checks.some(({ state }) => state === 'failed'));
        finish(failed ? EXIT.found : EXIT.ok);
      });
    });
};

export function diagnosesText(diagnoses: readonly Diagnosis[]): string {
  return columns(
    diagnoses.flatMap(({ subject, checks }) =>
      checks.map(({ name, state, detail }) => [MARKS[state], subject, name, detail]),
    ),
  );
}
