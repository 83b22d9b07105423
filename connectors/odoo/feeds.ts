/**
 * The feeds of Odoo as values: which records each lists, which fields say that one changed, and how one stands. Fields
 * that our own write-back touches (x_passerelle_status…, chatter, activities) are not among them; what money moves
 * (payment_state, amount_residual, matches) is seen by the feed of payments alone, whose records are the same invoices
 * and bills: a match that was taken back is a deleted row, and only what it was matched with still shows it.
 */
import type { Change, Feed } from '../../src/ports/connector.ts';
import type { Json } from '../../src/base/json.ts';
import { ACCOUNT_FIELDS, PARTNER_ACCOUNTS } from './accounts.ts';
import { BILL_FIELDS } from './provision/fields.ts';
import type { OdooRow } from './value.ts';
import { textOf } from './value.ts';

export interface FeedKind {
  readonly model: string;
  /** Besides the window; `companies` are ids inside Odoo. */
  domain(companies: readonly number[]): readonly Json[];
  /** Fields of the record that make its fingerprint, where the database has them. */
  readonly fields: readonly string[];
  /** Records below it that make its fingerprint too. */
  readonly children?: {
    readonly model: string;
    readonly by: string;
    readonly fields: readonly string[];
    /** Only those whose first field that this database has is among the values. */
    readonly only?: { readonly fields: readonly string[]; readonly values: readonly string[] };
  };
  /** The date that a sweep's window is about. */
  readonly dated: string;
  readonly companyField: string | null;
  gone(row: OdooRow): Change['gone'];
}

const MOVE_FIELDS = [
  'state', 'name', 'move_type', 'invoice_date', 'invoice_date_due', 'date', 'delivery_date', 'taxable_supply_date',
  'partner_id', 'commercial_partner_id', 'partner_shipping_id', 'partner_bank_id', 'company_id', 'journal_id',
  'currency_id', 'invoice_currency_rate', 'amount_untaxed', 'amount_tax', 'amount_total', 'ref', 'payment_reference',
  'invoice_origin', 'invoice_payment_term_id', 'fiscal_position_id', 'narration', 'reversed_entry_id',
  'debit_origin_id', 'buyer_reference', 'contract_reference', 'purchase_order_reference', 'invoice_incoterm_id',
] as const;

const LINES = {
  model: 'account.move.line',
  by: 'move_id',
  fields: [
    'display_type', 'name', 'quantity', 'price_unit', 'discount', 'price_subtotal', 'product_id', 'product_uom_id',
    'tax_ids', 'tax_line_id', 'amount_currency', 'date_maturity',
  ],
} as const;

const SALES = ['out_invoice', 'out_refund'] as const;
const PURCHASES = ['in_invoice', 'in_refund'] as const;

/** Posted ones, and those that once were: a sent invoice may go back to draft or be cancelled, a payment with it. */
function oncePosted(types: readonly string[], companies: readonly number[]): readonly Json[] {
  return [
    ['move_type', 'in', types], ['company_id', 'in', companies],
    '|', ['state', '=', 'posted'], ['posted_before', '=', true],
  ];
}

const MOVE = { model: 'account.move', dated: 'invoice_date', companyField: 'company_id' } as const;

const INVOICES: FeedKind = {
  ...MOVE,
  domain: (companies) => oncePosted(SALES, companies),
  fields: MOVE_FIELDS,
  children: LINES,
  gone: undone,
};

/** Drafts too, for those we made wait for a person; what people decide is part of the bill. */
const BILLS: FeedKind = {
  ...MOVE,
  domain: (companies) => [['move_type', 'in', PURCHASES], ['company_id', 'in', companies]],
  fields: [...MOVE_FIELDS, ...BILL_FIELDS.map(({ name }) => name)],
  children: LINES,
  gone: (row) => (textOf(row['state']) === 'cancel' ? 'cancelled' : undefined),
};

const PAYMENTS: FeedKind = {
  ...MOVE,
  domain: (companies) => oncePosted([...SALES, ...PURCHASES], companies),
  fields: ['state', 'amount_residual', 'payment_state'],
  children: {
    model: 'account.move.line',
    by: 'move_id',
    // a partial reconciliation never changes: another amount is another row
    fields: ['matched_debit_ids', 'matched_credit_ids', 'amount_residual_currency'],
    only: { fields: ACCOUNT_FIELDS, values: PARTNER_ACCOUNTS },
  },
  // a draft may keep its payments: what is matched is all that counts
  gone: () => undefined,
};

function undone(row: OdooRow): Change['gone'] {
  const state = textOf(row['state']);
  return state === 'draft' ? 'draft' : state === 'cancel' ? 'cancelled' : undefined;
}

const PARTY_FIELDS = [
  'name', 'active', 'is_company', 'parent_id', 'commercial_partner_id', 'vat', 'company_registry', 'siret', 'siren',
  'nic', 'additional_identifiers', 'street', 'street2', 'zip', 'city', 'state_id', 'country_id', 'email', 'phone', 'ref',
  'peppol_eas', 'peppol_endpoint', 'routing_scheme', 'routing_endpoint', 'global_location_number', 'lang',
] as const;

const PRODUCT_FIELDS = [
  'name', 'active', 'default_code', 'barcode', 'type', 'detailed_type', 'uom_id', 'taxes_id', 'description_sale',
] as const;

export const FEED_KINDS: Readonly<Record<Feed, FeedKind>> = {
  invoices: INVOICES,
  bills: BILLS,
  payments: PAYMENTS,
  parties: {
    model: 'res.partner',
    domain: () => [['active', 'in', [true, false]]],
    fields: PARTY_FIELDS,
    dated: 'write_date',
    companyField: 'company_id',
    gone: () => undefined,
  },
  products: {
    model: 'product.product',
    domain: () => [['active', 'in', [true, false]]],
    fields: PRODUCT_FIELDS,
    dated: 'write_date',
    companyField: 'company_id',
    gone: () => undefined,
  },
};

/** The feed whose fingerprint a read record has; a bill is read as what was booked, without what was decided on it. */
export function feedOfModel(model: string): FeedKind | undefined {
  return Object.values(FEED_KINDS).find((kind) => kind.model === model);
}
