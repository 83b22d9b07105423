/** `map RECORD.json --company C`: the pure core on one record, as the daemon would decide; touches nothing. */
import type { Command } from 'commander';
import { PasserelleError } from '../base/error.ts';
import { loadConfig } from '../config/load.ts';
import { applyMapping } from '../map/apply-mapping.ts';
import type { Company } from '../model/company.ts';
import type { Derivation } from '../model/derivation.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import { normalize } from '../normalize/normalize.ts';
import { renderInvoiceJson } from '../render/json/render-json.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { check } from '../rules/check.ts';
import { profileNamed } from '../rules/profiles.ts';
import { companyNamed, problemsText } from './configuration.ts';
import type { CliContext } from './context.ts';
import { FORMATS, formatNamed, type TextFormat } from './formats.ts';
import { derivationRows } from './explain.ts';
import { faultText } from './fault-text.ts';
import { configFolder, EXIT, type Registration } from './outcome.ts';
import { readInput } from './read-input.ts';
import { columns } from './table.ts';

interface Options {
  readonly company: string;
  readonly explain?: boolean;
  readonly to?: string;
}

interface Mapped {
  readonly invoice: Invoice;
  readonly scope: Scope;
  readonly derivations: readonly Derivation[];
  readonly faults: readonly Fault[];
}

export const registerMap: Registration = (program, context, finish) => {
  program
    .command('map')
    .description('Maps one ERP record as the daemon would, without touching anything. Exit 1 when it would be held.')
    .argument('<record>', 'JSON record, or - for standard input')
    .requiredOption('--company <name>', 'whose mapping, options and rules')
    .option('--explain', 'where each value came from')
    .option('--to <format>', `what to write: ${FORMATS.join(', ')}`, 'json')
    .action(async (record: string, options: Options, command: Command) => {
      const config = loadConfig(configFolder(command, context), context.env);
      if (!config.companies.has(options.company)) context.err(problemsText(config.problems.filter(({ name }) => name === options.company)));
      const company = companyNamed(config, options.company);
      const mapping = context.mappingOf(config, company);
      const mapped = decided(await readInput(record, context), company, mapping, context);
      for (const fault of mapped.faults) context.err(faultText(fault));
      context.err(`scope: ${mapped.scope.class}, policy: ${mapped.scope.policy}\n`);
      context.out(
        options.explain === true
          ? columns(derivationRows(mapped.derivations))
          : new TextDecoder().decode(written(mapped.invoice, formatNamed(options.to ?? 'json'))),
      );
      finish(mapped.faults.some((fault) => isFatal(fault)) ? EXIT.found : EXIT.ok);
    });
};

/** Nothing is asked of a directory here: the buyer's address is what the record says. */
function decided(record: Uint8Array, company: Company, mapping: ReturnType<CliContext['mappingOf']>, context: CliContext): Mapped {
  const profile = profileNamed(company.profile);
  if (profile === undefined)
    throw new PasserelleError('CONFIG_INVALID', `there is no profile ${company.profile}`, {
      where: { company: company.name, field: 'profile' },
    });
  const applied = applyMapping(mapping, record);
  const normal = normalize(applied.draft, { company, enrichment: { at: context.now() } });
  return {
    invoice: normal.invoice,
    scope: normal.scope,
    derivations: [...applied.derivations, ...normal.derivations],
    faults: [...applied.faults, ...normal.faults, ...check(normal.invoice, profile)],
  };
}

function written(invoice: Invoice, format: TextFormat): Uint8Array {
  return format === 'json' ? renderInvoiceJson(invoice) : renderInvoice(invoice, format);
}
