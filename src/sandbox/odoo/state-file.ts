/** The database of the sandbox on disk, so that a demonstration goes on where it was after a restart. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, Tables } from './database.ts';
import type { DemoIds } from './demo-data.ts';

interface State {
  readonly tables: Tables;
  readonly demo: DemoIds;
}

/** What was kept, or null when there is nothing (or nothing readable: the demonstration then begins anew). */
export function readState(path: string): State | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as State;
  } catch {
    return null;
  }
}

/** Written beside and renamed: a kill in between leaves the former state. */
export function writeState(path: string, db: Database, demo: DemoIds): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  writeFileSync(beside, JSON.stringify({ tables: db.dump(), demo } satisfies State));
  renameSync(beside, path);
}
