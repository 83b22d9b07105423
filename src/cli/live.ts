/** `live COMPANY --since DATE`: an operator's event, preceded by the list of what would leave. */
import type { Command } from 'commander';
import { isCalendarDate } from '../base/calendar-date.ts';
import { PasserelleError } from '../base/error.ts';
import type { Document } from '../model/document.ts';
import { online } from './online.ts';
import { actorOf, EXIT, type Registration } from './outcome.ts';
import { columns } from './table.ts';

interface Options {
  readonly since: string;
  readonly yes?: boolean;
}

const SHOWN = 30;

export const registerLive: Registration = (program, context, finish) => {
  program
    .command('live')
    .description('Switches a company live: from then on its invoices leave. Shows first what would leave at once.')
    .argument('<company>')
    .requiredOption('--since <date>', 'first issue date that is sent, YYYY-MM-DD')
    .option('--yes', 'without asking')
    .action(async (company: string, { since, yes }: Options, command: Command) => {
      if (!isCalendarDate(since)) throw new PasserelleError('CLI_INPUT', `${since} is no day written YYYY-MM-DD`);
      await online(command, context, async (operations) => {
        const leaving = await operations.preview(company, since);
        context.out(leavingText(company, since, leaving));
        if (yes !== true && !(await context.confirm(`Switch ${company} live?`))) {
          context.err('nothing was changed\n');
          return finish(EXIT.found);
        }
        await operations.goLive(company, since, actorOf(command, context));
        context.out(`company ${company} is live: invoices issued from ${since} on are sent\n`);
        finish(EXIT.ok);
      });
    });
};

function leavingText(company: string, since: string, leaving: readonly Document[]): string {
  const rows = leaving
    .slice(0, SHOWN)
    .map((one) => [
      `  ${one.number ?? one.id}`,
      one.issueDate ?? '',
      one.counterparty ?? '',
      `${one.payable ?? ''} ${one.currency ?? ''}`,
    ]);
  const more = leaving.length > SHOWN ? `  … and ${leaving.length - SHOWN} more\n` : '';
  return `${leaving.length} documents of ${company} issued from ${since} on would leave at once\n${columns(rows)}${more}`;
}
