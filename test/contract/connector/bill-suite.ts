// What every connector that can make bills promises, held against a bench: exactly once, to the cent, words unchanged,
// and nothing of a person's work touched.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PasserelleError } from '../../../src/base/error.ts';
import { add, dec, formatDecimal, multiply, round, trim, type Decimal } from '../../../src/model/decimal.ts';
import type { ErpRef } from '../../../src/model/document.ts';
import type { BillToCreate, Connector, ErpTotals } from '../../../src/ports/connector.ts';

export interface BillLineInput {
  readonly name: string;
  readonly quantity?: string;
  readonly price: string;
  readonly discount?: string;
  /** Ids of taxes; none by default. */
  readonly taxes?: readonly string[];
  readonly account?: string;
  readonly product?: string;
  readonly analytic?: string;
}

export interface BillInput {
  readonly key: string;
  readonly number: string;
  readonly date?: string;
  readonly type?: 'invoice' | 'credit-note';
  readonly foreign?: boolean;
  readonly note?: string;
  readonly lines: readonly BillLineInput[];
  readonly taxes?: BillToCreate['taxes'];
  /** The known supplier by default. */
  readonly partner?: string;
}

export interface BilledLine {
  readonly name: string;
  readonly account: string | null;
  readonly taxes: readonly string[];
}

export interface BillBench {
  readonly connector: Connector;
  /** The same ERP as a user who may make bills and no parties. */
  readonly plain: Connector;
  readonly company: string;
  readonly supplier: { readonly ref: ErpRef; readonly child: string };
  /** Of the ERP, for purchases: 20 %, 5.5 %, 0 %, reverse charge of 20 %. */
  readonly tax: { readonly twenty: string; readonly reduced: string; readonly zero: string; readonly reverse: string };
  readonly accounts: readonly [string, string];
  bill(input: BillInput): BillToCreate;
  readBill(ref: ErpRef): Promise<{ readonly number: string; readonly note: string; readonly lines: readonly BilledLine[] }>;
  post(ref: ErpRef): Promise<void>;
  /** Somebody else changes the draft. */
  edit(ref: ErpRef): Promise<void>;
  exists(ref: ErpRef): Promise<boolean>;
  /** A number of an order of the supplier, where the ERP has orders. */
  readonly order: { readonly number: string; readonly ref: ErpRef } | null;
  close(): Promise<void>;
}

/** Nobody else's: a real ERP keeps what earlier runs made. */
const mark = `${process.pid.toString(36)}${Math.floor(performance.timeOrigin).toString(36)}`;
let next = 0;

