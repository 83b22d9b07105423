/** `verify`: every hash chain, anchor and digest of the store. */
import type { Command } from 'commander';
import { online } from './online.ts';
import { EXIT, type Registration } from './outcome.ts';

export const registerVerify: Registration = (program, context, finish) => {
  program
    .command('verify')
    .description('Checks the journal: hash chains, anchors, digests of artifacts. Exit 1 when one does not hold.')
    .action(async (_options: unknown, command: Command) => {
      await online(command, context, async (operations) => {
        const { documents, events, artifacts, anchors, problems } = await operations.verify();
        context.err(problems.map((problem) => `${problem}\n`).join(''));
        context.out(
          `${documents} documents, ${events} events, ${artifacts} artifacts, ${anchors} anchors: ${problems.length === 0 ? 'all hold' : `${problems.length} problems`}\n`,
        );
        finish(problems.length === 0 ? EXIT.ok : EXIT.found);
      });
    });
};
