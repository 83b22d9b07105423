/**
 * Values as the sandbox keeps them: amounts as decimal text (never floating point), relations as ids, an empty field as
 * false, which is how Odoo itself tells it; and their shape on the wire.
 */
import { formatDecimal, parseDecimal, trim } from '../../model/decimal.ts';
import type { SandboxField } from './schema.ts';

export type Cell = string | boolean | number | readonly number[];
export type Row = Record<string, Cell>;

/** JSON text of a number as it stands. Node has it; the types of ES2024 do not know it yet. */
const rawJson = JSON as unknown as { rawJSON(text: string): unknown };

/** A float as Python writes it: with at least one fraction digit. */
export function pythonFloat(text: string): unknown {
  const value = parseDecimal(text);
  return rawJson.rawJSON(
    value === null ? '0.0' : formatDecimal(trim(value.scale === 0 ? { units: value.units * 10n, scale: 1 } : value, 1)),
  );
}

const FLOATS = new Set(['float', 'monetary']);

export function isFloat(field: SandboxField | undefined): boolean {
  return FLOATS.has(field?.type ?? '');
}

/** What an unset field of a type holds. */
export function emptyOf(field: SandboxField): Cell {
  if (isFloat(field)) return '0';
  if (field.type === 'integer') return 0;
  return field.type === 'one2many' ? [] : false;
}
