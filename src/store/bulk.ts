/**
 * Many rows in one statement: the rows travel as one JSON parameter, the statement is made once per table from its
 * drizzle columns and stays prepared on each connection. Never used for large bytes (artifacts.ts has its own way).
 */
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { AnyPgTable, PgColumn } from 'drizzle-orm/pg-core';
import type { ParameterOrJSON, Sql, TransactionSql } from 'postgres';

export type Runner = Sql | TransactionSql;

/** One prepared statement: a single round trip once the connection knows it. */
export async function run<R = Record<string, unknown>>(
  on: Runner,
  text: string,
  values: readonly ParameterOrJSON<never>[] = [],
): Promise<R[]> {
  return [...(await on.unsafe(text, [...values], { prepare: true }))] as unknown as R[];
}

interface Shape {
  readonly columns: readonly (readonly [string, PgColumn])[];
  readonly names: string;
  readonly recordset: string;
  readonly table: string;
}

const shapes = new WeakMap<AnyPgTable, Shape>();

function shapeOf(table: AnyPgTable): Shape {
  const known = shapes.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries(getTableColumns(table) as Record<string, PgColumn>);
  const shape: Shape = {
    columns,
    names: columns.map(([, column]) => `"${column.name}"`).join(', '),
    recordset: columns.map(([, column]) => `"${column.name}" ${column.getSQLType()}`).join(', '),
    table: `passerelle."${getTableName(table)}"`,
  };
  shapes.set(table, shape);
  return shape;
}

function encoded(column: PgColumn, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (column.getSQLType() !== 'bytea') return value;
  return typeof value === 'string' ? `\\x${value}` : `\\x${Buffer.from(value as Uint8Array).toString('hex')}`;
}

function asJson(shape: Shape, rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(shape.columns.map(([member, column]) => [column.name, encoded(column, (row as Record<string, unknown>)[member])])),
    ),
  );
}

/** A row as the driver read it, with the members and types of the table's entity. */
export function decode<T extends AnyPgTable>(table: T, row: Readonly<Record<string, unknown>>): T['$inferSelect'] {
  return Object.fromEntries(
    shapeOf(table).columns.map(([member, column]) => {
      const value = row[column.name];
      return [member, value === null || value === undefined ? null : column.mapFromDriverValue(value)];
    }),
  );
}

/** Inserts in the given order; `ending` is the on conflict and returning part. */
export async function insertRows<T extends AnyPgTable>(
  on: Runner,
  table: T,
  rows: readonly T['$inferSelect'][],
  ending = '',
): Promise<Record<string, unknown>[]> {
  if (rows.length === 0) return [];
  const shape = shapeOf(table);
  return run(
    on,
    `insert into ${shape.table} as t (${shape.names})
    select ${shape.names} from json_to_recordset($1::text::json) as r(${shape.recordset}) ${ending}`,
    [asJson(shape, rows)],
  );
}

/** Replaces every column of rows found by `id`. */
export async function updateRows<T extends AnyPgTable>(on: Runner, table: T, rows: readonly T['$inferSelect'][]): Promise<void> {
  if (rows.length === 0) return;
  const shape = shapeOf(table);
  const sets = shape.columns.filter(([member]) => member !== 'id').map(([, column]) => `"${column.name}" = r."${column.name}"`);
  await run(
    on,
    `update ${shape.table} t set ${sets.join(', ')}
    from json_to_recordset($1::text::json) as r(${shape.recordset}) where t.id = r.id`,
    [asJson(shape, rows)],
  );
}
