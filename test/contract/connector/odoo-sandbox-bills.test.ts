// Bills and suppliers of the Odoo connector against the sandbox Odoo: always run.
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { testTools } from '../../connectors/odoo/tools.ts';
import { billSuite, type BillBench } from './bill-suite.ts';
import { billOf, readBill } from './odoo-bills.ts';
import { partySuite } from './party-suite.ts';

const id = (ref: { readonly id: string }): number => Number.parseInt(ref.id, 10);

async function opened(): Promise<{ odoo: SandboxOdoo } & Pick<BillBench, 'connector' | 'plain' | 'company' | 'close'>> {
  const tools = testTools();
  const odoo = await startSandboxOdoo({ clock: tools.clock, ids: tools.ids, records: 'company' });
  const connector = odooConnector.create(odoo.settings(), tools);
  const plain = odooConnector.create(odoo.plainSettings(), tools);
  return {
    odoo,
    connector,
    plain,
    company: String(odoo.demo.company),
    async close() {
      await connector.close?.();
      await plain.close?.();
      await odoo.close();
    },
  };
}

billSuite('the contract of bills, against the sandbox Odoo', async () => {
  const bench = await opened();
  const { odoo, connector } = bench;
  const { taxes, currencies, purchases } = odoo.demo;
  const partner = purchases.suppliers['210000006'] ?? 0;
  const child = odoo.db.insert('res.partner', { name: 'Service clients', parent_id: partner, commercial_partner_id: partner });
  const order = odoo.db.insert('purchase.order', { name: 'P00007', partner_id: partner, company_id: odoo.demo.company, state: 'purchase' });
  const ground = { company: bench.company, partner: String(partner), foreign: String(currencies['USD']) };
  const tax = (name: string): string => String(taxes[name]);
  return {
    ...bench,
    supplier: { ref: { model: 'res.partner', id: String(partner) }, child: String(child) },
    tax: { twenty: tax('ACH 20 G'), reduced: tax('ACH 5.5 G'), zero: tax('ACH 0'), reverse: tax('ACH EU G') },
    accounts: [String(purchases.accounts['606400']), String(purchases.accounts['622600'])],
    order: { number: 'p00007', ref: { model: 'purchase.order', id: String(order) } },
    bill: (input) => billOf(ground, input),
    readBill: (ref) => readBill(connector, ref),
    post: async (ref) =>
      void (await fetch(`${odoo.url}/json/2/account.move/action_post`, {
        method: 'POST',
        headers: { authorization: `bearer ${odoo.key}` },
        body: JSON.stringify({ ids: [id(ref)] }),
      })),
    edit: (ref) => Promise.resolve(odoo.db.update('account.move', id(ref), { ref: 'corrigé à la main' })),
    exists: (ref) => Promise.resolve(odoo.db.find('account.move', id(ref)) !== undefined),
  };
});

partySuite('the contract of suppliers, against the sandbox Odoo', async () => {
  const bench = await opened();
  const { db } = bench.odoo;
  return {
    ...bench,
    digits: (n) => String(70_000_000 + n * 100),
    readParty: (ref) => {
      const row = db.row('res.partner', id(ref));
      const payable = db.search('res.partner.bank', [['partner_id', '=', id(ref)]]).some((bank) => bank['allow_out_payment'] === true);
      const country = db.row('res.country', row['country_id'] === false ? 1 : (row['country_id'] as number))['code'];
      return Promise.resolve({
        name: String(row['name']),
        city: String(row['city']),
        country: String(country),
        note: String(row['comment']),
        payable,
      });
    },
    archive: (ref) => Promise.resolve(db.update('res.partner', id(ref), { active: false })),
  };
});
