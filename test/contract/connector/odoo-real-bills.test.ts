// Bills and suppliers of the Odoo connector against a real Odoo, through both transports: PASSERELLE_ODOO_URL and
// PASSERELLE_ODOO_KEY as in odoo-real.test.ts. The users that it needs are made in the database.
import { test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import type { ErpRef } from '../../../src/model/document.ts';
import { testTools } from '../../connectors/odoo/tools.ts';
import { billSuite, type BillBench } from './bill-suite.ts';
import { billOf, readBill } from './odoo-bills.ts';
import { openReal, type Real } from './odoo-server.ts';
import { partySuite } from './party-suite.ts';

const { PASSERELLE_ODOO_URL: url, PASSERELLE_ODOO_KEY: key } = process.env;

async function opened(
  transport: 'json2' | 'xmlrpc',
): Promise<{ real: Real } & Pick<BillBench, 'connector' | 'plain' | 'company' | 'close'>> {
  const real = await openReal(url ?? '', key ?? '');
  const connector = odooConnector.create({ ...real.settings, transport }, testTools());
  // a password is a key to XML-RPC only
  const plain = odooConnector.create({ ...real.settings, ...(await real.plainUser()), transport: 'xmlrpc' }, testTools());
  return {
    real,
    connector,
    plain,
    company: String(real.company),
    async close() {
      await connector.close?.();
      await plain.close?.();
    },
  };
}

const id = (ref: { readonly id: string }): number => Number.parseInt(ref.id, 10);

async function billBench(transport: 'json2' | 'xmlrpc'): Promise<BillBench> {
  const bench = await opened(transport);
  const { real, connector } = bench;
  const partner = await real.make('res.partner', {
    name: `Fournisseur des bancs ${String(Date.now())}`,
    is_company: true,
    country_id: await real.find('res.country', [['code', '=', 'FR']]),
  });
  const child = await real.make('res.partner', { name: 'Service clients', parent_id: partner });
  const usd = await real.find('res.currency', [['name', '=', 'USD']]);
  await real.call('res.currency', 'write', { ids: [usd], vals: { active: true } });
  const tax = async (name: string): Promise<number> => {
    const domain = [
      ['module', '=', 'account'],
      ['name', '=', `${bench.company}_${name}`],
    ];
    const [row] = (await real.call('ir.model.data', 'search_read', { domain, fields: ['res_id'] })) as { res_id: number }[];
    return row?.res_id ?? 0;
  };
  const account = (code: string): Promise<number> => real.find('account.account', [['code', '=like', `${code}%`]]);
  // an account that brings a tax of its own, which must stay out where the bill has none
  const taxed = await account('6064');
  const twenty = await tax('tva_acq_normale');
  await real.call('account.account', 'write', { ids: [taxed], vals: { tax_ids: [[6, 0, [twenty]]] } });
  const ground = { company: bench.company, partner: String(partner), foreign: String(usd) };
  return {
    ...bench,
    supplier: { ref: { model: 'res.partner', id: String(partner) }, child: String(child) },
    tax: {
      twenty: String(twenty),
      reduced: String(await tax('tva_acq_reduite')),
      zero: String(await tax('tva_purchase_service_0')),
      reverse: String(await tax('tva_intra_normale_biens')),
    },
    accounts: [String(await account('6226')), String(taxed)],
    order: await orderOf(real, partner),
    bill: (input) => billOf(ground, input),
    readBill: (ref) => readBill(connector, ref),
    post: async (ref) => void (await real.call('account.move', 'action_post', { ids: [id(ref)] })),
    edit: (ref) => real.editAs('account.move', id(ref), { ref: 'corrigé à la main' }),
    exists: async (ref) => ((await real.call('account.move', 'search', { domain: [['id', '=', id(ref)]] })) as unknown[]).length > 0,
  };
}

async function orderOf(real: Real, partner: number): Promise<{ number: string; ref: ErpRef } | null> {
  if ((await real.find('ir.model', [['model', '=', 'purchase.order']])) === 0) return null;
  const order = await real.make('purchase.order', { partner_id: partner });
  const [row] = (await real.call('purchase.order', 'read', { ids: [order], fields: ['name'] })) as { name: string }[];
  return { number: row?.name.toLowerCase() ?? '', ref: { model: 'purchase.order', id: String(order) } };
}

if (url === undefined || key === undefined) {
  test(
    'the contract of bills against a real Odoo',
    { skip: 'PASSERELLE_ODOO_URL and PASSERELLE_ODOO_KEY name no real Odoo' },
    () => undefined,
  );
} else {
  for (const transport of ['json2', 'xmlrpc'] as const) {
    billSuite(`the contract of bills, against a real Odoo over ${transport}`, () => billBench(transport));
    partySuite(`the contract of suppliers, against a real Odoo over ${transport}`, async () => {
      const bench = await opened(transport);
      const { real } = bench;
      const base = 100_000 + (Math.floor(performance.timeOrigin / 1000) % 700_000);
      return {
        ...bench,
        digits: (n) => `${String(base)}${String(n + (transport === 'json2' ? 0 : 50)).padStart(2, '0')}`,
        readParty: async (ref) => {
          const [row] = (await real.call('res.partner', 'read', {
            ids: [id(ref)],
            fields: ['name', 'city', 'country_code', 'comment'],
          })) as Record<string, unknown>[];
          const payable = await real.find('res.partner.bank', [
            ['partner_id', '=', id(ref)],
            ['allow_out_payment', '=', true],
          ]);
          return {
            name: String(row?.['name']),
            city: String(row?.['city']),
            country: String(row?.['country_code']),
            note: String(row?.['comment']),
            payable: payable !== 0,
          };
        },
        archive: async (ref) => void (await real.call('res.partner', 'write', { ids: [id(ref)], vals: { active: false } })),
      };
    });
  }
}
