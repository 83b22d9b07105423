/** `shadow COMPANY`: everything goes on except what a third party could see. */
import type { Command } from 'commander';
import { online } from './online.ts';
import { actorOf, EXIT, type Registration } from './outcome.ts';

export const registerShadow: Registration = (program, context, finish) => {
  program
    .command('shadow')
    .description('Takes a company out of live: nothing more is sent, everything else goes on.')
    .argument('<company>')
    .action(async (company: string, _options: unknown, command: Command) => {
      await online(command, context, async (operations) => {
        await operations.goShadow(company, actorOf(command, context));
        context.out(`company ${company} is in shadow: nothing more is sent\n`);
        finish(EXIT.ok);
      });
    });
};
