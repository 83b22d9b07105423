/**
 * The ERP's own lists (taxes, accounts, units, currencies), remembered for a minute: a page of supplier invoices asks the
 * same ones. A question that finds no answer asks once more afresh, so that what a person just made is seen.
 */
import type { Connector, ListEntry } from '../ports/connector.ts';
import type { Road } from './road.ts';

export type ListKind = Parameters<Connector['lists']>[0];

const REMEMBERED_MS = 60_000;
/** A list read this lately is not read again even when somebody hopes for news. */
const FRESH_MS = 2_000;

interface Remembered {
  readonly at: number;
  readonly entries: Promise<readonly ListEntry[]>;
}

const memory = new WeakMap<Connector, Map<ListKind, Remembered>>();

/** @throws what the connector throws */
export async function erpList(connector: Connector, kind: ListKind, road: Road, fresh = false): Promise<readonly ListEntry[]> {
  const lists = memory.get(connector) ?? new Map<ListKind, Remembered>();
  memory.set(connector, lists);
  const known = lists.get(kind);
  const now = road.clock.monotonic();
  if (known !== undefined && now - known.at < (fresh ? FRESH_MS : REMEMBERED_MS)) return known.entries;
  const entries = connector.lists(kind);
  lists.set(kind, { at: now, entries });
  try {
    return await entries;
  } catch (error) {
    if (lists.get(kind)?.entries === entries) lists.delete(kind);
    throw error;
  }
}
