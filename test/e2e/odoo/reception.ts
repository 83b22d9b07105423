/**
 * The road in on a real Odoo 19: every published supplier invoice arrives as a flow and ends as exactly one draft bill
 * with the supplier's amounts, held with a reason that a clerk understands, or left aside. What becomes of each file is
 * kept in reception-outcomes.md.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Document } from '../../../src/model/document.ts';
import { NEEDS_DATA } from '../../support/official-data.ts';
import type { Admin, Id } from './admin.ts';
import { CHROMIUM, enterOdoo, inBrowser, shoot } from './pictures.ts';
import { billsOf, differences, type SeenBill } from './reception-bills.ts';
import { isInvoice, readCorpus, units, type CorpusFile } from './reception-corpus.ts';
import { signIn, type Clerk, type Form } from './reception-clerk.ts';
import { addForeignTaxes } from './reception-ground.ts';
import { ended, receiveAll, retry, setReceptionStage, type Outside, type ReceptionStage } from './reception-stage.ts';
import { rowOf, summary, tableText, type Row } from './reception-table.ts';

const KEPT = join(import.meta.dirname, 'reception-outcomes.md');
const WAVE_SECONDS = 120;
const FIRST_WAVES = 2;
const SHOWN = { 'factur-x': 'fr/facturx-flawed/Facture_FR_BASIC.pdf', ubl: 'fr/akretion/ubl-21-en16931.xml' };
const noBrowser = CHROMIUM === undefined ? 'no chromium on this machine' : false;
const FRENCH_RATES = [20, 10, 5.5, 2.1].map(units);

export function roadIn(outside: () => Outside): void {
  describe('the road in', { skip: NEEDS_DATA }, () => {
    const show: Show = { corpus: [], documents: new Map(), helped: new Map() };
    before(
      async () => {
        const from = Date.now();
        show.corpus = readCorpus();
        show.stage = await setReceptionStage(outside());
        show.stage.outside.say(`the stage of the road in was set in ${seconds(from)}`);
      },
      { timeout: 180_000 },
    );
    after(() => show.stage?.close());

    test('every invoice ends; VAT of a rate that the accounts lack waits for its tax', { timeout: 400_000 }, () =>
      receiveFirst(scene(show)),
    );
    test('once the accountant made or chose the taxes, what waited for them goes on', { timeout: 300_000 }, () =>
      prepareTaxes(scene(show)),
    );
    test('files that repeat an invoice end too', { timeout: 300_000 }, () => receiveRepeated(scene(show)));
    test('each booked file is one draft bill with the supplier’s amounts and its original', { timeout: 60_000 }, () =>
      isExact(scene(show)),
    );
    test('orders, ZUGFeRD 1.0 and the same bytes again are left aside, nothing else is', () => {
      leavesAside(scene(show));
    });
    test('what becomes of each file is what it was', { timeout: 60_000 }, () => comparesTable(scene(show)));
    test('a booked bill in Odoo’s form shows the invoice, its story and its files', { timeout: 150_000, skip: noBrowser }, () =>
      showsBills(scene(show)),
    );
    test('what a clerk accepts after all is booked to the cent too', { timeout: 300_000 }, () => acceptTheRest(scene(show)));
    test('a company that checks its buyers books none of them', { timeout: 200_000 }, () => booksNothing(scene(show)));
  });
}

interface Show {
  stage?: ReceptionStage;
  corpus: readonly CorpusFile[];
  /** The document of each file, as it was seen last. */
  readonly documents: Map<string, Document>;
  /** What a person did once so that a file goes on. */
  readonly helped: Map<string, string>;
}
type Scene = Required<Show>;

function scene(show: Show): Scene {
  if (show.stage === undefined) throw new Error('the stage of the road in was not set');
  return show as Scene;
}

/** One file of each invoice: those that repeat it come when it is booked, so that the same one wins each time. */
async function receiveFirst({ stage, corpus, documents }: Scene): Promise<void> {
  const from = Date.now();
  const waves = wavesOf(corpus).slice(0, FIRST_WAVES);
  for (const wave of waves) for (const [path, one] of await receiveAll(stage, 'any', wave, WAVE_SECONDS)) documents.set(path, one);
  const alone = [...documents.values()].filter(({ halt }) => halt === null).length;
  stage.outside.say(
    `${String(documents.size)} first files ended after ${seconds(from)}; without any tax made or chosen ${String(alone)} need no person`,
  );
  const unusual = waves.flat().filter(({ stated }) => [...stated.rates.keys()].some((rate) => !FRENCH_RATES.includes(rate)));
  const waiting = waitingForTax(documents);
  assert.deepEqual(
    unusual.map(({ path }) => path).filter((path) => !waiting.includes(path)),
    [],
    'a rate that no French chart has waits for its tax',
  );
}

async function receiveRepeated({ stage, corpus, documents }: Scene): Promise<void> {
  const from = Date.now();
  const waves = wavesOf(corpus).slice(FIRST_WAVES);
  for (const wave of waves) for (const [path, one] of await receiveAll(stage, 'any', wave, WAVE_SECONDS)) documents.set(path, one);
  stage.outside.say(`${String(waves.flat().length)} files that repeat an invoice ended after ${seconds(from)}`);
  assert.deepEqual(waitingForTax(documents), []);
  assert.equal(documents.size, corpus.length);
}

