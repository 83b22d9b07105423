/**
 * The French company that the scenario bills from: two Odoo companies, taxes, customers, terms, currencies and the
 * least-privilege user whom Passerelle runs as. Customers are the fictitious counterparties that the sandbox plays.
 */
import counterparties from '../../../src/sandbox/demo/counterparties.json' with { type: 'json' };
import type { Admin, Id } from './admin.ts';

export const BOT = { login: 'passerelle-bot', password: 'bot-password-19' } as const;
export const SELLERS = [
  {
    name: 'Passerelle Démo SAS',
    siret: '10000000900017',
    vat: 'FR88100000009',
    iban: 'FR7630006000011234567890189',
    rounding: 'round_globally',
  },
  {
    name: 'Atelier Démo SARL',
    siret: '16000000600017',
    vat: 'FR89160000006',
    iban: 'FR7630001007941234567890185',
    rounding: 'round_per_line',
  },
] as const;

export interface Ground {
  readonly admin: Admin;
  readonly companies: readonly [Id, Id];
  /** Tax of a company by the name of its external id, without the company. */
  tax(company: Id, name: string): Id;
  partner(key: string): Id;
  unit(name: string): Id;
  term(name: string): Id;
  currency(name: string): Id;
  readonly product: Id;
  readonly service: Id;
}

/** Customers that are no counterparty of the sandbox. */
const OTHERS = [
  { key: 'de', name: 'Beispiel Handels GmbH', vat: 'DE100000008', country: 'DE', zip: '10115', city: 'Berlin', company: true },
  { key: 'be', name: 'Voorbeeld NV', vat: 'BE0400000086', country: 'BE', zip: '1000', city: 'Brussel', company: true },
  { key: 'ch', name: 'Muster AG', vat: 'CHE-100.000.006 MWST', country: 'CH', zip: '8001', city: 'Zürich', company: true },
  {
    key: 'us',
    name: 'Example Corporation',
    country: 'US',
    zip: '10001',
    city: 'New York',
    company: true,
    email: 'billing@corporation.example',
  },
  {
    key: 're',
    name: 'Comptoir de la Réunion SARL',
    siret: '15000000800014',
    vat: 'FR61150000008',
    country: 'RE',
    zip: '97400',
    city: 'Saint-Denis',
    company: true,
  },
  {
    key: 'nc',
    name: 'Comptoir du Caillou SARL',
    country: 'NC',
    zip: '98800',
    city: 'Nouméa',
    company: true,
    email: 'compta@caillou.example',
  },
  { key: 'person', name: 'Camille Exemple', country: 'FR', zip: '69001', city: 'Lyon', company: false },
  { key: 'person-es', name: 'María Ejemplo', country: 'ES', zip: '28001', city: 'Madrid', company: false },
] as const;

export async function layGround(admin: Admin): Promise<Ground> {
  await admin.write('decimal.precision', await admin.search('decimal.precision', [['name', '=', 'Product Price']]), { digits: 4 });
  const countries = await byName(admin, 'res.country', 'code');
  const france = need(countries, 'FR');
  const companies = await layCompanies(admin, france);
  const taxes = await layTaxes(admin, companies);
  const partners = await layPartners(admin, countries);
  await layUser(admin, companies);
  const [units, terms, currencies] = [await byName(admin, 'uom.uom'), await layTerms(admin), await layCurrencies(admin, companies)];
  const [product, service] = await admin.create('product.product', [
    { name: 'Carton de papier recyclé', default_code: 'PAP-A4', type: 'consu', list_price: 24.9 },
    { name: 'Journée de conseil', default_code: 'CONSEIL', type: 'service', list_price: 850, uom_id: need(units, 'Days') },
  ]);
  return {
    admin,
    companies,
    tax: (company, name) => need(taxes, `${company}_${name}`),
    partner: (key) => need(partners, key),
    unit: (name) => need(units, name),
    term: (name) => need(terms, name),
    currency: (name) => need(currencies, name),
    product: product as Id,
    service: service as Id,
  };
}

