// What every connector that can make suppliers promises: once per key, with what the invoice gives, found again by it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PasserelleError } from '../../../src/base/error.ts';
import type { ErpRef } from '../../../src/model/document.ts';
import type { Identifier, Party } from '../../../src/model/party.ts';
import type { Connector, PartyMatch, PartyToCreate } from '../../../src/ports/connector.ts';

export interface PartyBench {
  readonly connector: Connector;
  /** The same ERP as a user who may make no parties. */
  readonly plain: Connector;
  readonly company: string;
  /** Eight digits that begin no SIREN of the ERP, others for each `n`. */
  digits(n: number): string;
  readParty(
    ref: ErpRef,
  ): Promise<{ readonly name: string; readonly city: string; readonly country: string; readonly note: string; readonly payable: boolean }>;
  archive(ref: ErpRef): Promise<void>;
  close(): Promise<void>;
}

export function partySuite(name: string, open: () => Promise<PartyBench>): void {
  describe(name, () => {
    let bench: PartyBench;
    let opened: PartyBench | undefined;
    let next = 0;
    before(async () => {
      bench = opened = await open();
    });
    after(async () => {
      await opened?.close();
    });

    const party = (siren: string, more: Partial<Party> = {}, nic = '00017'): PartyToCreate => ({
      key: `party/${siren}/${nic}`,
      company: bench.company,
      accounts: [`FR76 3000 4000 03${siren.slice(0, 2)} ${siren.slice(2, 6)} ${siren.slice(6)}0 143`],
      party: {
        name: `Fournisseur <${siren}> & Fils, "SARL"`,
        legalId: { scheme: '0002', value: siren },
        ids: [{ scheme: '0009', value: `${siren}${nic}` }],
        vatId: vatOf(siren),
        endpoint: { scheme: '0225', value: siren },
        address: {
          line1: '3 rue Neuve',
          line2: 'Bâtiment B',
          postCode: '69002',
          city: 'Lyon',
          country: 'FR',
          subdivision: 'no such state',
        },
        contact: { name: 'Comptabilité', phone: '+33 4 00 00 00 00', email: 'compta@fournisseur.example' },
        ...more,
      },
    });
    const fresh = (): string => sirenFrom(bench.digits((next += 1)));
    const make = async (input: PartyToCreate): Promise<ErpRef> => (await bench.connector.createParty?.(input)) as ErpRef;
    const find = (...ids: readonly (readonly [string, string])[]): Promise<readonly PartyMatch[]> =>
      bench.connector.findParty(ids.map(([scheme, value]): Identifier => ({ scheme, value })));

    test('a supplier is made once for its key, and found by each of its identifiers', async () => {
      const siren = fresh();
      const refs = [await make(party(siren)), await make(party(siren))];
      assert.deepEqual(refs[0], refs[1]);
      const [ref] = refs as [ErpRef];
      const read = await bench.readParty(ref);
      assert.deepEqual([read.name, read.city, read.country], [`Fournisseur <${siren}> & Fils, "SARL"`, 'Lyon', 'FR']);
      for (const id of [
        ['0009', `${siren}00017`],
        ['0002', siren],
        ['vat', vatOf(siren)],
        ['0225', siren],
      ] as const) {
        assert.deepEqual(
          (await find(id)).map((match) => [match.ref.id, match.certain]),
          [[ref.id, true]],
          id.join(' '),
        );
      }
      for (const id of [
        ['iban', ibanOf(siren)],
        ['name', `fournisseur <${siren}> & FILS, "SARL"`],
      ] as const) {
        const match = (await find(id)).find((one) => one.ref.id === ref.id);
        assert.equal(match?.certain, false, id[0]);
      }
    });

    test('its accounts are told without spaces, once, and are not released for payment', async () => {
      const siren = fresh();
      const ref = await make(party(siren));
      assert.deepEqual(await bench.connector.partyAccounts?.(ref), [ibanOf(siren)]);
      assert.equal((await bench.readParty(ref)).payable, false);
      assert.deepEqual(await bench.connector.partyAccounts?.(await make({ ...party(fresh()), accounts: [] })), []);
    });

    test('what the ERP refuses of a supplier is kept as a note, and the supplier is made', async () => {
      const siren = fresh();
      const ref = await make(party(siren, { vatId: 'FR00123456789', endpoint: { scheme: 'not a scheme', value: '<x>' } }));
      const { note } = await bench.readParty(ref);
      assert.match(note, /FR00123456789/);
      assert.match(note, /&lt;x&gt;/);
      assert.deepEqual(
        (await find(['0002', siren])).map((match) => match.ref.id),
        [ref.id],
      );
    });

    test('a supplier with no more than a name is made too', async () => {
      const siren = fresh();
      const ref = await make({ key: `party/name/${siren}`, company: bench.company, accounts: [], party: { name: `Seul ${siren}` } });
      assert.equal((await bench.readParty(ref)).name, `Seul ${siren}`);
    });

    test('a user who may make no parties is told so', async () => {
      const made = bench.plain.createParty?.(party(fresh())) ?? Promise.resolve();
      await assert.rejects(made, (error) => error instanceof PasserelleError && error.code === 'CONNECTOR_DENIED');
    });

    test('a company is found by its SIREN when the ERP has another establishment of it, certain while there is one', async () => {
      const siren = fresh();
      const lyon = await make(party(siren));
      const asked = [
        ['0009', `${siren}00099`],
        ['0002', siren],
      ] as const;
      assert.deepEqual(
        (await find(...asked)).map((match) => [match.ref.id, match.by, match.certain]),
        [[lyon.id, 'siren', true]],
      );
      const paris = await make(party(siren, { vatId: vatOf(siren) }, '00025'));
      const both = await find(...asked);
      assert.deepEqual(
        both.map((match) => [match.ref.id, match.certain]),
        [
          [lyon.id, false],
          [paris.id, false],
        ],
      );
      assert.deepEqual(
        (await find(['0009', `${siren}00025`], ['0002', siren])).map((match) => match.ref.id),
        [paris.id],
      );
    });

    test('an archived supplier is found while no other has the identifier', async () => {
      const siren = fresh();
      const old = await make(party(siren));
      await bench.archive(old);
      assert.deepEqual(
        (await find(['0002', siren])).map((match) => match.ref.id),
        [old.id],
      );
      const again = await make({ ...party(siren), key: `party/${siren}/again` });
      assert.deepEqual(
        (await find(['0002', siren])).map((match) => match.ref.id),
        [again.id],
      );
    });

    test('signs that mean something in a search find nobody', async () => {
      for (const id of [
        ['name', '%'],
        ['name', '_'],
        ['0002', '%'],
        ['iban', '%'],
        ['0225', '%'],
        ['vat', ''],
      ] as const) {
        assert.deepEqual(await find(id), [], id.join(' '));
      }
    });
  });
}

/** The account of the supplier of a test, without spaces; its check digits are no matter here. */
function ibanOf(siren: string): string {
  return `FR763000400003${siren}0143`;
}

/** With the last digit that makes the Luhn sum a multiple of ten. */
function sirenFrom(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = Number.parseInt(digit, 10) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${String((10 - (sum % 10)) % 10)}`;
}

/** The key of a French VAT number: (12 + 3 × (SIREN mod 97)) mod 97. */
function vatOf(siren: string): string {
  return `FR${String((12n + 3n * (BigInt(siren) % 97n)) % 97n).padStart(2, '0')}${siren}`;
}
