/** `check`: everything that can be judged offline: files, references, effective mappings; coverage and print on demand. */
import type { Command } from 'commander';
import { describeError, PasserelleError } from '../base/error.ts';
import { loadConfig, type LoadedConfig } from '../config/load.ts';
import { coverage, fieldsOfRecord } from '../map/coverage.ts';
import { mappingSchemaText } from '../map/json-schema.ts';
import { printMapping } from '../map/print-mapping.ts';
import { companyNamed, problemsText } from './configuration.ts';
import type { CliContext } from './context.ts';
import { configFolder, EXIT, type ExitCode, type Registration } from './outcome.ts';
import { readInput } from './read-input.ts';

interface Options {
  readonly coverage?: boolean;
  readonly print?: string;
  readonly record?: string;
  readonly schema?: boolean;
}

export const registerCheck: Registration = (program, context, finish) => {
  program
    .command('check')
    .description('Judges the configuration offline. Exit 1 when something is wrong.')
    .option('--coverage', 'terms that each mapping never writes; with --record, fields it never reads')
    .option('--record <file>', 'a sample record for --coverage')
    .option('--schema', 'the JSON Schema of mapping files, for editors')
    .option('--print <company>', 'the effective mapping of a company, with the origin of each line')
    .action(async (options: Options, command: Command) => {
      if (options.schema === true) return context.out(mappingSchemaText());
      const config = loadConfig(configFolder(command, context), context.env);
      if (options.print !== undefined)
        context.out(printMapping(context.mappingOf(config, companyNamed(config, options.print))));
      else finish(await checkAll(config, options, context));
    });
};

async function checkAll(config: LoadedConfig, options: Options, context: CliContext): Promise<ExitCode> {
  context.err(problemsText(config.problems));
  let wrong = config.problems.length;
  for (const company of config.companies.values()) {
    try {
      const mapping = context.mappingOf(config, company);
      if (options.coverage === true) await printCoverage(company.name, mapping, options.record, context);
    } catch (error) {
      if (!(error instanceof PasserelleError) || error.kind !== 'config') throw error;
      context.err(`company ${company.name}: ${describeError(error)}\n`);
      wrong++;
    }
  }
  const counts = `${config.companies.size} companies, ${config.connections.size} connections, ${config.overlays.size} overlays`;
  context.out(`${counts}: ${wrong === 0 ? 'no problem' : `${wrong} problem${wrong === 1 ? '' : 's'}`}\n`);
  return wrong === 0 ? EXIT.ok : EXIT.found;
}

async function printCoverage(
  company: string,
  mapping: ReturnType<CliContext['mappingOf']>,
  record: string | undefined,
  context: CliContext,
): Promise<void> {
  const available = record === undefined ? [] : fieldsOfRecord(await readInput(record, context));
  const { written, unwritten, missing, unread } = coverage(mapping, available);
  context.out(
    `company ${company}, mapping ${mapping.layers.join(' <- ')}: writes ${written.length} terms, never ${unwritten.length}:\n`,
  );
  context.out(unwritten.map((pattern) => `  never written  ${pattern}\n`).join(''));
  context.out(missing.map((field) => `  not in record  ${field}\n`).join(''));
  context.out(unread.map((field) => `  never read     ${field}\n`).join(''));
}
