/** What the demonstration company buys with: purchase journal, accounts, purchase taxes and suppliers, all fictitious. */
import suppliers from '../demo/suppliers.json' with { type: 'json' };
import type { Database } from './database.ts';
import type { Row } from './row.ts';

export interface Purchases {
  readonly journal: number;
  readonly accounts: Readonly<Record<string, number>>;
  /** By SIREN or, for those without, by name. */
  readonly suppliers: Readonly<Record<string, number>>;
}

type Made = Record<string, number>;

const ACCOUNTS: readonly (readonly [string, string, string])[] = [
  ['607100', 'Achats de marchandises', 'expense_direct_cost'],
  ['606400', 'Fournitures administratives', 'expense'],
  ['622600', 'Honoraires', 'expense'],
  ['624100', 'Transports sur achats', 'expense'],
  ['658000', 'Charges diverses de gestion courante', 'expense'],
];

export function loadPurchases(db: Database, company: number, countries: Readonly<Made>): Purchases {
  const accounts = Object.fromEntries(
    ACCOUNTS.map(([code, name, account_type]) => [code, db.insert('account.account', { code, name, account_type })]),
  );
  const journal = db.insert('account.journal', {
    name: 'Factures fournisseurs',
    code: 'FACTU',
    type: 'purchase',
    company_id: company,
    default_account_id: accounts['607100'] ?? false,
  });
  return { accounts, journal, suppliers: loadSuppliers(db, countries) };
}

export function loadPurchaseTaxes(db: Database, company: number): Made {
  const tax = (name: string, external: string, amount: string, scope: string, more: Row = {}): number => {
    const id = db.insert('account.tax', {
      name,
      amount,
      amount_type: 'percent',
      type_tax_use: 'purchase',
      tax_scope: scope,
      tax_exigibility: 'on_invoice',
      price_include: false,
      company_id: company,
      ...more,
    });
    db.insert('ir.model.data', { module: 'account', name: `1_${external}`, model: 'account.tax', res_id: id });
    return id;
  };
  const onPayment = { tax_exigibility: 'on_payment' };
  const reverse = { has_negative_factor: true };
  return {
    'ACH 20 G': tax('20% G', 'tva_acq_normale', '20', 'consu'),
    'ACH 10 G': tax('10% G', 'tva_acq_intermediaire', '10', 'consu'),
    'ACH 5.5 G': tax('5.5% G', 'tva_acq_reduite', '5.5', 'consu'),
    'ACH 2.1 G': tax('2.1% G', 'tva_acq_super_reduite', '2.1', 'consu'),
    'ACH 20 S': tax('20% S', 'tva_acq_encaissement', '20', 'service', onPayment),
    'ACH 10 S': tax('10% S', 'tva_acq_intermediaire_encaissement', '10', 'service', onPayment),
    'ACH 0': tax('0%', 'tva_purchase_0', '0', '', {}),
    'ACH EU G': tax('20% EU G', 'tva_intra_normale_biens', '20', 'consu', reverse),
    'ACH EU S': tax('20% EU S', 'tva_intra_normale_services', '20', 'service', reverse),
  };
}

function loadSuppliers(db: Database, countries: Readonly<Made>): Made {
  const made: Made = {};
  const add = (key: string, values: Row): number => {
    const id = db.insert('res.partner', { is_company: true, supplier_rank: 1, ...values });
    db.update('res.partner', id, { commercial_partner_id: id });
    made[key] = id;
    return id;
  };
  for (const { siren, siret, name, iban, address } of suppliers.suppliers) {
    const id = add(siren, { name, company_registry: siret, vat: frenchVat(siren), country_id: countries['FR'] ?? 0, ...address });
    db.insert('res.partner.bank', { acc_number: iban.replace(/(.{4})(?=.)/g, '$1 '), sanitized_acc_number: iban, partner_id: id });
  }
  add('Lieferwerk Beispiel GmbH', {
    name: 'Lieferwerk Beispiel GmbH',
    vat: 'DE136695976',
    street: 'Musterweg 5',
    zip: '20095',
    city: 'Hamburg',
    country_id: countries['DE'] ?? 0,
  });
  return made;
}

/** The key of a French VAT number: (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVat(siren: string): string {
  return `FR${String((12n + 3n * (BigInt(siren) % 97n)) % 97n).padStart(2, '0')}${siren}`;
}
