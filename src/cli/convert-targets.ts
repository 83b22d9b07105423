/** Where the conversions of many files go: one folder, in the order and the sub-folders of the input, no name twice. */
import { join } from 'node:path';
import type { FileTask } from './file-work.ts';
import type { Format } from './formats.ts';
import type { NamedFile } from './named-files.ts';

const ENDINGS: Readonly<Record<Format, string>> = { ubl: '.xml', cii: '.xml', cdar: '.xml', facturx: '.pdf', json: '.json' };

export interface NamedTask {
  readonly task: FileTask;
  readonly named: NamedFile;
}

/** The second of two files with one name is refused, not renamed: nobody would find it. */
export function inFolder(folder: string, tasks: readonly NamedTask[], format: Format): readonly FileTask[] {
  const taken = new Map<string, string>();
  return tasks.map(({ task, named }): FileTask => {
    if (task.trouble !== undefined) return task;
    const target = join(folder, `${withoutEnding(named.inside)}${ENDINGS[format]}`);
    // file systems that do not tell capitals apart would overwrite the first
    const key = target.toLowerCase().normalize('NFC');
    const first = taken.get(key);
    if (first !== undefined) return { ...task, trouble: { code: 'CLI_OUTPUT_TAKEN', message: `${target} is the result of ${first}` } };
    taken.set(key, task.file);
    return { ...task, target };
  });
}

function withoutEnding(name: string): string {
  return name.replace(/(?<=[^/])\.[^./]*$/, '');
}
