// Who a supplier is, and under what an answer is kept: identifiers prove, a name only where there is nothing else.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Invoice } from '../../src/model/invoice.ts';
import { findSupplier } from '../../src/pipeline/find-supplier.ts';
import type { CompanyRoad, Road } from '../../src/pipeline/road.ts';
import type { PartyMatch } from '../../src/ports/connector.ts';
import type { Resolution } from '../../src/ports/operator.ts';

interface Desk {
  readonly made: string[];
  find(invoice: Invoice, resolutions?: readonly Resolution[]): ReturnType<typeof findSupplier>;
}

/** An ERP whose parties are found by name alone, as a proposal. */
function desk(unknownSupplier: 'hold' | 'create'): Desk {
  const made: string[] = [];
  const bindings = new Map<string, string>();
  const store = {
    bindings: {
      get: async (_: string, kind: string, key: string) => bindings.get(`${kind} ${key}`) ?? null,
      put: async (_: string, kind: string, key: string, value: string) => void bindings.set(`${kind} ${key}`, value),
    },
  };
  const match = (): readonly PartyMatch[] =>
    made.map((_, index) => ({ ref: { model: 'res.partner', id: String(index + 1) }, name: 'Atelier', by: 'name', certain: false }));
  const connector = {
    findParty: async () => match(),
    createParty: async ({ key }: { readonly key: string }) => {
      if (!made.includes(key)) made.push(key);
      return { model: 'res.partner', id: String(made.indexOf(key) + 1) };
    },
  };
  const company = { company: { name: 'demo', erp: { connection: 'erp' }, policies: { reception: { unknownSupplier } } }, connector };
  const road = { store } as unknown as Road;
  const demo = company as unknown as CompanyRoad;
  return { made, find: (invoice, resolutions = []) => findSupplier(invoice, resolutions, demo, road) };
}

describe('a supplier whose invoice gives nothing but a name', () => {
  it('is made once by policy, and known by that name from then on', async () => {
    const { find, made } = desk('create');
    assert.equal((await find({ seller: { name: 'Atelier  Exemple' } })).state, 'created');
    const again = await find({ seller: { name: ' atelier exemple' } });
    assert.deepEqual([again.state, again.party], ['bound', '1']);
    assert.equal(made.length, 1);
  });

  it('waits for a person where suppliers are not made, and the answer holds for the next invoice', async () => {
    const { find } = desk('hold');
    const invoice = { seller: { name: 'Atelier Exemple' } };
    assert.equal((await find(invoice)).state, 'unknown');
    assert.equal((await find(invoice, [{ kind: 'party', party: '7' }])).party, '7');
    assert.deepEqual([(await find(invoice)).state, (await find(invoice)).party], ['bound', '7']);
  });

  it('is nobody for an invoice of that name which does say who it is from', async () => {
    const { find } = desk('hold');
    await find({ seller: { name: 'Atelier Exemple' } }, [{ kind: 'party', party: '7' }]);
    const other = await find({ seller: { name: 'Atelier Exemple', vatId: 'DE100000008' } });
    assert.equal(other.state, 'unknown');
  });

  it('is not made when there is not even a name', async () => {
    const { find, made } = desk('create');
    assert.equal((await find({ seller: {} })).state, 'unknown');
    assert.deepEqual(made, []);
  });
});
