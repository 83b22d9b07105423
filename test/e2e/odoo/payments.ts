/**
 * Payments in a real Odoo 19 and what is told of them as 212: after every step the told amounts add up, by rate, to what
 * Odoo says was collected, per document and in total, to the cent. The first company tells nettings on both documents,
 * the second tells money alone.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildDocuments, post, readBuilt, reverse, type Built } from './build.ts';
import type { DocumentSpec, LineSpec, TaxKey } from './documents.ts';
import { bookAgainst, cashBasisCents, changeRate, match, matchesOf, pay, unmatch } from './money.ts';
import { directTeller, NETTING_OF, type ByRate, type Teller } from './teller.ts';
import type { World } from './world.ts';

export type Stage = Pick<World, 'odoo' | 'key' | 'admin' | 'ground'>;
type Lines = Readonly<Partial<Record<TaxKey, number>>>;

const TWO_RATES: Lines = { s20: 1000, s10: 500 };
const PATIENCE = { timeout: 600_000 } as const;

export function payments(world: () => Stage, makeTeller: (world: Stage) => Teller = directTeller): void {
  describe('payments', () => {
    let teller: Teller;
    before(() => {
      teller = makeTeller(world());
    });
    after(() => teller.close());
    const scene = (): Scene => ({ ...world(), teller });

    test('three payments over two rates, each told by what it adds', PATIENCE, () => threePayments(scene()));
    test('goods and services on one invoice: only the services are told', PATIENCE, () => goodsAndServices(scene()));
    test('all at once, and an invoice of goods alone of which nothing is told', PATIENCE, () => allAtOnce(scene()));
    test('a payment taken back and matched again', PATIENCE, () => backAndForth(scene()));
    test('a credit note set off: told on both documents', PATIENCE, () => netting(scene(), 0));
    test('a credit note set off: only money is told', PATIENCE, () => netting(scene(), 1));
    test('paid, then a credit note that is paid back', PATIENCE, () => paidThenCredited(scene()));
    test('another currency, whose rate is another one when it is paid', PATIENCE, () => otherCurrency(scene()));
    test('what is taken off for early payment, or written off, is not money', PATIENCE, () => writtenOff(scene()));
    test('entries by hand: a cheque, a bank’s fee, a bad debt', PATIENCE, () => entriesByHand(scene()));
    test('what is owed set off against what is due', PATIENCE, () => setOff(scene()));
    test('an invoice that is a draft again keeps its payment, as Odoo does, and loses it when it is cancelled', PATIENCE, () =>
      draftAgain(scene()),
    );
  });
}

interface Scene extends Stage {
  readonly teller: Teller;
}

async function invoice(scene: Scene, key: string, lines: Lines, more: Partial<DocumentSpec> = {}): Promise<Built> {
  const list = Object.entries(lines).map(([tax, price], index): LineSpec => {
    return { name: `${key} ${String(index + 1)}`, quantity: 1, price, tax: tax as TaxKey, unit: 'Units' };
  });
  const [built] = await buildDocuments(scene.ground, [{ key, buyer: '300000007', date: '2026-11-05', scope: 'b2b', lines: list, ...more }]);
  return built as Built;
}

/** What is told of each document now, against what must be; and against Odoo's own money and VAT entries. */
async function tells(scene: Scene, when: string, expected: readonly (readonly [Built, ByRate])[]): Promise<void> {
  let [told, money] = [0, 0];
  for (const [built, rates] of expected) {
    const netting = NETTING_OF[built.company ?? 0];
    assert.deepEqual(await scene.teller.told(built, netting, rates), rates, `${built.key}, ${when}`);
    const amounts = Object.values(rates).map(cents);
    told += amounts.reduce((all, one) => all + one, 0);
    money += await moneyCents(scene, built, netting === 'both');
    await agreesWithCashBasis(scene, built, rates, when);
  }
  if (expected.every(([built]) => built.key.startsWith('services'))) assert.equal(told, money, `in total, ${when}`);
}

/** What Odoo says was collected, in cents: negative on a credit note. */
async function moneyCents({ admin }: Scene, built: Built, netted: boolean): Promise<number> {
  const matches = await matchesOf(admin, built.id);
  const counted = matches.filter((one) => netted || one.kind === 'entry').reduce((all, one) => all + Math.round(one.amount * 100), 0);
  return built.type === '381' ? -counted : counted;
}

/** While a document is not wholly settled, every rate is exactly what Odoo booked as VAT and base of its payments. */
async function agreesWithCashBasis({ admin }: Scene, built: Built, rates: ByRate, when: string): Promise<void> {
  const [row] = await admin.rows<{ amount_residual: number }>('account.move', [['id', '=', built.id]], ['amount_residual']);
  const money = (await matchesOf(admin, built.id)).every((one) => one.kind === 'entry');
  if (row?.amount_residual === 0 || !money) return;
  const booked = await cashBasisCents(admin, built.id);
  const sign = built.type === '381' ? -1 : 1;
  const text = Object.fromEntries(
    [...booked].filter(([, amount]) => amount !== 0).map(([rate, amount]) => [rate, ((sign * Math.abs(amount)) / 100).toFixed(2)]),
  );
  assert.deepEqual(rates, text, `${built.key}: Odoo’s own VAT entries, ${when}`);
}

