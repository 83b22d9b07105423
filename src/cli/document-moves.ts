/** `retry DOC…`, `release DOC…`, `cancel DOC…`: the moves of an operator, each an event with its actor and reason. */
import type { Command } from 'commander';
import { OPERATIONS, type Operation, type OperationOutcome } from '../ports/operator.ts';
import { oneDocument } from './one-document.ts';
import { online } from './online.ts';
import { actorOf, EXIT, type ExitCode, type Registration } from './outcome.ts';

const WORDS: Readonly<Record<Operation, string>> = {
  retry: 'Tries a document again where it stands, at once.',
  release:
    'Lets a held, excluded or refused document go on; after a refusal only where the network allows the same number.',
  cancel: 'Takes a document that was not sent off the road.',
};

const SENTENCES: Readonly<Record<OperationOutcome, string>> = {
  done: 'done',
  impossible: 'its stage does not allow this',
  stale: 'it moved meanwhile: look again',
  unknown: 'there is no such document',
};

export const registerMoves: Registration = (program, context, finish) => {
  for (const operation of OPERATIONS) {
    program
      .command(operation)
      .description(WORDS[operation])
      .argument('<document...>', 'ids, keys or invoice numbers')
      .requiredOption('--reason <text>', 'why, for the journal')
      .action(async (texts: string[], options: { reason: string }, command: Command) => {
        await online(command, context, async (operations) => {
          let worst: ExitCode = EXIT.ok;
          for (const text of texts) {
            const { id } = await oneDocument(text, operations);
            const outcome = await operations[operation](id, actorOf(command, context), options.reason);
            context.out(`${operation} ${text}: ${SENTENCES[outcome]}\n`);
            if (outcome !== 'done') worst = EXIT.found;
          }
          finish(worst);
        });
      });
  }
};