/** Foreign rates are made as taxes; the tax of a purchase from the EU or from overseas is chosen once, for good. */
async function prepareTaxes({ stage, corpus, documents, helped }: Scene): Promise<void> {
  const { admin } = stage.outside;
  const from = Date.now();
  await addForeignTaxes(admin, stage.company);
  // of a purchase from the EU and from overseas, each for goods and for services
  const usual = { K: ['20% EU G', '20% EU S'], G: ['20% EX O EU', '20% EX'] };
  const chosen = { K: await taxesNamed(admin, stage.company, usual.K), G: await taxesNamed(admin, stage.company, usual.G) };
  const clerk = await signIn(stage.daemon);
  const first = new Set(waitingForTax(documents));
  for (const path of first) helped.set(path, 'after a tax was made');
  await again(stage, corpus, documents, first);
  for (const path of waitingForTax(documents)) {
    helped.set(path, 'after a tax was chosen');
    // an answer to an earlier file may already hold for this one
    await again(stage, corpus, documents, new Set([path]));
    for (let questions = 0; waitingForTax(documents).includes(path) && questions < 5; questions++) {
      const { document, findings } = await stage.daemon.detail(documents.get(path)?.id ?? '');
      const category = findings.find((fault) => fault.rule === 'PASS-IN-TAX-UNKNOWN')?.values['category'];
      const fitting = chosen[category === 'K' ? 'K' : 'G'];
      await answer(clerk, document.id, (form) => form['kind'] === 'bind' && fitting.includes(form['to'] ?? ''));
      documents.set(path, (await ended(stage, new Map([[path, document.channelRef ?? '']]), WAVE_SECONDS)).get(path) ?? document);
    }
  }
  stage.outside.say(`taxes made and chosen: the rest ended after ${seconds(from)}`);
  assert.deepEqual(waitingForTax(documents), []);
}

async function isExact({ stage, corpus, documents }: Scene): Promise<void> {
  const bills = await billsOf(stage.outside.admin, stage.company);
  const booked = corpus.filter((file) => documents.get(file.path)?.stage === 'delivered');
  const wrong = booked.flatMap((file) => differences(file, billOf(documents, bills, file.path)).map((what) => `${file.path}: ${what}`));
  assert.deepEqual(wrong, []);
  assert.equal(bills.length, booked.length, 'no second bill for any file, and none for what is held or ignored');
  assert.equal(new Set(booked.map((file) => documents.get(file.path)?.erpRef?.id)).size, booked.length);
}

function leavesAside({ corpus, documents }: Scene): void {
  const ignored = corpus.flatMap(({ path }) => (documents.get(path)?.stage === 'ignored' ? [[path, documents.get(path)?.reason]] : []));
  const bytes = (file: CorpusFile): string => Buffer.from(file.bytes).toString('base64');
  const first = new Map(corpus.map((file): [string, string] => [bytes(file), file.path]).reverse());
  const expected = corpus.flatMap((file) => {
    if (!isInvoice(file)) return [[file.path, 'kind']];
    return first.get(bytes(file)) === file.path ? [] : [[file.path, 'duplicate-file']];
  });
  assert.deepEqual(ignored, expected);
}

async function comparesTable({ stage, corpus, documents, helped }: Scene): Promise<void> {
  const bills = await billsOf(stage.outside.admin, stage.company);
  const rows: Row[] = [];
  for (const file of corpus) {
    const document = documents.get(file.path) as Document;
    const { findings } = document.halt === null ? { findings: [] } : await stage.daemon.detail(document.id);
    rows.push(rowOf(file, document, findings, billOf(documents, bills, file.path), helped.get(file.path) ?? ''));
  }
  stage.outside.say(summary(rows));
  const text = tableText(rows);
  if (process.env['PASSERELLE_E2E_KEEP'] === '1' || !existsSync(KEPT)) writeFileSync(KEPT, text);
  assert.equal(text, readFileSync(KEPT, 'utf8'), 'another outcome: PASSERELLE_E2E_KEEP=1 npm run e2e:odoo writes the table anew');
}

/** Pictures of two bills for people to look at. */
async function showsBills({ stage, documents }: Scene): Promise<void> {
  const { odoo, pictures } = stage.outside;
  await inBrowser(async (page) => {
    await enterOdoo(page, odoo);
    await page.context().addCookies([{ name: 'cids', value: String(stage.company), url: odoo.url }]);
    for (const [name, path] of Object.entries(SHOWN)) {
      const { erpRef, number } = documents.get(path) as Document;
      await page.goto(`${odoo.url}/odoo/action-account.action_move_in_invoice_type/${erpRef?.id ?? ''}`);
      await page.getByText('Facture électronique reçue de').first().waitFor({ timeout: 60_000 });
      await page.waitForTimeout(1_500);
      assert.ok((await page.locator('body').innerText()).includes(`(${number ?? '?'})`), 'the form is that of the bill');
      await shoot(page, join(pictures, `odoo-bill-${name}.png`));
    }
  });
}

