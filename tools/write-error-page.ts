/** Writes docs/errors.md from the error catalogue; test/tidy.test.ts fails when the page is not what this would write. */
import { writeFileSync } from 'node:fs';
import { CATALOG } from '../src/base/error-catalog.ts';
import { ERROR_KINDS, type ErrorKind } from '../src/base/error.ts';

const DUTY: Readonly<Record<ErrorKind, string>> = {
  transient: 'tried again by itself, later and later; after 72 hours the document is parked',
  uncertain: 'asks the remote whether it arrived, and only then tries again',
  remote: 'holds the document with the words of the remote',
  data: 'holds the document and says in the ERP which field to correct',
  config: 'pauses that connection or company; `passerelle doctor` says what is wrong',
  bug: 'parks the document, keeps the evidence and raises an alert',
};

const HEAD = [
  '# Errors',
  '',
  'Every operating failure has a code, a kind that says what Passerelle does about it, and a hint that says what a person',
  'does. Findings about an invoice are no errors: they are listed with the document. This page is written by',
  '`node tools/write-error-page.ts` from `src/base/catalog/`.',
  '',
];

export function errorPage(): string {
  const rows = Object.entries(CATALOG).sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = ERROR_KINDS.map((kind) => {
    const own = rows.filter(([, entry]) => entry.kind === kind);
    const table = own.map(([code, entry]) => `| \`${code}\` | ${entry.hint.replaceAll('|', '\\|')} |`);
    return [`## ${kind}: ${DUTY[kind]}`, '', '| code | what to do |', '|---|---|', ...table, ''].join('\n');
  });
  return [...HEAD, ...sections].join('\n');
}

if (process.argv[1] === import.meta.filename) writeFileSync(new URL('../docs/errors.md', import.meta.url), errorPage());
