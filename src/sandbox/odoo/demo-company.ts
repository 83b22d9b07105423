/**
 * The demonstration company in the sandbox Odoo, with its taxes, units, terms and customers. All fictitious; customers
 * are those of demo/counterparties.json, so that the sandbox platform knows what each does with an invoice.
 */
import counterparties from '../demo/counterparties.json' with { type: 'json' };
import type { Database } from './database.ts';
import { frenchVat, loadPurchases, loadPurchaseTaxes, type Purchases } from './demo-purchases.ts';
import type { Row } from './row.ts';

export interface Basics {
  readonly company: number;
  readonly journal: number;
  readonly bank: number;
  readonly currencies: Readonly<Record<string, number>>;
  readonly countries: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, number>>;
  readonly taxes: Readonly<Record<string, number>>;
  readonly terms: Readonly<Record<string, number>>;
  readonly positions: Readonly<Record<string, number>>;
  readonly products: Readonly<Record<string, number>>;
  /** By SIREN or, for those without, by name. */
  readonly partners: Readonly<Record<string, number>>;
  readonly purchases: Purchases;
}

type Made = Record<string, number>;

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', USD: '$' };
const USERS = [['admin', 'Administrateur'], ['passerelle', 'Passerelle'], ['facturation', 'Facturation seule']] as const;
const MODULES = ['base', 'account', 'l10n_fr_account', 'account_edi_ubl_cii', 'l10n_fr_facturx_chorus_pro', 'sale', 'purchase'];

export function loadCompany(db: Database): Basics {
  const countries = each({ FR: 'France', DE: 'Allemagne', CH: 'Suisse', US: 'États-Unis', RE: 'La Réunion' }, (code, name) =>
    db.insert('res.country', { code, name }),
  );
  const currencies = each({ EUR: '1', USD: '1.0842', CHF: '0.9375' }, (name, rate) =>
    db.insert('res.currency', { name, symbol: SYMBOLS[name] ?? name, decimal_places: 2, rate }),
  );
  const own = db.insert('res.partner', {
    name: counterparties.seller.name,
    is_company: true,
    vat: 'FR88100000009',
    company_registry: counterparties.seller.siret,
    street: '12 rue de la Paix',
    zip: '75002',
    city: 'Paris',
    country_id: countries['FR'] ?? 0,
  });
  const company = db.insert('res.company', {
    name: counterparties.seller.name,
    partner_id: own,
    street: '12 rue de la Paix',
    zip: '75002',
    city: 'Paris',
    country_id: countries['FR'] ?? 0,
    vat: 'FR88100000009',
    company_registry: counterparties.seller.siret,
    phone: '+33 1 02 03 04 05',
    email: 'compta@passerelle-demo.example',
    currency_id: currencies['EUR'] ?? 0,
    tax_exigibility: true,
    tax_calculation_rounding_method: 'round_globally',
  });
  for (const [login, name] of USERS) db.insert('res.users', { name, login, company_ids: [company], lang: 'fr_FR' });
  const bank = db.insert('res.partner.bank', {
    acc_number: 'FR76 3000 6000 0112 3456 7890 189',
    sanitized_acc_number: 'FR7630006000011234567890189',
    partner_id: own,
    bank_bic: 'AGRIFRPP',
  });
  const units = loadUnits(db);
  for (const name of MODULES) db.insert('ir.module.module', { name, state: 'installed' });
  db.insert('ir.config_parameter', { key: 'database.uuid', value: '5a4db0c5-0000-4000-8000-000000000001' });
  return {
    company,
    bank,
    countries,
    currencies,
    units,
    journal: db.insert('account.journal', { name: 'Factures clients', code: 'FAC', type: 'sale', company_id: company }),
    taxes: { ...loadTaxes(db, company), ...loadPurchaseTaxes(db, company) },
    terms: loadTerms(db),
    positions: each({ fr: 'Domestique - France', eu: 'Intra-UE B2B', export: 'Import/Export hors UE + DOM-TOM' }, (_key, name) =>
      db.insert('account.fiscal.position', { name }),
    ),
    products: loadProducts(db, units),
    partners: loadPartners(db, countries),
    purchases: loadPurchases(db, company, countries),
  };
}

function each(entries: Readonly<Record<string, string>>, make: (key: string, value: string) => number): Made {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, make(key, value)]));
}

function named(db: Database, model: string, module: string, name: string, values: Row): number {
  const id = db.insert(model, values);
  db.insert('ir.model.data', { module, name, model, res_id: id });
  return id;
}

function loadUnits(db: Database): Made {
  const names = {
    product_uom_unit: 'Unité(s)',
    product_uom_hour: 'Heures',
    product_uom_day: 'Jours',
    product_uom_kgm: 'kg',
    product_uom_dozen: 'Douzaines',
    product_uom_litre: 'L',
  };
  return each(names, (name, label) => named(db, 'uom.uom', 'uom', name, { name: label, factor: '1' }));
}