function cents(text: string): number {
  return Number.parseInt(text.replace('.', ''), 10);
}

async function threePayments(scene: Scene): Promise<void> {
  const one = await invoice(scene, 'services-thirds', TWO_RATES);
  await tells(scene, 'before any payment', [[one, {}]]);
  await pay(scene.ground, one, { amount: 500, date: '2026-11-06' });
  await tells(scene, 'first payment', [[one, { '20': '342.85', '10': '157.15' }]]);
  await pay(scene.ground, one, { amount: 600, date: '2026-11-09' });
  await tells(scene, 'second payment', [[one, { '20': '754.28', '10': '345.72' }]]);
  await pay(scene.ground, one, { amount: 650, date: '2026-11-16' });
  await tells(scene, 'last payment', [[one, { '20': '1200.00', '10': '550.00' }]]);
}

async function goodsAndServices(scene: Scene): Promise<void> {
  const one = await invoice(scene, 'mixed', { s20: 180, g20: 59.97, g55: 106.5, s10: 75 });
  await pay(scene.ground, one, { amount: 100, date: '2026-11-06' });
  await tells(scene, 'first payment', [[one, { '20': '44.74', '10': '17.08' }]]);
  await pay(scene.ground, one, { amount: 382.82, date: '2026-11-07' });
  await tells(scene, 'rest', [[one, { '20': '216.00', '10': '82.50' }]]);
}

async function allAtOnce(scene: Scene): Promise<void> {
  const services = await invoice(scene, 'services-at-once', { s20: 333.33, s10: 33.35 });
  const goods = await invoice(scene, 'goods-at-once', { g20: 100, g55: 40 });
  await pay(scene.ground, services, { amount: services.total, date: '2026-11-10' });
  await pay(scene.ground, goods, { amount: goods.total, date: '2026-11-10' });
  await tells(scene, 'paid', [[services, { '20': '400.00', '10': '36.69' }]]);
  await tells(scene, 'paid', [[goods, {}]]);
}

async function backAndForth(scene: Scene): Promise<void> {
  const { ground, admin } = scene;
  const one = await invoice(scene, 'services-back-and-forth', TWO_RATES);
  const [first = 0] = await pay(ground, one, { amount: 400, date: '2026-11-06' });
  await tells(scene, 'first payment', [[one, { '20': '274.28', '10': '125.72' }]]);
  const [second = 0] = await pay(ground, one, { amount: 350, date: '2026-11-07' });
  await tells(scene, 'second payment', [[one, { '20': '514.28', '10': '235.72' }]]);
  const lines = new Map((await matchesOf(admin, one.id)).map((found) => [found.id, found.line]));
  await unmatch(ground, one, first);
  await tells(scene, 'first taken back', [[one, { '20': '240.00', '10': '110.00' }]]);
  await unmatch(ground, one, second);
  await tells(scene, 'both taken back', [[one, {}]]);
  await match(ground, one, lines.get(first) ?? 0);
  await tells(scene, 'first matched again', [[one, { '20': '274.28', '10': '125.72' }]]);
  await match(ground, one, lines.get(second) ?? 0);
  await tells(scene, 'both matched again', [[one, { '20': '514.28', '10': '235.72' }]]);
}

/** A credit note over part of the first line; posting it settles the invoice with it by itself. */
async function creditNote(scene: Scene, built: Built, price: number, date: string): Promise<Built> {
  const { admin } = scene;
  const id = await reverse(admin, built, date);
  const [first, ...others] = await admin.search('account.move.line', [
    ['move_id', '=', id],
    ['display_type', '=', 'product'],
  ]);
  await admin.write('account.move', [id], {
    invoice_line_ids: [[1, first, { price_unit: price }], ...others.map((line) => [2, line, 0])],
  });
  await post(admin, [id]);
  const { lines: _lines, ...plan } = { ...built, lines: [], key: `${built.key}-credited`, date, type: '381', id };
  const [made] = await readBuilt(admin, [plan]);
  return made as Built;
}

async function netting(scene: Scene, company: 0 | 1): Promise<void> {
  const one = await invoice(scene, `services-netted-${NETTING_OF[company]}`, TWO_RATES, { company });
  const credit = await creditNote(scene, one, 100, '2026-11-09');
  const both = company === 0;
  await tells(scene, 'set off', [
    [one, both ? { '20': '82.28', '10': '37.72' } : {}],
    [credit, both ? { '20': '-120.00' } : {}],
  ]);
  const [payment = 0] = await pay(scene.ground, one, { amount: 1630, date: '2026-11-12' });
  await tells(scene, 'rest paid', [
    [one, both ? { '20': '1200.00', '10': '550.00' } : { '20': '1117.72', '10': '512.28' }],
    [credit, both ? { '20': '-120.00' } : {}],
  ]);
  const setOff = (await matchesOf(scene.admin, one.id)).find((found) => found.kind === 'out_refund');
  await unmatch(scene.ground, one, setOff?.id ?? 0);
  await tells(scene, 'no longer set off', [
    [one, { '20': '1117.72', '10': '512.28' }],
    [credit, {}],
  ]);
  await unmatch(scene.ground, one, payment);
  await tells(scene, 'not paid either', [
    [one, {}],
    [credit, {}],
  ]);
}

