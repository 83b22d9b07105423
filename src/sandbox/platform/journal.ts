/** One JSON line per change, appended at once: what the platform accepted survives its process. Demonstration only. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { StoredFlow, Submission } from './stored-flow.ts';

export interface JournalEntry {
  readonly flow?: StoredFlow;
  readonly file?: { readonly sha256: string; readonly base64: string };
  readonly submission?: Submission;
}

export interface Journal {
  read(): readonly JournalEntry[];
  append(entry: JournalEntry): void;
}

export function openJournal(path: string): Journal {
  return {
    read: () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(readLine) : []),
    append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
  };
}

/** A line cut by a killed process is left out: its change was never answered. */
function readLine(line: string): readonly JournalEntry[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as JournalEntry];
  } catch {
    return [];
  }
}