function loadTaxes(db: Database, company: number): Made {
  const tax = (name: string, external: string, amount: string, scope: string, exigibility = 'on_invoice', more: Row = {}): number =>
    named(db, 'account.tax', 'account', `1_${external}`, {
      name,
      amount,
      amount_type: 'percent',
      type_tax_use: 'sale',
      tax_scope: scope,
      tax_exigibility: exigibility,
      price_include: false,
      company_id: company,
      ...more,
    });
  return {
    '20 G': tax('20% G', 'tva_normale', '20', 'consu'),
    '10 G': tax('10% G', 'tva_intermediaire', '10', 'consu'),
    '5.5 G': tax('5.5% G', 'tva_reduite', '5.5', 'consu'),
    '20 S': tax('20% S', 'tva_normale_encaissement', '20', 'service', 'on_payment'),
    '10 S': tax('10% S', 'tva_intermediaire_encaissement', '10', 'service', 'on_payment'),
    '20 G INC': tax('20% G INC', 'tva_normale_ttc', '20', 'consu', 'on_invoice', { price_include: true }),
    'EU G': tax('0% EU G', 'tva_sale_good_intra_0', '0', 'consu'),
    'EU S': tax('0% EU S', 'tva_sale_service_intra_0', '0', 'service', 'on_payment'),
    'EX G': tax('0% EX G', 'tva_sale_good_export_0', '0', 'consu'),
    'EXEMPT S': tax('0% EXEMPT S', 'tva_sale_service_0', '0', 'service', 'on_payment', {
      ubl_cii_tax_category_code: 'E',
      ubl_cii_tax_exemption_reason_code: 'VATEX-FR-CGI261-4',
    }),
  };
}

function loadTerms(db: Database): Made {
  const term = (name: string, values: Row = {}): number =>
    db.insert('account.payment.term', {
      name,
      note: false,
      early_discount: false,
      discount_percentage: '0',
      discount_days: 0,
      ...values,
    });
  return {
    '30': term('30 jours'),
    discount: term('30 jours, 2 % sous 7 jours', { early_discount: true, discount_percentage: '2', discount_days: 7 }),
    instalments: term('30 % à la commande, solde à 60 jours'),
  };
}

function loadProducts(db: Database, units: Made): Made {
  const product = (name: string, code: string, type: string, unit: string): number =>
    db.insert('product.product', { name, default_code: code, type, uom_id: units[unit] ?? 0 });
  return {
    book: product('Roman relié', 'LIV-001', 'consu', 'product_uom_unit'),
    paper: product('Ramette de papier A4', 'PAP-080', 'consu', 'product_uom_unit'),
    desk: product('Bureau en chêne', 'MOB-010', 'consu', 'product_uom_unit'),
    coffee: product('Café en grains', 'CAF-001', 'consu', 'product_uom_kgm'),
    advice: product('Conseil', 'PRE-CON', 'service', 'product_uom_hour'),
    training: product('Formation', 'PRE-FOR', 'service', 'product_uom_day'),
    transport: product('Livraison', 'PRE-LIV', 'service', 'product_uom_unit'),
  };
}

function loadPartners(db: Database, countries: Made): Made {
  const partners: Made = {};
  const add = (key: string, values: Row): void => {
    const id = db.insert('res.partner', { is_company: true, country_id: countries['FR'] ?? 0, ...values });
    db.update('res.partner', id, { commercial_partner_id: id });
    partners[key] = id;
  };
  counterparties.counterparties.forEach(({ siren, siret, name }, index) => {
    add(siren, {
      name,
      company_registry: siret,
      vat: frenchVat(siren),
      street: `${String(index + 1)} rue de l’Exemple`,
      zip: '69002',
      city: 'Lyon',
      email: `compta${String(index + 1)}@exemple.example`,
    });
  });
  add('Musterhandel GmbH', {
    name: 'Musterhandel GmbH',
    vat: 'DE123456788',
    street: 'Beispielstraße 1',
    zip: '10115',
    city: 'Berlin',
    country_id: countries['DE'] ?? 0,
  });
  add('Alpenmuster AG', {
    name: 'Alpenmuster AG',
    email: 'rechnung@alpenmuster.example',
    street: 'Musterweg 2',
    zip: '8001',
    city: 'Zürich',
    country_id: countries['CH'] ?? 0,
  });
  add('Camille Exemple', { name: 'Camille Exemple', is_company: false, street: '8 allée des Tilleuls', zip: '33000', city: 'Bordeaux' });
  add('Sans Identité SARL', { name: 'Sans Identité SARL', street: '1 place Vide', zip: '44000', city: 'Nantes' });
  return partners;
}
