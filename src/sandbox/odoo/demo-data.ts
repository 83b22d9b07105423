/** The demonstration's invoices: every kind that a French company sends, and two that it must correct first. */
import { add, dec, formatDecimal } from '../../model/decimal.ts';
import type { Database } from './database.ts';
import { loadCompany, type Basics } from './demo-company.ts';
import { decimalOf, plusDays } from './compute-move.ts';
import { postInvoice } from './post-invoice.ts';
import type { Row } from './row.ts';

export interface DemoIds extends Basics {
  /** Made once per database: key and hook token are nobody else's on this machine. */
  readonly secret: string;
  /** Values that every invoice of the company has. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Ids of the invoices by what they show. */
  readonly invoices: Readonly<Record<string, number>>;
}

interface LineSpec {
  readonly product?: string;
  readonly label?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly tax?: string;
  readonly discount?: string;
  readonly text?: 'line_section' | 'line_note';
}

interface InvoiceSpec {
  readonly shows: string;
  readonly to: string;
  /** Days before today. */
  readonly age: number;
  readonly lines: readonly LineSpec[];
  readonly values?: Row;
}

export function loadDemo(db: Database, records: 'demo' | 'company', secret: string): DemoIds {
  const basics = loadCompany(db);
  const defaults = {
    company_id: basics.company, journal_id: basics.journal, currency_id: basics.currencies['EUR'] ?? 0, move_type: 'out_invoice',
    company_currency_id: basics.currencies['EUR'] ?? 0, partner_bank_id: basics.bank, invoice_user_id: 2, invoice_currency_rate: '1',
    invoice_payment_term_id: basics.terms['30'] ?? 0, fiscal_position_id: basics.positions['fr'] ?? 0,
  };
  const invoices: Record<string, number> = {};
  if (records === 'demo') {
    for (const spec of specs(basics)) invoices[spec.shows] = makeInvoice(db, basics, defaults, spec);
    addCreditNote(db, basics, defaults, invoices);
    spoilTotal(db, invoices['one cent off'] ?? 0);
  }
  return { ...basics, secret, defaults, invoices };
}

function specs(basics: Basics): readonly InvoiceSpec[] {
  return [...ordinary(basics), ...byDirectory(), ...particular(basics), ...toCorrect()];
}

function ordinary({ terms }: Basics): readonly InvoiceSpec[] {
  const discount = { invoice_payment_term_id: terms['discount'] ?? 0 };
  const chorus = { buyer_reference: 'SERVICE-TECHNIQUE', purchase_order_reference: 'ENG-2026-118', contract_reference: 'MAPA-2026-04' };
  return [
    { shows: 'goods', to: '200000008', age: 12, values: { ref: 'CDE-2041', narration: '<p>Merci de votre confiance.</p>' }, lines: [
      { text: 'line_section', label: 'Rentrée littéraire' },
      { product: 'book', quantity: '40', price: '12.32', tax: '5.5 G' },
      { product: 'paper', quantity: '10', price: '4.15', tax: '20 G' },
      { text: 'line_note', label: 'Livraison en deux fois' },
    ] },
    { shows: 'services', to: '300000007', age: 11, values: { ref: 'CDE-77' },
      lines: [{ product: 'advice', quantity: '7.5', price: '95', tax: '20 S' }] },
    { shows: 'mixed', to: '400000006', age: 10, lines: [
      { product: 'desk', quantity: '2', price: '480', tax: '20 G' },
      { product: 'transport', quantity: '1', price: '59.9', tax: '20 S' },
    ] },
    { shows: 'discounts', to: '500000005', age: 9, values: { ref: 'SANS-COMMANDE', ...discount }, lines: [
      { product: 'desk', quantity: '3', price: '480', tax: '20 G', discount: '12.5' },
      { product: 'coffee', quantity: '2.25', price: '18.9', tax: '5.5 G' },
    ] },
    { shows: 'public buyer', to: '800000002', age: 7, values: chorus,
      lines: [{ product: 'desk', quantity: '6', price: '410', tax: '20 G' }] },
    { shows: 'instalments', to: '300000007', age: 4, values: { invoice_payment_term_id: terms['instalments'] ?? 0 },
      lines: [{ product: 'desk', quantity: '10', price: '455', tax: '20 G' }] },
    { shows: 'tax included', to: '200000008', age: 4,
      lines: [{ product: 'book', label: 'Coffret cadeau', quantity: '3', price: '49.99', tax: '20 G INC' }] },
  ];
}

