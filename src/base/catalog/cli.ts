import type { CatalogEntry } from './entry.ts';

export const CLI_ERRORS = {
  CLI_INPUT: { kind: 'config', hint: 'Check the arguments of the command: `passerelle COMMAND --help`.' },
  CLI_UNKNOWN_DOCUMENT: {
    kind: 'config',
    hint: 'Give the id, the key or the exact invoice number; the console finds documents by their parts.',
  },
  CLI_OUTPUT_TAKEN: { kind: 'config', hint: 'Name another folder or file with -o, or replace what is there with --overwrite.' },
  CLI_OUTPUT: { kind: 'config', hint: 'See that the folder can be written to and that its disk has room, then run the command again.' },
  CLI_WORKER: {
    kind: 'bug',
    hint: 'See that the machine has memory and processes left; else this is a defect of Passerelle: report the words above.',
  },
  CLI_FILE_SLOW: {
    kind: 'data',
    hint: 'Give the file more time with --timeout SECONDS; when that is of no use, ask its sender for another.',
  },
  CLI_FILE_CRASHED: {
    kind: 'data',
    hint: 'Try the file alone; when it fails again it is damaged, or made to do harm: ask its sender for another, and report it.',
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
