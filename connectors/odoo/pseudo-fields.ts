/**
 * Fields that Odoo has not, which mappings may read: their names begin with `_`. Each is computed from fields of the
 * same record or one further question, for all records of a request at once.
 */
import { externalIds } from './external-ids.ts';
import { depositsOf, paidOf, roundingOf } from './money-fields.ts';
import type { Gathering } from './gather.ts';
import { idOf, textOf, type OdooRow, type OdooValue } from './value.ts';

export interface PseudoField {
  /** Dotted paths that it is computed from, where the database has them. */
  readonly needs: readonly string[];
  compute(gathering: Gathering, rows: readonly OdooRow[]): Promise<ReadonlyMap<number, OdooValue>>;
}

export const PSEUDO_FIELDS: Readonly<Record<string, Readonly<Record<string, PseudoField>>>> = {
  'account.move': {
    /** Why this invoice must not be sent by us: another module of Odoo has taken it. */
    _sent_elsewhere: each(
      ['peppol_move_state', 'pdp_move_state', 'peppol_message_uuid', 'l10n_fr_pdp_status', 'pdp_ppf_move_state', 'chorus_flow_id'],
      sentElsewhere,
    ),
    /** What was really paid so far, credit notes not counted, in the currency of the invoice. */
    _paid: { needs: ['amount_total', 'amount_residual', 'move_type', 'currency_id'], compute: paidOf },
    /** Cash rounding booked without VAT. */
    _rounding: {
      needs: ['move_type', ...['display_type', 'is_rounding_line', 'tax_line_id', 'amount_currency'].map(ofLine)],
      compute: roundingOf,
    },
    /** The down payment invoices that this one deducts: `name`, `invoice_date`. */
    _deposits: { needs: ['is_downpayment', 'sale_line_ids', 'price_subtotal'].map(ofLine), compute: depositsOf },
  },
  'account.move.line': {
    /** product, section, note, tax, payment_term, rounding, other: in every version. */
    _kind: each(['display_type', 'exclude_from_invoice_tab', 'tax_line_id', 'account_internal_type', 'is_rounding_line'], lineKind),
  },
  'account.tax': { _xmlids: named('account.tax') },
  'uom.uom': { _xmlids: named('uom.uom') },
};

function ofLine(field: string): string {
  return `line_ids.${field}`;
}

function each(needs: readonly string[], compute: (row: OdooRow) => OdooValue): PseudoField {
  return {
    needs,
    compute: (_gathering, rows) => Promise.resolve(new Map(rows.map((row) => [idOf(row['id']) ?? 0, compute(row)]))),
  };
}

function named(model: string): PseudoField {
  return {
    needs: [],
    compute: (gathering, rows) =>
      externalIds(
        gathering,
        model,
        rows.map((row) => idOf(row['id']) ?? 0),
      ),
  };
}

/** States in which another module of Odoo has taken an invoice for transmission. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  peppol_move_state: ['to_send', 'processing', 'done'],
  pdp_move_state: ['to_send', 'processing', 'done'],
};
/** Fields that are only ever filled once another module has sent it. */
const SENT = ['peppol_message_uuid', 'l10n_fr_pdp_status', 'pdp_ppf_move_state', 'chorus_flow_id'] as const;

function sentElsewhere(row: OdooRow): OdooValue {
  for (const [field, states] of Object.entries(TAKEN)) {
    const state = textOf(row[field]);
    if (state !== null && states.includes(state)) return `${field}: ${state}`;
  }
  const filled = SENT.find((field) => row[field] !== undefined && row[field] !== false && row[field] !== null);
  return filled === undefined ? null : `${filled}: ${textOf(row[filled]) ?? 'set'}`;
}

/** From 16 on display_type says it; up to 15 it only tells sections and notes, and other fields tell the rest. */
export function lineKind(row: OdooRow): OdooValue {
  const display = textOf(row['display_type']);
  if (display !== null) {
    return { line_section: 'section', line_subsection: 'section', line_note: 'note' }[display] ?? display;
  }
  if (idOf(row['tax_line_id']) !== null) return 'tax';
  if (['receivable', 'payable'].includes(textOf(row['account_internal_type']) ?? '')) return 'payment_term';
  if (row['is_rounding_line'] === true) return 'rounding';
  return row['exclude_from_invoice_tab'] === true ? 'other' : 'product';
}
