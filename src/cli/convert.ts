/** `convert FILE --to …`: parse, then render. What could not be carried over is listed on standard error. */
import { writeFileSync } from 'node:fs';
import { PasserelleError } from '../base/error.ts';
import type { Invoice } from '../model/invoice.ts';
import { openFlow } from '../parse/open-flow.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { faultText } from './fault-text.ts';
import { invoiceIn } from './open-file.ts';
import { EXIT, type Registration } from './outcome.ts';
import { plainJson } from './plain-json.ts';
import { readInput } from './read-input.ts';
import { oneLine } from './table.ts';

export const FORMATS = ['ubl', 'cii', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export const registerConvert: Registration = (program, context, finish) => {
  program
    .command('convert')
    .description('Writes an invoice in another syntax. Terms that could not be carried are listed on stderr.')
    .argument('<file>', 'UBL, CII or Factur-X file, or - for standard input')
    .requiredOption('--to <format>', FORMATS.join(', '))
    .option('-o, --out <file>', 'where to write (default: standard output)')
    .action(async (file: string, options: { to: string; out?: string }) => {
      const format = formatNamed(options.to);
      const { parsed } = invoiceIn(await openFlow(await readInput(file, context)));
      for (const { path, value } of parsed.unread) context.err(`not carried: ${path} = ${oneLine(value)}\n`);
      for (const fault of parsed.faults) context.err(faultText(fault));
      const bytes = written(parsed.invoice, format);
      if (options.out === undefined) context.out(new TextDecoder().decode(bytes));
      else writeFileSync(options.out, bytes);
      finish(parsed.unread.length > 0 || parsed.faults.length > 0 ? EXIT.found : EXIT.ok);
    });
};

/** @throws PasserelleError CLI_INPUT */
export function formatNamed(name: string): Format {
  const format = FORMATS.find((one) => one === name);
  if (format === undefined)
    throw new PasserelleError('CLI_INPUT', `there is no format ${name}: expected one of ${FORMATS.join(', ')}`);
  return format;
}

export function written(invoice: Invoice, format: Format): Uint8Array {
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(plainJson(invoice), null, 2)}\n`);
  return renderInvoice(invoice, format);
}
