/** `explain DOC [TERM]`: where each value of a document's invoice came from. */
import type { Command } from 'commander';
import { PasserelleError } from '../base/error.ts';
import type { Derivation } from '../model/derivation.ts';
import { patternOf } from '../model/path.ts';
import { faultText, refText } from './fault-text.ts';
import { oneDocument } from './one-document.ts';
import { online } from './online.ts';
import { EXIT, type Registration } from './outcome.ts';
import { columns, oneLine } from './table.ts';

export const registerExplain: Registration = (program, context, finish) => {
  program
    .command('explain')
    .description('Tells where each value came from: ERP field, mapping line, calculation.')
    .argument('<document>', 'id, key or invoice number')
    .argument('[term]', 'only this place or what is below it, such as lines[0] or seller.legalId')
    .action(async (text: string, term: string | undefined, _options: unknown, command: Command) => {
      await online(command, context, async (operations) => {
        const { id } = await oneDocument(text, operations);
        const explanation = await operations.explain(id);
        if (explanation === null)
          throw new PasserelleError('CLI_UNKNOWN_DOCUMENT', `document ${id} has no invoice to explain yet`);
        const told = explanation.derivations.filter(({ at }) => term === undefined || isBelow(at, term));
        const findings = explanation.findings.filter(
          ({ at }) => term === undefined || at.some((place) => isBelow(place, term)),
        );
        context.out(columns(derivationRows(told)));
        context.out(findings.map((fault) => faultText(fault)).join(''));
        finish(EXIT.ok);
      });
    });
};

function isBelow(at: string, term: string): boolean {
  const matches = (place: string): boolean =>
    place === term || place.startsWith(`${term}.`) || place.startsWith(`${term}[`);
  return matches(at) || matches(patternOf(at));
}

/** One row for each value: place, value, what was done, from where, by which line. */
export function derivationRows(derivations: readonly Derivation[]): readonly (readonly string[])[] {
  return derivations.map(({ at, by, operation, from, value, mapping, line }) => [
    at,
    oneLine(value ?? '', 50),
    by,
    oneLine(operation, 90),
    from
      .map((source) => (typeof source === 'string' ? source : refText(source)))
      .slice(0, 3)
      .join(', '),
    mapping === undefined ? '' : `${mapping}${line === undefined ? '' : `:${line}`}`,
  ]);
}
