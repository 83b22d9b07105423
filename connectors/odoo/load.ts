/**
 * `load`: an import table whose rows have external ids, created the first time and found again afterwards, in one
 * transaction. Cells are texts; a relation is given by the database id of its record.
 */
import { PasserelleError } from '../../src/base/error.ts';
import { formatDecimal, type Decimal } from '../../src/model/decimal.ts';
import { shorten } from './errors.ts';
import type { Context, Fields, Session } from './session.ts';
import { idsOf, isRow, rowsOf, textOf } from './value.ts';

export interface Table {
  readonly fields: readonly string[];
  readonly data: readonly (readonly string[])[];
}

/** The id of the first record; a refusal (its words) when Odoo took nothing. */
export type Loaded = { readonly id: number } | { readonly refused: string };

export async function load(session: Session, model: string, { fields, data }: Table, context: Context): Promise<Loaded> {
  const answer = await (
    await session.client()
  ).call({
    model,
    method: 'load',
    args: { fields, data },
    context: { ...context, tracking_disable: true },
    effect: true,
  });
  // a refusal is an answer of 200 with `ids: false`: a concurrent load of the same key, or a value Odoo does not take
  const [id] = isRow(answer) ? idsOf(answer['ids']) : [];
  if (id !== undefined) return { id };
  const words = isRow(answer) ? rowsOf(answer['messages'] ?? null).map((row) => textOf(row['message']) ?? '') : [];
  return { refused: shorten(words.map(withoutRow).join(' · ')) };
}

export function refusedLoad(session: Session, what: string, words: string): PasserelleError {
  return new PasserelleError('CONNECTOR_REFUSED', `Odoo did not take ${what}: ${words}`, { where: { connection: session.connection } });
}

/** PostgreSQL shows the whole row that it refused: amounts and names that belong into no log. */
function withoutRow(message: string): string {
  return message.split(/\bDETAIL:/)[0] ?? '';
}

export function column(name: string, fields: Fields): string {
  return fields[name]?.relation === undefined ? name : `${name}/.id`;
}

export function cell(value: unknown, type: string | undefined): string {
  if (value === null || value === undefined || value === false) return type === 'boolean' ? '0' : '';
  if (value === true) return type === 'boolean' ? '1' : 'true';
  if (Array.isArray(value)) return value.map((item) => cell(item, undefined)).join(',');
  if (isDecimal(value)) return formatDecimal(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value && typeof value.units === 'bigint' && 'scale' in value;
}
