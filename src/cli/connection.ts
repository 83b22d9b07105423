/** `connection confirm NAME`: this really is the same database, after a fingerprint changed. */
import type { Command } from 'commander';
import { online } from './online.ts';
import { actorOf, EXIT, type Registration } from './outcome.ts';

const SENTENCES = {
  confirmed: 'is confirmed and goes on',
  unchanged: 'was not paused as a possible copy: there is nothing to confirm',
  unknown: 'is not known',
} as const;

export const registerConnection: Registration = (program, context, finish) => {
  program
    .command('connection')
    .description('Connections to ERPs and platforms.')
    .command('confirm')
    .description('Confirms that a connection paused as "possible copy" leads to the database it always led to.')
    .argument('<name>')
    .action(async (name: string, _options: unknown, command: Command) => {
      await online(command, context, async (operations) => {
        const outcome = await operations.confirmConnection(name, actorOf(command, context));
        context.out(`connection ${name} ${SENTENCES[outcome]}\n`);
        finish(outcome === 'confirmed' ? EXIT.ok : EXIT.found);
      });
    });
};
