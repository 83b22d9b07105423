/**
 * The tables of one sandbox Odoo, in memory. write_date is the start of the transaction in whole seconds, as in Odoo:
 * rows of a long transaction appear late with an old date.
 */
import { comparator, matcher } from './domain.ts';
import { pythonError } from './python-error.ts';
import { createRowIndex } from './row-index.ts';
import { emptyOf, type Row } from './row.ts';
import { SCHEMA, type SandboxModel } from './schema.ts';

export interface Write {
  readonly at: string;
  readonly model: string;
  readonly method: string;
  readonly ids: readonly number[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Rows by model, as they are kept in a file. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

export class Database {
  readonly #tables = new Map<string, Map<number, Row>>();
  readonly #next = new Map<string, number>();
  readonly #index = createRowIndex();
  readonly #now: () => string;
  /** Start of the open transaction; null outside of one. */
  #started: string | null = null;

  /** `now` gives the moment as an ISO instant. */
  constructor(now: () => string, kept: Tables = {}) {
    this.#now = now;
    for (const [model, rows] of Object.entries(kept)) {
      this.#tables.set(model, new Map(rows.map((row) => [row['id'] as number, { ...row }])));
      for (const row of rows) this.#index.add(model, row);
      this.#next.set(model, rows.reduce((most, row) => Math.max(most, row['id'] as number), 0) + 1);
    }
  }

  /** Every row, to be kept. */
  dump(): Tables {
    return Object.fromEntries([...this.#tables].map(([model, rows]) => [model, [...rows.values()]]));
  }

  /** The moment of the transaction as Odoo writes it. */
  stamp(): string {
    return this.#started ?? this.#now().slice(0, 19).replace('T', ' ');
  }

  /** What `run` writes carries the date at which the transaction began, however late it becomes visible. */
  transaction<T>(startedAt: string | null, run: () => T): T {
    const outer = this.#started;
    this.#started = startedAt ?? this.stamp();
    try {
      return run();
    } finally {
      this.#started = outer;
    }
  }

  insert(model: string, values: Row, user = 1): number {
    const table = this.#table(model);
    const id = this.#next.get(model) ?? 1;
    this.#next.set(model, id + 1);
    const at = this.stamp();
    const row: Row = {};
    for (const [name, field] of Object.entries(modelOf(model))) row[name] = emptyOf(field);
    Object.assign(row, values, { id, create_date: at, create_uid: user, write_date: at, write_uid: user });
    if ('active' in row && values['active'] === undefined) row['active'] = true;
    table.set(id, row);
    this.#index.add(model, row);
    return id;
  }

  update(model: string, id: number, values: Row, user = 1): void {
    const row = this.row(model, id);
    this.#index.drop(model, row);
    Object.assign(row, values, { write_date: this.stamp(), write_uid: user });
    this.#index.add(model, row);
  }

  remove(model: string, id: number): void {
    const row = this.find(model, id);
    if (row !== undefined) this.#index.drop(model, row);
    this.#table(model).delete(id);
  }

  find(model: string, id: number): Row | undefined {
    return this.#tables.get(model)?.get(id);
  }

  /** @throws MissingError as Odoo does */
  row(model: string, id: number): Row {
    const row = this.find(model, id);
    if (row === undefined)
      throw pythonError('MissingError', `Record does not exist or has been deleted.\n(Record: ${model}(${String(id)},))`);
    return row;
  }

  search(
    model: string,
    domain: readonly unknown[],
    options: { order?: string; offset?: number; limit?: number; inactive?: boolean } = {},
  ): readonly Row[] {
    const matches = matcher(model, domain, (related, id) => this.find(related, id));
    const asksActive = domain.some((term) => Array.isArray(term) && term[0] === 'active');
    const visible = this.#near(model, domain)
      .filter((row) => options.inactive === true || asksActive || row['active'] !== false)
      .filter(matches)
      .sort(comparator(model, options.order === undefined || options.order === '' ? 'id' : options.order));
    const from = options.offset ?? 0;
    const limit = options.limit ?? 0;
    return limit > 0 ? visible.slice(from, from + limit) : visible.slice(from);
  }

  /** The name that a relation shows. */
  displayName(model: string, id: number): string {
    const row = this.find(model, id);
    const name = row?.['name'];
    return typeof name === 'string' ? name : `${model},${String(id)}`;
  }

  /** The rows among which those of a domain are. */
  #near(model: string, domain: readonly unknown[]): readonly Row[] {
    const table = this.#table(model);
    const ids = this.#index.narrow(model, domain);
    return ids === null ? [...table.values()] : ids.map((id) => table.get(id)).filter((row) => row !== undefined);
  }

  #table(model: string): Map<number, Row> {
    modelOf(model);
    let table = this.#tables.get(model);
    if (table === undefined) this.#tables.set(model, (table = new Map<number, Row>()));
    return table;
  }
}

/** @throws NotFound for a model that this Odoo has not */
export function modelOf(model: string): SandboxModel {
  const found = Object.hasOwn(SCHEMA, model) ? SCHEMA[model] : undefined;
  if (found === undefined) throw pythonError('NotFound', `the model '${model}' does not exist`);
  return found;
}
