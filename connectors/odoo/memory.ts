/** What one session remembers, each for some minutes: answers to questions, rows that hardly change, external ids. */
import type { Clock } from '../../src/ports/runtime.ts';
import { idOf, type OdooRow } from './value.ts';

const KEEP_MS = 10 * 60_000;

export interface Memory {
  /** The answer of the last minutes, or a new one; a failed question is not remembered. */
  keep<T>(name: string, ask: () => Promise<T>): Promise<T>;
  /** Rows by id, asking only for those that are not remembered with these fields. */
  remember(
    model: string,
    ids: readonly number[],
    fields: readonly string[],
    ask: (ids: readonly number[]) => Promise<readonly OdooRow[]>,
  ): Promise<readonly OdooRow[]>;
  /** External ids found so far, by id. */
  externalIds(model: string): Map<number, readonly string[]>;
  forget(): void;
}

export function createMemory(clock: Clock): Memory {
  const kept = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();
  const names = new Map<string, Map<number, readonly string[]>>();
  const known = <T>(name: string): Promise<T> | undefined => {
    const found = kept.get(name);
    return found !== undefined && found.until > clock.monotonic() ? (found.value as Promise<T>) : undefined;
  };

  function keep<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const before = known<T>(name);
    if (before !== undefined) return before;
    const value = ask();
    kept.set(name, { value, until: clock.monotonic() + KEEP_MS });
    value.catch(() => kept.delete(name));
    return value;
  }

  return {
    keep,
    async remember(model, ids, fields, ask) {
      const key = (id: number): string => `row ${model} ${String(id)} ${[...fields].sort().join(' ')}`;
      const found = ids.map((id) => [id, known<OdooRow>(key(id))] as const);
      const missing = found.filter(([, row]) => row === undefined).map(([id]) => id);
      const rows = missing.length === 0 ? [] : await ask(missing);
      for (const row of rows) void keep(key(idOf(row['id']) ?? 0), () => Promise.resolve(row));
      const remembered = found.map(([, row]) => row).filter((row) => row !== undefined);
      return [...(await Promise.all(remembered)), ...rows];
    },
    externalIds(model) {
      const ids = names.get(model) ?? new Map<number, readonly string[]>();
      names.set(model, ids);
      return ids;
    },
    forget() {
      kept.clear();
      names.clear();
    },
  };
}