export function need<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the scenario needs ${key}, there is ${[...map.keys()].slice(0, 30).join(', ')}`);
  return value;
}

async function byName(admin: Admin, model: string, field = 'name'): Promise<Map<string, Id>> {
  const rows = await admin.rows<{ id: Id } & Record<string, unknown>>(model, [], [field], { context: { active_test: false } });
  return new Map(rows.map((row) => [String(row[field]), row.id]));
}

async function layCompanies(admin: Admin, country: Id): Promise<[Id, Id]> {
  const ids: Id[] = [];
  for (const [index, seller] of SELLERS.entries()) {
    const values = {
      name: seller.name,
      vat: seller.vat,
      company_registry: seller.siret,
      street: '12 rue de la Paix',
      zip: '75002',
      city: 'Paris',
      country_id: country,
      phone: '+33 1 02 03 04 05',
      email: 'compta@passerelle-demo.example',
    };
    const id = index === 0 ? 1 : ((await admin.create('res.company', [values]))[0] as Id);
    if (index === 0) await admin.write('res.company', [id], values);
    const me = await admin.search('res.users', [['login', '=', 'admin']]);
    await admin.write('res.users', me, { company_ids: [[4, id]] });
    await admin.call('account.chart.template', 'try_loading', [[], 'fr', id], { context: { allowed_company_ids: [id] } });
    await admin.write('res.company', [id], { tax_calculation_rounding_method: seller.rounding });
    const journals = await admin.search('account.journal', [
      ['type', '=', 'bank'],
      ['company_id', '=', id],
    ]);
    await admin.write('account.journal', journals.slice(0, 1), { bank_acc_number: seller.iban }, { allowed_company_ids: [id] });
    ids.push(id);
  }
  return [ids[0] as Id, ids[1] as Id];
}

async function layTaxes(admin: Admin, companies: readonly Id[]): Promise<Map<string, Id>> {
  const rows = await admin.rows<{ name: string; res_id: Id }>(
    'ir.model.data',
    [
      ['model', '=', 'account.tax'],
      ['module', '=', 'account'],
    ],
    ['name', 'res_id'],
  );
  const taxes = new Map(rows.map((row) => [row.name, row.res_id]));
  for (const company of companies) {
    const own = [...taxes].filter(([name]) => name.startsWith(`${company}_tva_`)).map(([, id]) => id);
    await admin.write('account.tax', own, { active: true }, { allowed_company_ids: [company] });
    // 261, 4 of the French tax code: teaching, outside of the reform; 275: purchases free of tax, inside
    await admin.write('account.tax', [need(taxes, `${company}_tva_sale_service_0`)], {
      ubl_cii_tax_exemption_reason_code: 'VATEX-FR-CGI261-4',
    });
    await admin.write('account.tax', [need(taxes, `${company}_tva_sale_good_0`)], { ubl_cii_tax_exemption_reason_code: 'VATEX-FR-CGI275' });
  }
  return taxes;
}

async function layPartners(admin: Admin, countries: ReadonlyMap<string, Id>): Promise<Map<string, Id>> {
  const known = counterparties.counterparties.map((party) => ({
    key: party.siren,
    values: {
      name: party.name,
      company_registry: party.siret,
      vat: frenchVat(party.siren),
      is_company: true,
      street: '1 place du Marché',
      zip: '44000',
      city: 'Nantes',
      country_id: need(countries, 'FR'),
      email: `compta@${party.siren}.example`,
      // the directory says nothing certain of this one: the address that the ERP knows decides
      ...(party.directory === 'without-status' ? { peppol_eas: '0225', peppol_endpoint: party.siren } : {}),
    },
  }));
  const others = OTHERS.map((party) => ({
    key: party.key,
    values: {
      name: party.name,
      is_company: party.company,
      street: '1 Main Street',
      zip: party.zip,
      city: party.city,
      country_id: need(countries, party.country),
      ...('vat' in party ? { vat: party.vat } : {}),
      ...('siret' in party ? { company_registry: party.siret } : {}),
      ...('email' in party ? { email: party.email } : {}),
    },
  }));
  const all = [...known, ...others];
  const ids = await admin.create(
    'res.partner',
    all.map((party) => party.values),
  );
  const partners = new Map(all.map((party, index) => [party.key, ids[index] as Id]));
  const parent = need(partners, '200000008');
  const [contact, depot] = await admin.create('res.partner', [
    {
      name: 'Service comptabilité',
      type: 'invoice',
      parent_id: parent,
      street: '3 rue des Factures',
      zip: '44100',
      city: 'Nantes',
      country_id: need(countries, 'FR'),
    },
    {
      name: 'Dépôt Sud',
      type: 'delivery',
      parent_id: parent,
      street: '9 zone du Port',
      zip: '13002',
      city: 'Marseille',
      country_id: need(countries, 'FR'),
    },
  ]);
  return partners.set('200000008/contact', contact as Id).set('200000008/depot', depot as Id);
}

/** The key of a French VAT number follows from the SIREN. */
export function frenchVat(siren: string): string {
  const key = (12 + 3 * (Number.parseInt(siren, 10) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

async function layTerms(admin: Admin): Promise<Map<string, Id>> {
  const line = (percent: number, days: number): unknown => [
    0,
    0,
    { value: 'percent', value_amount: percent, nb_days: days, delay_type: 'days_after' },
  ];
  await admin.create('account.payment.term', [
    { name: 'Trois échéances', line_ids: [line(30, 0), line(30, 30), line(40, 60)] },
    {
      name: 'Escompte 2 % à 10 jours',
      early_discount: true,
      discount_percentage: 2,
      discount_days: 10,
      early_pay_discount_computation: 'included',
      line_ids: [line(100, 30)],
    },
  ]);
  return byName(admin, 'account.payment.term');
}

async function layCurrencies(admin: Admin, companies: readonly Id[]): Promise<Map<string, Id>> {
  const currencies = await byName(admin, 'res.currency');
  const rates = [
    ['USD', 1.0825],
    ['CHF', 0.9375],
  ] as const;
  await admin.write(
    'res.currency',
    rates.map(([name]) => need(currencies, name)),
    { active: true },
  );
  await admin.create(
    'res.currency.rate',
    companies.flatMap((company) =>
      rates.map(([name, rate]) => ({ name: '2026-01-01', currency_id: need(currencies, name), company_id: company, rate })),
    ),
  );
  return currencies;
}

/** What a bot needs and no more: internal user, invoicing; both companies. */
async function layUser(admin: Admin, companies: readonly Id[]): Promise<void> {
  const groups = await admin.rows<{ name: string; module: string; res_id: Id }>(
    'ir.model.data',
    [
      ['model', '=', 'res.groups'],
      ['name', 'in', ['group_user', 'group_account_invoice']],
    ],
    ['name', 'module', 'res_id'],
  );
  const wanted = groups.filter((group) => ['base', 'account'].includes(group.module)).map((group) => group.res_id);
  await admin.create(
    'res.users',
    [
      {
        name: 'Passerelle',
        login: BOT.login,
        password: BOT.password,
        lang: 'fr_FR',
        group_ids: [[6, 0, wanted]],
        company_id: companies[0],
        company_ids: [[6, 0, companies]],
      },
    ],
    { no_reset_password: true },
  );
}
