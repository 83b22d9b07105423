/** `replay`: the core again on stored records: byte-identical, or the differences that another configuration would make. */
import type { Command } from 'commander';
import { isCalendarDate } from '../base/calendar-date.ts';
import { PasserelleError } from '../base/error.ts';
import type { ReplayRange, ReplayReport } from './context.ts';
import { oneDocument } from './one-document.ts';
import { online } from './online.ts';
import { EXIT, type Registration } from './outcome.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly company?: string;
  readonly with?: string;
}

export const registerReplay: Registration = (program, context, finish) => {
  program
    .command('replay')
    .description('Decides stored records again. Exit 1 when any outcome differs.')
    .argument('[document...]', 'ids, keys or invoice numbers; otherwise a range')
    .option('--from <date>', 'first issue date')
    .option('--to <date>', 'last issue date')
    .option('--company <name>', 'only this company')
    .option('--with <folder>', 'with this configuration instead of the one in force then')
    .action(async (documents: string[], options: Options, command: Command) => {
      for (const day of [options.from, options.to])
        if (day !== undefined && !isCalendarDate(day))
          throw new PasserelleError('CLI_INPUT', `${day} is no day written YYYY-MM-DD`);
      await online(command, context, async (operations) => {
        const ids = await Promise.all(documents.map(async (text) => (await oneDocument(text, operations)).id));
        const report = await operations.replay(rangeOf(ids, options), options.with);
        context.out(reportText(report));
        finish(report.identical === report.replayed && report.failed.length === 0 ? EXIT.ok : EXIT.found);
      });
    });
};

function rangeOf(documents: readonly string[], { from, to, company }: Options): ReplayRange {
  return {
    ...(documents.length === 0 ? {} : { documents }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(company === undefined ? {} : { company }),
  };
}

function reportText({ replayed, identical, differing, failed }: ReplayReport): string {
  const differences = differing
    .map(
      ({ document, number, differences: lines }) =>
        `${number ?? document}\n${lines.map((line) => `  ${line}\n`).join('')}`,
    )
    .join('');
  const failures = failed.map(({ document, why }) => `${document}: ${why}\n`).join('');
  return `${differences}${failures}${replayed} replayed, ${identical} identical, ${differing.length} different, ${failed.length} failed\n`;
}
