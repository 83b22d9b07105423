import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { PASSWORD, startFixtureConsole, type FixtureConsole } from './fixture-console.ts';
import { documents } from './fixture-documents.ts';
import { fixtureViews } from './fixture-views.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const skip =
  CHROMIUM === undefined
    ? 'Chromium is not installed here (apt-get install chromium): the console was not tried in a browser.'
    : false;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// what runs inside the page is text: the page is not part of this program
const SEEN_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))";

let site: FixtureConsole;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];
const shown = [...documents];

before(async () => {
  if (CHROMIUM === undefined) return;
  site = await startFixtureConsole(fixtureViews(shown));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});
after(async () => {
  if (CHROMIUM === undefined) return;
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  await context?.close();
  complaints.length = 0;
  await start({});
});

async function start(options: {
  readonly javaScriptEnabled?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}): Promise<void> {
  context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // one source may try ten times at once; the tests sign in more often
  site.clock.forward(60_000);
  await page.goto(`${site.url}/login`);
  await page.getByLabel('Nom d’utilisateur').fill('ana');
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(`${site.url}/`);
}

test('one signs in, filters, opens a document and comes back', { skip, timeout: 60_000 }, async () => {
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Vue d’ensemble');
  await page.getByRole('link', { name: /À corriger/ }).click();
  assert.equal(await page.locator('[data-row]').count(), 1);
  await page.goto(`${site.url}/documents`);
  await page.locator('details.filters > summary').click();
  await page.getByLabel('Société').selectOption('atelier');
  await page.getByLabel('Statut').selectOption('205');
  await page.getByRole('button', { name: 'Filtrer' }).click();
  assert.match(page.url(), /company=atelier/);
  const rows = await page.locator('[data-row]').allTextContents();
  assert.ok(rows.length > 0 && rows.every((row) => row.includes('atelier') && row.includes('Approuvée')));
  await page.locator('[data-row]').first().locator('td').nth(1).click();
  await page.waitForURL(/\/documents\/019ab/);
  await page.goBack();
  assert.match(page.url(), /status=205/);
  assert.deepEqual(complaints, []);
});

test('the keyboard moves, opens, searches and jumps', { skip, timeout: 60_000 }, async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL(/\/documents$/);
  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
  const chosen = page.locator('[data-row].chosen');
  assert.equal(await chosen.count(), 1);
  const number = (await chosen.locator('th').textContent())?.match(/FAC\/\d+\/\d+/)?.[0];
  assert.equal(number, 'FAC/2026/00060');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/documents\/019ab/);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), number);
  await page.keyboard.press('/');
  await page.keyboard.type('fonderie j k ?');
  assert.equal(await page.locator('#q').inputValue(), 'fonderie j k ?', 'keys are text while one types');
  await page.locator('#q').fill('fonderie');
  await page.keyboard.press('Enter');
  await page.waitForURL(/text=fonderie/);
  await page.keyboard.press('?');
  assert.ok(await page.locator('#help').isVisible());
  await page.keyboard.press('Escape');
  assert.ok(!(await page.locator('#help').isVisible()));
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.waitForURL(`${site.url}/`);
});

test('the focus is always seen, and the first stop skips to the content', { skip, timeout: 60_000 }, async () => {
  await page.goto(`${site.url}/documents`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    assert.notEqual(outline, 'none', `stop ${i}`);
  }
});

test('the language changes from the foot of any page and stays', { skip, timeout: 60_000 }, async () => {
  await page.goto(`${site.url}/documents?halt=held`);
  await page.getByRole('button', { name: 'English' }).click();
  assert.match(page.url(), /halt=held/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.goto(site.url);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Overview');
});

test('a held document says what to correct, and is retried with a reason', { skip, timeout: 60_000 }, async () => {
  const id = documents[0]?.id as string;
  await page.goto(`${site.url}/documents/${id}`);
  assert.match((await page.locator('.findings.fatal').textContent()) ?? '', /siret.*res\.partner 41/s);
  await page.locator('.action.retry > summary').click();
  await page.locator('#retry-reason').fill('SIRET corrigé');
  await page.getByRole('button', { name: 'Relancer ce document' }).click();
  await page.getByRole('status').waitFor();
  assert.equal(await page.getByRole('status').textContent(), 'Le document est relancé.');
  assert.deepEqual(site.moves.splice(0), [{ operation: 'retry', document: id, actor: 'ana', reason: 'SIRET corrigé' }]);
});

test('the story of a value opens beside the invoice without leaving the page', { skip, timeout: 60_000 }, async () => {
  await page.goto(`${site.url}/documents/${documents[1]?.id}`);
  await page.evaluate('globalThis.here = true');
  await page.locator('.totals a.value').last().click();
  await page.locator('#story h2').waitFor();
  assert.match((await page.locator('#story').textContent()) ?? '', /Net à payer.*withVat − paid/s);
  assert.equal(await page.evaluate('globalThis.here'), true);
  await page.keyboard.press('Escape');
  await page.locator('#story.idle').waitFor();
  assert.deepEqual(complaints, []);
});

test('live parts follow the data without a reload, and leave an open form alone', { skip, timeout: 60_000 }, async () => {
  const before = shown[0] as (typeof documents)[0];
  await page.goto(`${site.url}/documents?text=00060`);
  assert.match((await page.locator('#found').textContent()) ?? '', /Retenu/);
  shown[0] = { ...before, halt: null, stage: 'sent', reason: null };
  await page.evaluate(SEEN_AGAIN);
  await page.locator('#found .badge', { hasText: 'Envoyé' }).waitFor({ timeout: 5_000 });
  shown[0] = before;
  await page.goto(`${site.url}/documents/${before.id}`);
  await page.locator('.action.cancel > summary').click();
  await page.locator('#cancel-reason').fill('en cours de frappe');
  await page.evaluate(SEEN_AGAIN);
  await page.waitForTimeout(300);
  assert.equal(await page.locator('#cancel-reason').inputValue(), 'en cours de frappe');
});

test('everything works without a script', { skip, timeout: 60_000 }, async () => {
  await context.close();
  await start({ javaScriptEnabled: false });
  await page.locator('.find input').fill('dispute');
  await page.keyboard.press('Enter');
  await page.waitForURL(/text=dispute/);
  await page.locator('[data-row] a').first().click();
  await page.locator('.totals a.value').last().click();
  assert.match((await page.locator('#story').textContent()) ?? '', /withVat − paid/);
});

test('a link from another site arrives where it points, with the session', { skip, timeout: 60_000 }, async () => {
  const target = `${site.url}/documents/${documents[1]?.id}`;
  await page.goto(`${site.url.replace('127.0.0.1', 'localhost')}/login`);
  await page.evaluate(`{
    const link = document.createElement('a');
    link.href = ${JSON.stringify(target)};
    document.body.append(link);
    link.click();
  }`);
  await page.getByRole('heading', { level: 1, name: 'FAC/2026/00059' }).waitFor();
});

test('no page scrolls sideways on a phone', { skip, timeout: 60_000 }, async () => {
  await context.close();
  await start({ viewport: { width: 360, height: 780 } });
  for (const path of [
    '/',
    '/documents',
    '/documents?halt=held',
    `/documents/${documents[0]?.id}`,
    `/documents/${documents[1]?.id}`,
    '/companies/demo/preview',
    '/help',
  ]) {
    await page.goto(site.url + path);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, path);
  }
});
