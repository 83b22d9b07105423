import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { PASSWORD, startFixtureConsole, type FixtureConsole } from './fixture-console.ts';
import { received, receivedDocument, receptionViews } from './fixture-reception.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const skip =
  CHROMIUM === undefined
    ? 'Chromium is not installed here (apt-get install chromium): the reception pages were not tried in a browser.'
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
const DESK = { width: 1280, height: 900 };

let site: FixtureConsole;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

before(async () => {
  if (CHROMIUM === undefined) return;
  site = await startFixtureConsole(receptionViews());
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});
after(async () => {
  if (CHROMIUM === undefined) return;
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  await start({});
});

async function start(options: Parameters<Browser['newContext']>[0]): Promise<void> {
  await context?.close();
  complaints.length = 0;
  site.moves.length = 0;
  context = await browser.newContext({ locale: 'fr-FR', viewport: DESK, ...options });
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

const pageOf = (name: string): string => `${site.url}/documents/${receivedDocument(name).id}`;

/** Tab until the focus stands on what is called so; what a person without a mouse does. */
async function tabTo(name: RegExp, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const called = await page.evaluate<string>(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent ?? ''",
    );
    if (name.test(called)) {
      assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none', `${name} is seen`);
      return;
    }
  }
  assert.fail(`no stop is called ${name}`);
}

test('with the keyboard alone one opens the reception, finds what waits and chooses the supplier', { skip, timeout: 60_000 }, async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForURL(/\/reception$/);
  await tabTo(/^En attente/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/state=waiting/);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(pageOf('unknown'));
  await tabTo(/^C’est lui\s: Boréale Impressions SAS, n° 112$/);
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  assert.match((await page.getByRole('status').textContent()) ?? '', /Le fournisseur est choisi/);
  assert.deepEqual(site.moves, [
    { operation: 'resolve', document: receivedDocument('unknown').id, actor: 'ana', reason: '{"kind":"party","party":"112"}' },
  ]);
  assert.deepEqual(complaints, []);
});

test('a changed account is accepted only after the box that names it, with the keyboard', { skip, timeout: 60_000 }, async () => {
  await page.goto(pageOf('iban'));
  await tabTo(/^Accepter et continuer$/);
  await page.keyboard.press('Enter');
  assert.deepEqual(site.moves, [], 'the browser itself asks for the box');
  await page.goto(pageOf('iban'));
  await tabTo(/FR7630001007941234567890185 est bien son compte/);
  await page.keyboard.press('Space');
  await tabTo(/^Accepter et continuer$/);
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  assert.deepEqual(
    site.moves.map(({ actor, reason }) => [actor, reason]),
    [['ana', '{"kind":"accept","rule":"PASS-IN-IBAN-CHANGED"}']],
  );
});

test('a refusal carries the reason chosen from the list and the comment', { skip, timeout: 60_000 }, async () => {
  await page.goto(pageOf('duplicate'));
  await page.locator('.action.refuse > summary').click();
  assert.equal(await page.getByLabel('Motif', { exact: true }).inputValue(), 'DOUBLON', 'what goes with the hold is proposed');
  await page.getByLabel(/Commentaire pour le fournisseur/).fill('Déjà reçue le 3 novembre');
  await page.getByLabel(/Je refuse la facture NH-2026002 de Nettoyage des Halles SAS/).check();
  await page.getByRole('button', { name: 'Refuser et prévenir le fournisseur' }).click();
  await page.getByRole('status').waitFor();
  assert.equal(site.moves[0]?.reason, '{"kind":"refuse","code":"DOUBLON","comment":"Déjà reçue le 3 novembre"}');
});

test('what one is about to answer is not taken away by the page refreshing itself', { skip, timeout: 60_000 }, async () => {
  await page.goto(pageOf('tax'));
  await page.getByLabel('Identifiant dans l’ERP').first().fill('36');
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.waitForTimeout(300);
  assert.equal(await page.getByLabel('Identifiant dans l’ERP').first().inputValue(), '36');
});

test('everything is answered without a script', { skip, timeout: 60_000 }, async () => {
  await start({ javaScriptEnabled: false });
  await page.goto(`${site.url}/reception?state=waiting`);
  await page.getByRole('link', { name: /SL-2026003/ }).click();
  await page.getByRole('button', { name: 'Choisir 5,5 % achats', exact: true }).click();
  await page.getByRole('status').waitFor();
  assert.equal(site.moves[0]?.reason, '{"kind":"bind","what":"tax","by":{"category":"S","rate":"5.5"},"to":"34"}');
});

test('invoice and bill stand side by side on a desk and one above the other on a phone', { skip, timeout: 60_000 }, async () => {
  const places = async (): Promise<readonly { x: number; y: number; width: number; height: number }[]> =>
    Promise.all(
      ['.both > .content', '.both > .bill'].map(async (one) => {
        const box = await page.locator(one).boundingBox();
        assert.ok(box !== null);
        return box;
      }),
    );
  await page.goto(pageOf('iban'));
  const [left, right] = await places();
  assert.ok(left !== undefined && right !== undefined && right.x >= left.x + left.width && Math.abs(left.y - right.y) < 2);
  await page.setViewportSize({ width: 390, height: 844 });
  const [above, below] = await places();
  assert.ok(above !== undefined && below !== undefined && below.y >= above.y + above.height && Math.abs(above.x - below.x) < 2);
});

test('no reception page scrolls sideways, on a phone or at a desk, in light or dark', { skip, timeout: 120_000 }, async () => {
  for (const { width, colorScheme } of [
    { width: 360, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
  ] as const) {
    await start({ viewport: { width, height: 800 }, colorScheme });
    for (const path of ['/', '/reception', '/reception?state=ignored', ...Object.values(received).map(({ id }) => `/documents/${id}`)]) {
      await page.goto(site.url + path);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, `${width} ${path}`);
    }
  }
  assert.deepEqual(complaints, []);
});