/** Each invoice that was held as a repetition or for its bank account, one after the other. */
async function acceptTheRest(show: Scene): Promise<void> {
  const { stage, corpus, documents } = show;
  const from = Date.now();
  const clerk = await signIn(stage.daemon);
  const held = corpus.filter(({ path }) => documents.get(path)?.halt === 'held' && acceptable(documents.get(path)));
  const flows = new Map(held.map(({ path }) => [path, documents.get(path)?.channelRef ?? '']));
  // an invoice may be both: from an unknown account, and a repetition
  for (let round = 0; round < 2; round++) {
    const waiting = held.filter(({ path }) => acceptable(documents.get(path)));
    for (const { path } of waiting) await answer(clerk, documents.get(path)?.id ?? '', (form) => form['kind'] === 'accept');
    for (const [path, one] of await ended(stage, flows, WAVE_SECONDS)) documents.set(path, one);
  }
  assert.deepEqual(
    held.filter(({ path }) => documents.get(path)?.stage !== 'delivered').map(({ path }) => [path, documents.get(path)?.reason]),
    [],
  );
  await isExact(show);
  stage.outside.say(`${String(held.length)} accepted by a clerk and booked to the cent after ${seconds(from)}`);
}

async function booksNothing({ stage, corpus }: Scene): Promise<void> {
  const from = Date.now();
  const already = (await billsOf(stage.outside.admin, stage.company)).length;
  const ends = await receiveAll(stage, 'strict', corpus, WAVE_SECONDS);
  const reasons = corpus.map((file) => [file.path, ends.get(file.path)?.stage, ends.get(file.path)?.reason]);
  assert.deepEqual(
    reasons,
    corpus.map((file) => [file.path, 'ignored', isInvoice(file) ? 'not-ours' : 'kind']),
  );
  assert.equal((await billsOf(stage.outside.admin, stage.company)).length, already);
  stage.outside.say(
    `checking its buyers: ${String(corpus.filter(isInvoice).length)} of ${String(corpus.length)} ignored as not ours after ${seconds(from)}`,
  );
}

async function answer(clerk: Clerk, document: string, wanted: (form: Form) => boolean): Promise<void> {
  const offers = await clerk.offers(document);
  const form = offers.find(wanted);
  if (form === undefined) throw new Error(`this answer is not offered: ${JSON.stringify(offers).slice(0, 2_000)}`);
  await clerk.answer(document, form);
}

async function taxesNamed(admin: Admin, company: Id, names: readonly string[]): Promise<readonly string[]> {
  const ids = await admin.search('account.tax', [
    ['company_id', '=', company],
    ['name', 'in', names],
  ]);
  assert.equal(ids.length, names.length, `the French chart has the taxes ${names.join(', ')}`);
  return ids.map(String);
}

function acceptable(document: Document | undefined): boolean {
  return /^PASS-IN-(?:DUPLICATE|IBAN-CHANGED)$/.test(document?.reason ?? '');
}

function seconds(from: number): string {
  return `${((Date.now() - from) / 1000).toFixed(0)} s`;
}

/** The first file of each supplier, then of each further invoice, then those that repeat one. */
function wavesOf(corpus: readonly CorpusFile[]): readonly (readonly CorpusFile[])[] {
  const waves: CorpusFile[][] = [[], []];
  const count = new Map<string, number>();
  const next = (key: string): number => {
    const n = count.get(key) ?? 0;
    count.set(key, n + 1);
    return n;
  };
  for (const file of corpus) {
    const { seller, number, year } = file.stated;
    const first = next(seller) === 0;
    // what is no invoice repeats none
    const nth = isInvoice(file) ? next(`${seller}|${number}|${year}`) : 0;
    (waves[first ? 0 : nth + 1] ??= []).push(file);
  }
  return waves;
}

/** Looks at documents again, wave after wave, and notes how they end. */
async function again(
  stage: ReceptionStage,
  corpus: readonly CorpusFile[],
  documents: Map<string, Document>,
  paths: ReadonlySet<string>,
): Promise<void> {
  for (const wave of wavesOf(corpus)) {
    const files = wave.filter((file) => paths.has(file.path));
    const flows = new Map(files.map((file) => [file.path, documents.get(file.path)?.channelRef ?? '']));
    for (const file of files) await retry(stage, documents.get(file.path)?.id ?? '');
    if (files.length > 0) for (const [path, one] of await ended(stage, flows, WAVE_SECONDS)) documents.set(path, one);
  }
}

function waitingForTax(documents: ReadonlyMap<string, Document>): readonly string[] {
  return [...documents].filter(([, one]) => one.reason?.includes('PASS-IN-TAX-UNKNOWN') === true).map(([path]) => path);
}

function billOf(documents: ReadonlyMap<string, Document>, bills: readonly SeenBill[], path: string): SeenBill {
  const id = documents.get(path)?.erpRef?.id;
  return bills.find((bill) => String(bill.id) === id) as SeenBill;
}
