/**
 * The French company that buys: its own company in Odoo with the French chart, every currency of the world with a rate,
 * and the user whom Passerelle runs as, who may invoice and make contacts, in this company alone.
 */
import type { Admin, Id } from './admin.ts';
import { frenchVat } from './ground.ts';

export const BUYER = { name: 'Achats Démo SAS', siren: '170000004', siret: '17000000400011' } as const;
export const BUYER_BOT = { login: 'passerelle-achats', password: 'achats-password-19' } as const;

/** Rates that suppliers of the corpus charge and no French chart has: Denmark, Italy, Hungary, Norway, … */
export const FOREIGN_RATES = [6, 12, 15, 19, 21, 22, 25, 27] as const;

const GROUPS = ['base.group_user', 'account.group_account_invoice', 'base.group_partner_manager'] as const;

export interface BuyerGround {
  readonly company: Id;
  readonly key: string;
}

export async function layBuyer(admin: Admin): Promise<BuyerGround> {
  const [france = 0] = await admin.search('res.country', [['code', '=', 'FR']]);
  const [company = 0] = await admin.create('res.company', [
    {
      name: BUYER.name,
      vat: frenchVat(BUYER.siren),
      company_registry: BUYER.siret,
      street: '4 quai des Achats',
      zip: '69002',
      city: 'Lyon',
      country_id: france,
    },
  ]);
  const me = await admin.search('res.users', [['login', '=', 'admin']]);
  await admin.write('res.users', me, { company_ids: [[4, company]] });
  await admin.call('account.chart.template', 'try_loading', [[], 'fr', company], { context: { allowed_company_ids: [company] } });
  const taxes = await admin.search('account.tax', [['company_id', '=', company]], { context: { active_test: false } });
  await admin.write('account.tax', taxes, { active: true }, { allowed_company_ids: [company] });
  await layRates(admin, company);
  await layBot(admin, company);
  return { company, key: await admin.makeKey(BUYER_BOT.login, BUYER_BOT.password, '90') };
}

async function layRates(admin: Admin, company: Id): Promise<void> {
  const all = await admin.rows<{ id: Id; name: string }>('res.currency', [], ['name'], { context: { active_test: false } });
  await admin.write(
    'res.currency',
    all.map((one) => one.id),
    { active: true },
  );
  await admin.create(
    'res.currency.rate',
    all
      .filter((one) => one.name !== 'EUR')
      // fictitious: what is booked in the company's currency is not compared
      .map((one, index) => ({ name: '2000-01-01', currency_id: one.id, company_id: company, rate: 1 + (index % 40) / 8 })),
  );
}

async function layBot(admin: Admin, company: Id): Promise<void> {
  const groups: Id[] = [];
  for (const group of GROUPS) {
    const [module, name] = group.split('.');
    const [row] = await admin.rows<{ res_id: Id }>(
      'ir.model.data',
      [
        ['module', '=', module],
        ['name', '=', name],
      ],
      ['res_id'],
    );
    groups.push(row?.res_id ?? 0);
  }
  await admin.create(
    'res.users',
    [
      {
        name: 'Passerelle (achats)',
        login: BUYER_BOT.login,
        password: BUYER_BOT.password,
        lang: 'fr_FR',
        group_ids: [[6, 0, groups]],
        company_id: company,
        company_ids: [[6, 0, [company]]],
      },
    ],
    { no_reset_password: true },
  );
}

/** As an accountant would who buys abroad: the VAT of another country, in a group of its own. */
export async function addForeignTaxes(admin: Admin, company: Id): Promise<void> {
  const context = { allowed_company_ids: [company] };
  const [group = 0] = await admin.search('account.tax.group', [['company_id', '=', company]], { limit: 1 });
  await admin.create(
    'account.tax',
    FOREIGN_RATES.map((rate) => ({
      name: `TVA étrangère ${String(rate)} %`,
      amount: rate,
      amount_type: 'percent',
      type_tax_use: 'purchase',
      company_id: company,
      tax_group_id: group,
    })),
    context,
  );
}