export function billSuite(name: string, open: () => Promise<BillBench>): void {
  describe(name, () => {
    let bench: BillBench;
    let opened: BillBench | undefined;
    const fresh = (): { readonly key: string; readonly number: string } => {
      next += 1;
      return { key: `invoice/${mark}.${String(next)}`, number: `F-${mark}/${String(next)}` };
    };
    before(async () => {
      bench = opened = await open();
    });
    after(async () => {
      await opened?.close();
    });
    const simple = (more: Partial<BillInput> = {}): BillInput => ({
      ...fresh(),
      lines: [{ name: 'Ramettes', quantity: '3', price: '33.33', taxes: [bench.tax.twenty] }],
      ...more,
    });
    const make = (input: BillInput): Promise<ErpRef> => bench.connector.createBill(bench.bill(input));
    const stated = (tax: string, base: string, amount: string): { tax: string; base: Decimal; amount: Decimal } => ({
      tax,
      base: dec(base),
      amount: dec(amount),
    });

    test('a bill is made once for its key, one after the other and at the same moment, with its lines once', async () => {
      for (const connector of [bench.connector, bench.plain]) {
        const bill = bench.bill(simple());
        const refs = await Promise.all([1, 2, 3].map(() => connector.createBill(bill)));
        refs.push(await connector.createBill(bill));
        assert.equal(new Set(refs.map((ref) => ref.id)).size, 1);
        const [ref] = refs as [ErpRef];
        assert.equal((await bench.readBill(ref)).lines.length, 1);
        assert.deepEqual(await connector.findBill(bill.key, ''), ref);
        assert.equal(await connector.findBill(`${bill.key}#`, ''), null);
      }
    });

    test('the VAT is what the supplier states, in every currency, on bills and credit notes, however often it is asked for', async () => {
      for (const type of ['invoice', 'credit-note'] as const) {
        for (const foreign of [false, true]) {
          const { twenty, reduced, zero, reverse } = bench.tax;
          const bill = bench.bill(
            simple({
              type,
              foreign,
              lines: [
                { name: 'a', quantity: '3', price: '33.33', taxes: [twenty] },
                { name: 'b', price: '50.05', taxes: [reduced] },
                { name: 'c', price: '10', taxes: [zero] },
                { name: 'd', price: '100', taxes: [reverse] },
                { name: 'e', price: '0.01' },
              ],
              taxes: [
                stated(twenty, '99.99', '19.99'),
                stated(reduced, '50.05', '2.76'),
                stated(zero, '10', '0'),
                stated(reverse, '100', '0'),
              ],
            }),
          );
          const ref = await bench.connector.createBill(bill);
          const first = figures(await bench.connector.totals(ref));
          assert.deepEqual(
            first,
            {
              withoutVat: '260.05',
              vat: '22.75',
              withVat: '282.80',
              rates: ['0: 110.00 0.00', '5.5: 50.05 2.76', '20: 99.99 19.99'],
            },
            `${type} ${foreign ? 'in a foreign currency' : ''}`,
          );
          await bench.connector.createBill(bill);
          assert.deepEqual(figures(await bench.connector.totals(ref)), first);
          await bench.post(ref);
          assert.deepEqual(figures(await bench.connector.totals(ref)), first, 'posting keeps what was set');
        }
      }
    });

    test('a difference that no rounding explains stays for the comparison to find', async () => {
      const ref = await make(simple({ taxes: [stated(bench.tax.twenty, '99.99', '21.01')] }));
      assert.equal(figures(await bench.connector.totals(ref)).vat, '20.00');
    });

    test('words arrive as they were written, and no tax or account is added to them', async () => {
      const names = [
        'Deux\nlignes',
        'virgule, "guillemets" et \'apostrophe\' ; point-virgule',
        '=1+1',
        '<b>gras</b> & Cie',
        ' espaces ',
        'é'.repeat(3000),
        '@cmd|x',
        '-',
        "'), ('",
      ];
      const { key } = fresh();
      const number = ` =F<i>"${key}",;\\ `;
      const ref = await make({
        key,
        number,
        note: '<p>Marché 12 &lt;urgent&gt;<br/>suite</p>',
        lines: names.map((name) => ({ name, price: '1' })),
      });
      const read = await bench.readBill(ref);
      assert.deepEqual(
        read.lines.map((line) => line.name),
        names,
      );
      assert.equal(read.number, number);
      assert.match(read.note, /Marché 12 (&lt;|<)urgent(&gt;|>)/);
      assert.ok(read.lines.every((line) => line.taxes.length === 0));
      assert.equal(figures(await bench.connector.totals(ref)).vat, '0.00');
    });

    test('accounts are given where they are known, and left to the ERP elsewhere', async () => {
      const [one, another] = bench.accounts;
      const bill = bench.bill(
        simple({
          lines: [
            { name: 'a', price: '10', account: one, taxes: [bench.tax.twenty] },
            { name: 'b', price: '20', taxes: [bench.tax.twenty] },
            { name: 'c', price: '0.01', account: another },
          ],
          taxes: [stated(bench.tax.twenty, '30', '6.01')],
        }),
      );
      const ref = await bench.connector.createBill(bill);
      const { lines } = await bench.readBill(ref);
      assert.deepEqual([lines[0]?.account, lines[2]?.account], [one, another]);
      assert.ok(lines[1]?.account !== null && lines[1]?.account !== undefined);
      assert.deepEqual(
        lines.map((line) => line.taxes),
        [[bench.tax.twenty], [bench.tax.twenty], []],
      );
      assert.equal(figures(await bench.connector.totals(ref)).vat, '6.01');
    });

    test('five hundred lines, negative ones and discounts are booked to the cent', async () => {
      const lines = Array.from({ length: 500 }, (_, index): BillLineInput => ({
        name: `Ligne ${String(index)}`,
        quantity: index % 7 === 0 ? '-1' : '2',
        price: '1.07',
        taxes: [bench.tax.twenty],
        ...(index % 5 === 0 ? { discount: '10' } : {}),
      }));
      const started = performance.now();
      const net = lines.reduce((sum, line) => add(sum, dec(netOf(line))), dec('0'));
      const ref = await make(simple({ lines, taxes: [{ tax: bench.tax.twenty, base: net, amount: round(multiply(net, dec('0.2')), 2) }] }));
      const totals = await bench.connector.totals(ref);
      assert.equal((await bench.readBill(ref)).lines.length, 500);
      const booked = figures(totals);
      assert.deepEqual(booked, { withoutVat: '822.68', vat: '164.54', withVat: '987.22', rates: ['20: 822.68 164.54'] });
      assert.ok(performance.now() - started < 60_000);
    });

    test('a bill is found by supplier, number and year, however the number is typed, and by no other', async () => {
      const { key, number } = fresh();
      const ref = await make({ key, number, date: '2026-03-01', lines: [{ name: 'a', price: '1' }] });
      const partner = bench.supplier.ref.id;
      const find = (business: string): Promise<ErpRef | null> => bench.connector.findBill('another key', business);
      for (const typed of [number, number.toLowerCase(), number.replace(/[-/]/g, ''), ` ${number.replace('/', ' - ')}`]) {
        assert.deepEqual(await find(`${partner}:${typed}:2026`), ref, typed);
      }
      assert.deepEqual(await find(`${bench.supplier.child}:${number}:2026`), ref, 'by a contact of the supplier');
      for (const other of [
        `${partner}:${number}:2025`,
        `${partner}:${number}0:2026`,
        `999999:${number}:2026`,
        `${partner}:%:2026`,
        'nothing',
      ]) {
        assert.equal(await find(other), null, other);
      }
    });

    test('only an untouched draft of ours is taken back, and can be made anew', async () => {
      const bill = bench.bill(simple());
      const ref = await bench.connector.createBill(bill);
      await bench.connector.discardBill?.(ref);
      await bench.connector.discardBill?.(ref);
      assert.equal(await bench.exists(ref), false);
      assert.equal(await bench.connector.findBill(bill.key, ''), null);
      const again = await bench.connector.createBill(bill);
      assert.ok(await bench.exists(again));
      await bench.post(again);
      await bench.connector.discardBill?.(again);
      assert.ok(await bench.exists(again), 'a posted bill stays');
      const edited = await make(simple());
      await bench.edit(edited);
      await bench.connector.discardBill?.(edited);
      assert.ok(await bench.exists(edited), 'a draft that somebody changed stays');
    });

    test('a bill that was posted or changed by somebody is found again and left as it is', async () => {
      for (const change of [bench.post, bench.edit]) {
        const input = simple();
        const ref = await make(input);
        await change(ref);
        const before = await bench.readBill(ref);
        assert.deepEqual(await make({ ...input, lines: [{ name: 'autre', price: '5' }] }), ref);
        assert.deepEqual(await bench.readBill(ref), before);
      }
    });

    test('a value that the ERP does not take is a refusal that shows no row of the database', async () => {
      const bill = bench.bill(simple());
      const wrong = { ...bill, values: { ...bill.values, move_type: 'no such type' } };
      await assert.rejects(
        bench.connector.createBill(wrong),
        (error) => error instanceof PasserelleError && error.code === 'CONNECTOR_REFUSED' && !error.message.includes('DETAIL'),
      );
      assert.equal(await bench.connector.findBill(bill.key, ''), null);
    });

    test('the lines of earlier bills are told newest first, with accounts and taxes', async () => {
      const [account] = bench.accounts;
      await make(simple({ date: '2026-11-18', lines: [{ name: 'ancienne', price: '1', account, taxes: [bench.tax.reduced] }] }));
      await make(
        simple({
          date: '2026-11-19',
          lines: [
            { name: 'récente', price: '1', account, taxes: [bench.tax.twenty] },
            { name: 'dernière', price: '2' },
          ],
        }),
      );
      for (const party of [bench.supplier.ref.id, bench.supplier.child]) {
        const lines = (await bench.connector.history?.({ ...bench.supplier.ref, id: party }, bench.company, 3)) ?? [];
        assert.equal(lines.length, 3);
        assert.deepEqual(
          lines.map(({ name, taxes }) => ({ name, taxes })),
          [
            { name: 'récente', taxes: [bench.tax.twenty] },
            { name: 'dernière', taxes: [] },
            { name: 'ancienne', taxes: [bench.tax.reduced] },
          ],
        );
        assert.equal(lines[0]?.account, account);
      }
    });

    test('an order is found by its number for its supplier, and none elsewhere', async () => {
      const find = (number: string, id = bench.supplier.ref.id): Promise<ErpRef | null> | undefined =>
        bench.connector.findOrder?.(number, { ...bench.supplier.ref, id }, bench.company);
      assert.equal(await find('no such order'), null);
      assert.equal(await find(''), null);
      if (bench.order === null) return;
      assert.deepEqual(await find(bench.order.number), bench.order.ref);
      assert.equal(await find(bench.order.number, '1'), null);
    });

    test('its lists name currencies, accounts and journals', async () => {
      assert.ok((await bench.connector.lists('currency')).some((entry) => entry.code === 'EUR'));
      assert.ok((await bench.connector.lists('account')).some((entry) => entry.id === bench.accounts[0]));
      assert.ok((await bench.connector.lists('journal')).some((entry) => entry.attributes['type'] === 'purchase'));
    });
  });
}

function netOf({ quantity = '1', price, discount }: BillLineInput): string {
  assert.equal(price, '1.07');
  const gross = quantity === '2' ? '2.14' : '-1.07';
  if (discount === undefined) return gross;
  return gross === '2.14' ? '1.93' : '-0.96';
}

function figures(totals: ErpTotals): { withoutVat: string; vat: string; withVat: string; rates: readonly string[] } {
  const cents = (value: Decimal): string =>
    formatDecimal(trim(value, 2).scale < 2 ? { units: value.units * 10n ** BigInt(2 - value.scale), scale: 2 } : trim(value, 2));
  return {
    withoutVat: cents(totals.withoutVat),
    vat: cents(totals.vat),
    withVat: cents(totals.withVat),
    rates: totals.rates.map(({ rate, base, amount }) => `${formatDecimal(trim(rate))}: ${cents(base)} ${cents(amount)}`),
  };
}
