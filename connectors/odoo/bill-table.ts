/**
 * The import tables of a bill: the bill with its first line in the first row, one row for each further line. An empty
 * cell is an empty field, so what Odoo itself chooses for the lines that lack it goes into a table of the other lines.
 */
import type { BillToCreate } from '../../src/ports/connector.ts';
import { externalId } from './external-id.ts';
import { cell, column, type Table } from './load.ts';
import type { Fields, Session } from './session.ts';

export const REFERENCE_FIELD = 'x_passerelle_reference';
/** Fields that Odoo works out when they are not given, and never when they are given empty. */
const WORKED_OUT = ['account_id', 'analytic_distribution', 'analytic_account_id'];

type Line = Readonly<Record<string, unknown>>;

export interface BillTables {
  readonly whole: Table;
  /** What only some lines have, loaded afterwards. */
  readonly further: readonly Table[];
}

export async function tablesOf(session: Session, bill: BillToCreate): Promise<BillTables> {
  const heads = (await session.fields('account.move')) ?? {};
  const below = (await session.fields('account.move.line')) ?? {};
  const { invoice_line_ids: listed, ...rest } = bill.values;
  const head: Line = { ...rest, ...narration(rest['narration'], heads), [REFERENCE_FIELD]: bill.key };
  const lines = Array.isArray(listed) ? (listed as readonly Line[]) : [];
  const names = Object.keys(head).filter((name) => heads[name] !== undefined);
  const lineNames = [...new Set([...lines.flatMap((line) => Object.keys(line)), 'tax_ids'])].filter((name) => below[name] !== undefined);
  const partial = WORKED_OUT.filter((name) => lineNames.includes(name) && lines.some((line) => isEmpty(line[name])));
  const further = partial.filter((name) => lines.some((line) => !isEmpty(line[name])));
  const identity = externalId(bill.key);
  const whole = tableOf(
    identity,
    { head, names, fields: heads },
    { lines, names: lineNames.filter((name) => !partial.includes(name)), fields: below },
  );
  return { whole, further: further.map((name) => furtherTable(identity, name, { lines, names: [name], fields: below })) };
}

/** The mapping writes HTML, as Odoo has it from 15 on; before, the field is plain text. */
function narration(value: unknown, fields: Fields): Line {
  if (typeof value !== 'string' || fields['narration']?.type !== 'text') return {};
  const text = value.replace(/<br\s*\/?>/g, '\n').replace(/<[^>]*>/g, '');
  return { narration: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&') };
}

interface Head {
  readonly head: Line;
  readonly names: readonly string[];
  readonly fields: Fields;
}
interface Lines {
  readonly lines: readonly Line[];
  readonly names: readonly string[];
  readonly fields: Fields;
}

function tableOf(identity: string, { head, names, fields }: Head, below: Lines): Table {
  const rows = below.lines.length === 0 ? [undefined] : below.lines;
  return {
    fields: [
      'id',
      ...names.map((name) => column(name, fields)),
      // without an id of its own each line would be added again by a second load
      'invoice_line_ids/id',
      ...below.names.map((name) => `invoice_line_ids/${column(name, below.fields)}`),
    ],
    data: rows.map((line, index) => [
      ...(index === 0 ? [identity, ...names.map((name) => cell(head[name], fields[name]?.type))] : ['', ...names.map(() => '')]),
      line === undefined ? '' : lineId(identity, index),
      ...below.names.map((name) => cell(line?.[name], below.fields[name]?.type)),
    ]),
  };
}

/** An account brings its own taxes unless taxes are given with it. */
function furtherTable(identity: string, name: string, { lines, fields }: Lines): Table {
  const names = [name, 'tax_ids'];
  const rows = lines.flatMap((line, index) =>
    isEmpty(line[name]) ? [] : [[lineId(identity, index), ...names.map((one) => cell(line[one], fields[one]?.type))]],
  );
  return {
    fields: ['id', 'invoice_line_ids/id', ...names.map((one) => `invoice_line_ids/${column(one, fields)}`)],
    data: rows.map((row, index) => [index === 0 ? identity : '', ...row]),
  };
}

function lineId(identity: string, index: number): string {
  return `${identity}_line_${String(index + 1)}`;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === false || value === '';
}