async function paidThenCredited(scene: Scene): Promise<void> {
  const one = await invoice(scene, 'services-paid', { s20: 500 });
  await pay(scene.ground, one, { amount: 600, date: '2026-11-06' });
  await tells(scene, 'paid', [[one, { '20': '600.00' }]]);
  const credit = await creditNote(scene, one, 100, '2026-11-09');
  await tells(scene, 'credited', [
    [one, { '20': '600.00' }],
    [credit, {}],
  ]);
  await pay(scene.ground, credit, { amount: 45, date: '2026-11-10' });
  await tells(scene, 'paid back in part', [
    [one, { '20': '600.00' }],
    [credit, { '20': '-45.00' }],
  ]);
  await pay(scene.ground, credit, { amount: 75, date: '2026-11-11' });
  await tells(scene, 'paid back', [
    [one, { '20': '600.00' }],
    [credit, { '20': '-120.00' }],
  ]);
}

async function otherCurrency(scene: Scene): Promise<void> {
  const one = await invoice(scene, 'services-dollars', TWO_RATES, { currency: 'USD' });
  await changeRate(scene.ground, 'USD', '2026-11-10', 1.1);
  const [first = 0] = await pay(scene.ground, one, { amount: 500, date: '2026-11-12' });
  await tells(scene, 'first payment', [[one, { '20': '342.85', '10': '157.15' }]]);
  await pay(scene.ground, one, { amount: 1136.36, date: '2026-11-13', currency: 'EUR' });
  await tells(scene, 'rest paid in euros', [[one, { '20': '1200.00', '10': '550.00' }]]);
  await unmatch(scene.ground, one, first);
  await tells(scene, 'first taken back', [[one, { '20': '857.15', '10': '392.85' }]]);
}

async function writtenOff(scene: Scene): Promise<void> {
  const { admin, ground } = scene;
  const early = await invoice(scene, 'early', { s20: 1000 }, { term: 'Escompte 2 % à 10 jours' });
  await pay(ground, early, { amount: 1176, date: '2026-11-06' });
  await tells(scene, 'paid early', [[early, { '20': '1176.00' }]]);
  const short = await invoice(scene, 'short', { s20: 100 });
  const [account] = await admin.search('account.account', [['code', '=like', '658%']]);
  const values = { payment_difference_handling: 'reconcile', writeoff_account_id: account, writeoff_label: 'Écart de règlement' };
  await pay(ground, short, { amount: 117, date: '2026-11-06', values });
  await tells(scene, 'paid short', [[short, { '20': '117.00' }]]);
  const left = await admin.rows<{ amount_residual: number }>('account.move', [['id', 'in', [early.id, short.id]]], ['amount_residual']);
  assert.deepEqual(
    left.map((row) => row.amount_residual),
    [0, 0],
    'both are settled all the same',
  );
}

async function draftAgain(scene: Scene): Promise<void> {
  const one = await invoice(scene, 'services-undone', { s20: 50 });
  await pay(scene.ground, one, { amount: 60, date: '2026-11-06' });
  await tells(scene, 'paid', [[one, { '20': '60.00' }]]);
  await scene.admin.call('account.move', 'button_draft', [[one.id]]).catch(() => null);
  await tells(scene, 'draft again', [[one, { '20': '60.00' }]]);
  await scene.admin.call('account.move', 'button_cancel', [[one.id]]).catch(() => null);
  await tells(scene, 'cancelled', [[one, {}]]);
}

async function entriesByHand(scene: Scene): Promise<void> {
  const cheque = await invoice(scene, 'by-cheque', { s20: 100 });
  await bookAgainst(scene.ground, cheque, '2026-11-06', { '5112': 120 });
  const fee = await invoice(scene, 'less-a-fee', { s20: 100 });
  await bookAgainst(scene.ground, fee, '2026-11-06', { '512': 118, '627': 2 });
  const lost = await invoice(scene, 'bad-debt', { s20: 100 });
  await bookAgainst(scene.ground, lost, '2026-11-06', { '654': 120 });
  await tells(scene, 'booked', [
    [cheque, { '20': '120.00' }],
    [fee, { '20': '118.00' }],
    [lost, {}],
  ]);
}

/** Between a customer's and a supplier's account of the same partner: a netting, not money. */
async function setOff(scene: Scene): Promise<void> {
  for (const company of [0, 1] as const) {
    const one = await invoice(scene, 'owed-and-due', { s20: 100 }, { company });
    await bookAgainst(scene.ground, one, '2026-11-06', { '401': 120 });
    await tells(scene, 'set off', [[one, company === 0 ? { '20': '120.00' } : {}]]);
  }
}