/** Customers whom the directory or their platform makes particular (demo/counterparties.json). */
function byDirectory(): readonly InvoiceSpec[] {
  return [
    { shows: 'rejected', to: '600000004', age: 8, lines: [{ product: 'paper', quantity: '120', price: '3.99', tax: '20 G' }] },
    { shows: 'suspended', to: '700000003', age: 8, lines: [{ product: 'training', quantity: '2', price: '890', tax: '20 S' }] },
    { shows: 'several addresses', to: '900000001', age: 7, lines: [{ product: 'coffee', quantity: '25', price: '16.4', tax: '5.5 G' }] },
    { shows: 'not in the directory', to: '110000007', age: 6, lines: [{ product: 'advice', quantity: '3', price: '95', tax: '20 S' }] },
    { shows: 'silent directory line', to: '120000005', age: 6,
      lines: [{ product: 'book', quantity: '15', price: '12.32', tax: '5.5 G' }] },
    { shows: 'refused by the platform', to: '130000003', age: 5,
      lines: [{ product: 'paper', quantity: '30', price: '4.15', tax: '20 G' }] },
    { shows: 'partly approved', to: '140000001', age: 5, lines: [{ product: 'training', quantity: '1', price: '950', tax: '20 S' }] },
  ];
}

/** Other currencies, other countries, other buyers. */
function particular({ currencies, positions }: Basics): readonly InvoiceSpec[] {
  return [
    { shows: 'foreign currency', to: '300000007', age: 3,
      values: { currency_id: currencies['USD'] ?? 0, invoice_currency_rate: '1.0842' },
      lines: [{ product: 'advice', quantity: '12', price: '110', tax: '20 S' }] },
    { shows: 'intra-union', to: 'Musterhandel GmbH', age: 3, values: { fiscal_position_id: positions['eu'] ?? 0 },
      lines: [{ product: 'desk', quantity: '4', price: '450', tax: 'EU G' }] },
    { shows: 'export', to: 'Alpenmuster AG', age: 3, values: { fiscal_position_id: positions['export'] ?? 0 },
      lines: [{ product: 'coffee', quantity: '100', price: '14.2', tax: 'EX G' }] },
    { shows: 'private person', to: 'Camille Exemple', age: 2, lines: [{ product: 'book', quantity: '1', price: '23.7', tax: '5.5 G' }] },
  ];
}

function toCorrect(): readonly InvoiceSpec[] {
  return [
    { shows: 'missing siren', to: 'Sans Identité SARL', age: 2, lines: [{ product: 'advice', quantity: '2', price: '95', tax: '20 S' }] },
    { shows: 'one cent off', to: '200000008', age: 1, lines: [{ product: 'paper', quantity: '7', price: '4.15', tax: '20 G' }] },
  ];
}

function makeInvoice(db: Database, basics: Basics, defaults: Readonly<Record<string, unknown>>, spec: InvoiceSpec): number {
  const date = plusDays(db.stamp().slice(0, 10), -spec.age);
  const partner = basics.partners[spec.to] ?? 0;
  const id = db.insert('account.move', {
    ...(defaults as Row), state: 'draft', invoice_date: date, delivery_date: date, partner_id: partner, commercial_partner_id: partner,
    partner_shipping_id: partner, ...spec.values,
  });
  spec.lines.forEach((line, index) => { addLine(db, basics, id, line, index); });
  postInvoice(db, id);
  return id;
}

function addLine(db: Database, basics: Basics, move: number, spec: LineSpec, index: number): void {
  const product = spec.product === undefined ? undefined : basics.products[spec.product];
  const unit = product === undefined ? false : db.row('product.product', product)['uom_id'] ?? false;
  const label = spec.label ?? (product === undefined ? '' : db.displayName('product.product', product));
  db.insert('account.move.line', {
    move_id: move, display_type: spec.text ?? 'product', sequence: (index + 1) * 10, name: label, company_id: basics.company,
    product_id: product ?? false, product_uom_id: unit, quantity: spec.quantity ?? '0', price_unit: spec.price ?? '0',
    discount: spec.discount ?? '0', tax_ids: spec.tax === undefined ? [] : [basics.taxes[spec.tax] ?? 0],
    currency_id: db.row('account.move', move)['currency_id'] ?? false, is_downpayment: false,
  });
}

function addCreditNote(db: Database, basics: Basics, defaults: Readonly<Record<string, unknown>>, invoices: Record<string, number>): void {
  const original = invoices['goods'] ?? 0;
  const { name } = db.row('account.move', original);
  invoices['credit note'] = makeInvoice(db, basics, defaults, {
    shows: 'credit note', to: '200000008', age: 2, lines: [{ product: 'book', quantity: '4', price: '12.32', tax: '5.5 G' }],
    values: { move_type: 'out_refund', reversed_entry_id: original, ref: `Extourne de : ${String(name)}, exemplaires abîmés` },
  });
}

/** An invoice whose tax was corrected by hand: its total is no longer what its lines give. */
function spoilTotal(db: Database, id: number): void {
  const move = db.row('account.move', id);
  const cent = dec('0.01');
  const change = (field: string): Row => ({ [field]: formatDecimal(add(decimalOf(move[field]), cent)) });
  db.update('account.move', id, { ...change('amount_tax'), ...change('amount_total'), ...change('amount_residual') });
}
