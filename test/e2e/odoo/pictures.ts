/** Pictures for people: an invoice in Odoo with its status, and the console, as a browser shows them. */
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { OPERATOR } from './daemon.ts';
import type { World } from './world.ts';

export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const SIZE = { width: 1440, height: 1000 };

export function pictures(world: () => World): void {
  describe('what a person sees', { skip: CHROMIUM === undefined ? 'no chromium on this machine' : false }, () => {
    test('the form of an invoice in Odoo shows its status, reason and story', { timeout: 120_000 }, async () => {
      const { odoo, built, pictures: folder } = world();
      await inBrowser(async (page) => {
        await enterOdoo(page, odoo);
        for (const key of ['disputed', 'goods', 'refused-by-platform']) {
          const id = built.find((one) => one.key === key)?.id ?? 0;
          await page.goto(`${odoo.url}/odoo/action-account.action_move_out_invoice_type/${id}`);
          await page.waitForSelector('.o_form_view .o_Chatter, .o_form_view .o-mail-Chatter', { timeout: 60_000 });
          await page.waitForTimeout(1_500);
          if (key === 'disputed') assert.match(await page.locator('.o_form_view').innerText(), /litige/i);
          await shoot(page, join(folder, `odoo-${key}.png`));
        }
      });
      world().say(`pictures in ${folder}`);
    });

    test('the console lists the documents and tells the story of one', { timeout: 120_000 }, async () => {
      const { daemon, built, pictures: folder } = world();
      const documents = await daemon.documents({ kind: 'invoice', direction: 'out' });
      await inBrowser(async (page) => {
        await page.goto(daemon.console);
        await page.fill('input[autocomplete=username]', OPERATOR.name);
        await page.fill('input[type=password]', OPERATOR.password);
        await page.keyboard.press('Enter');
        await page.waitForSelector('table');
        await shoot(page, join(folder, 'console-documents.png'));
        const disputed = built.find((one) => one.key === 'disputed');
        const row = documents.find((one) => one.erpRef?.id === String(disputed?.id));
        await page.goto(`${daemon.console}/documents/${row?.id ?? ''}`);
        const text = await page.locator('body').innerText();
        assert.ok(text.includes(disputed?.number ?? '?'));
        assert.match(text, /Deux colis manquants/);
        await shoot(page, join(folder, 'console-document.png'));
      });
    });
  });
}

export async function inBrowser(act: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  try {
    await act(await browser.newPage({ viewport: SIZE, locale: 'fr-FR' }));
  } finally {
    await browser.close();
  }
}

/** Waits until the door is behind: leaving its page earlier would take back the login. */
export async function enterOdoo(page: Page, { url, database }: World['odoo']): Promise<void> {
  await page.goto(`${url}/web/login?db=${database}`);
  await page.fill('input[name=login]', 'admin');
  await page.fill('input[name=password]', 'admin');
  await page.click('button[type=submit]');
  await page.waitForURL(/\/odoo(?:[/?#]|$)/, { timeout: 60_000 });
}

export async function shoot(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, fullPage: true });
  assert.ok(statSync(path).size > 10_000, `${path} shows something`);
}
