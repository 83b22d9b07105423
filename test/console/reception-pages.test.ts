import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { encodeValue } from '../../src/pipeline/invoice-json.ts';
import { ask } from '../http/raw.ts';
import { startFixtureConsole, type FixtureConsole } from './fixture-console.ts';
import { detailOf, documents } from './fixture-documents.ts';
import { keep, received, receivedDetail, receivedDocument, receptionViews } from './fixture-reception.ts';
import { fixtureViews, noDocuments } from './fixture-views.ts';
import { hostileReception } from './hostile-reception.ts';
import { ATTACK } from './hostile.ts';
import { form, FORM, signIn } from './sign-in.ts';

let site: FixtureConsole;
let me: { readonly cookie: string; readonly token: string };
before(async () => {
  site = await startFixtureConsole(receptionViews());
  me = await signIn(site);
});
after(() => site.close());

const get = async (path: string, headers: Record<string, string> = {}) =>
  ask(site.url + path, { headers: { cookie: me.cookie, ...headers } });
const send = (name: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(`${site.url}/documents/${receivedDocument(name).id}/resolve`, {
    method: 'POST',
    body: form({ token: me.token, head: String(receivedDocument(name).head), ...fields }),
    headers: { ...FORM, cookie: me.cookie, ...headers },
  });
const pageOf = (name: string): string => `/documents/${receivedDocument(name).id}`;
const plain = (text: string): string =>
  text
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/[\s\u00a0\u202f]+/g, ' ');
const PAGES = [
  '/',
  '/reception',
  '/reception?state=waiting',
  '/reception?state=booked&company=demo',
  '/reception?text=boréale&page=9',
  '/help',
  ...Object.keys(received).map(pageOf),
];

test('the reception page says what waits and why in sentences, never by an id alone', async () => {
  const text = plain((await get('/reception?state=waiting')).text);
  assert.match(text, /7 factures fournisseurs attendent votre réponse/);
  assert.match(
    text,
    /IB-2026000 Imprimerie Boréale SARL .* 1 677,76 € .*Fournisseur inconnu\. Aucun fournisseur de l’ERP ne porte les identifiants/,
  );
  assert.match(text, /Compte bancaire changé\. Le compte FR7630001007941234567890185 n’est pas un compte connu/);
  assert.match(text, /L’ERP a calculé 268,64 pour TVA 20 %, la facture dit 268,63/);
  assert.doesNotMatch(text, /PASS-IN|019ac000/);
});

test('the views of the reception page show what they name', async () => {
  const numbers = async (query: string): Promise<readonly string[]> =>
    [...(await get(`/reception?${query}`)).text.matchAll(/<th scope="row"[^>]*><a href="\/documents\/([^"]+)"/g)].map(
      (match) => match[1] as string,
    );
  const ids = (...names: readonly string[]): readonly string[] => names.map((name) => receivedDocument(name).id);
  assert.deepEqual(await numbers('state=booked'), ids('booked', 'paid'), 'decided ones stay booked');
  assert.deepEqual(await numbers('state=ignored'), ids('by-hand', 'not-ours'));
  assert.deepEqual(await numbers('state=refused'), ids('refused'));
  assert.deepEqual(await numbers('state=parked'), ids('parked'));
  assert.deepEqual(await numbers('company=atelier'), ids('parked'));
  assert.deepEqual(await numbers('text=ponant'), ids('iban', 'paid'));
  assert.deepEqual((await numbers('')).slice(0, 2), ids('moving', 'unknown'), 'newest first');
  assert.deepEqual(await numbers('state=nonsense&page=-4&company='), await numbers(''), 'a hand-made address breaks nothing');
  assert.match((await get('/reception?text=zzz')).text, /Aucun document ne correspond/);
});

test('how well the network is heard is told in words, and an unusual silence is an alarm', async () => {
  const { text } = await get('/reception');
  assert.match(
    plain(text),
    /Dernière vérification réussie il y a \d+ min .* La plateforme liste 1 280 flux, 1 280 sont conservés ici\. 2 flux oubliés/,
  );
  const alarm = /<p class="alarm" role="alert">.*?<\/p>/s.exec(text)?.[0] ?? '';
  assert.match(plain(alarm), /Rien n’est arrivé depuis 4 j, alors que l’écart habituel ne dépasse pas 1 j/);
  assert.equal([...text.matchAll(/role="alert"/g)].length, 1, 'the quiet one only');
  assert.match(plain(text), /41 flux, 40 sont conservés ici\. 1 manque encore/);
});

test('a connection never heard, checked too long ago or never compared is said so', async () => {
  const row = {
    connection: 'pa',
    lastOkAt: null,
    comparedAt: null,
    listed: 0,
    stored: 0,
    recovered: 0,
    lastArrivalAt: null,
    usualGapSeconds: null,
  };
  const shown = async (more: object): Promise<string> => {
    const other = await startFixtureConsole({ ...noDocuments, reception: async () => [{ ...row, silent: false, ...more }] });
    const { cookie } = await signIn(other);
    const { text } = await ask(`${other.url}/reception`, { headers: { cookie } });
    await other.close();
    return plain(text);
  };
  assert.match(
    await shown({}),
    /À surveiller Aucune vérification n’a encore réussi\. La liste .* pas encore été comparée\. Rien n’est encore arrivé/,
  );
  assert.match(await shown({ lastOkAt: '2026-11-22T09:00:00.000Z' }), /Aucune vérification n’a réussi depuis 1 h/);
  assert.match(
    await shown({ lastOkAt: '2026-11-22T10:29:00.000Z', silent: true }),
    /Silence inhabituel Rien n’est encore arrivé, et c’est inhabituel/,
  );
});

test('the page of a supplier invoice puts the invoice beside the bill, with where each answer came from', async () => {
  const text = plain((await get(pageOf('iban'))).text);
  assert.match(
    text,
    /La facture du fournisseur .* Ce qui sera enregistré dans l’ERP .*Tous les montants sont ceux du fournisseur, au centime/,
  );
  assert.match(text, /Énergie du Ponant SA 41 même SIRET/);
  assert.match(text, /Conseil en organisation TVA · S · 20,00 % Taxe · 20 % achats 31 comme les factures précédentes/);
  assert.match(text, /Compte · Honoraires 622600 choisi par une personne .*Compte · 606400 par défaut de la société/s);
  assert.match(text, /Quantité et prix réarrangés ; sur la facture : 250 × 0,845/);
  assert.match(text, /invoice_line_ids\[0\]\.price_unit 95\.00/);
});

test('differences are marked with both figures, what is to be chosen too', async () => {
  const cent = plain((await get(pageOf('cent'))).text);
  assert.match(cent, /6 montants ne sont pas ceux du fournisseur/);
  assert.match(cent, /1 187,51 € ≠ facture : 1 187,50 €/);
  assert.match(cent, /TVA S 20,00 % 269,63 € ≠ 269,64 €/);
  const tax = plain((await get(pageOf('tax'))).text);
  assert.match(tax, /Taxe · à choisir/);
  assert.match(tax, /PO-2026-0311 pas dans l’ERP/);
});

test('terms that did not land are listed, what was told is too', async () => {
  assert.match(plain((await get(pageOf('unknown'))).text), /Éléments du fichier sans place dans l’ERP 2 .*cbc:PackQuantity 12/);
  const booked = plain((await get(pageOf('booked'))).text);
  assert.match(booked, /Ce qui a été transmis au fournisseur .*Approuvée 205 .*accepté par la plateforme .*Prise en charge 204/);
  assert.match(booked, /Ce qui est enregistré dans l’ERP/);
  assert.match(booked, /Ouvrir dans l’ERP/);
});

test('a bill that cannot be made or read leaves a page that says so', async () => {
  assert.match(plain((await get(pageOf('no-xml'))).text), /Aucune donnée n’a pu être lue .* Rien n’est prêt à être enregistré/);
  const shown = async (output: string): Promise<string> => {
    const detail = receivedDetail(receivedDocument('iban').id);
    assert.ok(detail !== null);
    const versions = detail.versions.map((one) => ({ ...one, output: keep(output), enrichment: keep('[') }));
    const other = await startFixtureConsole({ ...receptionViews(), detail: async () => ({ ...detail, versions }) });
    const { cookie } = await signIn(other);
    const answer = await ask(other.url + pageOf('iban'), { headers: { cookie } });
    await other.close();
    assert.equal(answer.status, 200);
    return answer.text;
  };
  assert.match(await shown(encodeValue({ bill: null, values: {} })), /Rien n’est prêt à être enregistré/);
  for (const output of [
    '{',
    '[]',
    '{"bill":{},"values":{}}',
    '{"bill":{"lines":[{"name":1}],"taxes":[]},"values":{}}',
    '{"bill":7,"values":null}',
  ]) {
    assert.match(await shown(output), /n’ont pas pu être relues/, output);
  }
});

test('the invoice that another looks like is one link away, called by its number', async () => {
  const { text } = await get(pageOf('duplicate'));
  assert.match(text, new RegExp(`href="${pageOf('booked')}">Ouvrir l’autre facture.*TG-2026007 · Transports Garonne SARL · 18 nov. 2026`));
});

test('an answer is taken once, with the name of who gave it, and its outcome is shown', async () => {
  const answer = await send('unknown', { kind: 'party', party: '88' });
  assert.deepEqual([answer.status, answer.headers['location']], [303, `${pageOf('unknown')}?told=done&move=resolve-party`]);
  assert.deepEqual(site.moves.splice(0), [
    { operation: 'resolve', document: receivedDocument('unknown').id, actor: 'ana', reason: '{"kind":"party","party":"88"}' },
  ]);
  assert.match((await get(`${pageOf('unknown')}?told=done&move=resolve-party`)).text, /role="status">Le fournisseur est choisi/);
  await send('iban', { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED', confirm: 'yes' });
  assert.equal(site.moves.splice(0)[0]?.reason, '{"kind":"accept","rule":"PASS-IN-IBAN-CHANGED"}');
  assert.match(
    plain((await get(pageOf('iban'))).text),
    /J’ai vérifié auprès de Énergie du Ponant SA.* que FR7630001007941234567890185 .* Votre nom \(ana\) est inscrit/,
  );
});

test('an answer needs its token, our own page and the state it was given to', async () => {
  const fields = { kind: 'party', party: '88' };
  for (const [more, headers] of [
    [{ token: '' }, {}],
    [{}, { 'sec-fetch-site': 'cross-site' }],
    [{}, { origin: 'https://evil.example' }],
    [{}, { cookie: '' }],
  ] as const) {
    assert.equal((await send('unknown', { ...fields, ...more }, headers)).status, 403);
  }
  const told = async (name: string, given: Record<string, string>): Promise<unknown> => (await send(name, given)).headers['location'];
  assert.equal(await told('unknown', { ...fields, head: '1' }), `${pageOf('unknown')}?told=stale`);
  assert.equal(await told('unknown', { kind: 'party', party: 'a b' }), `${pageOf('unknown')}?told=party-id`);
  assert.equal(await told('iban', { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED' }), `${pageOf('iban')}?told=confirm`);
  assert.equal(await told('booked', { kind: 'ignore', confirm: 'yes' }), `${pageOf('booked')}?told=impossible`);
  for (const told_ of ['stale', 'party-id', 'confirm', 'impossible', 'choice', 'code', 'comment']) {
    assert.match((await get(`${pageOf('unknown')}?told=${told_}`)).text, /class="notice warn" role="alert">[^<]{20}/, told_);
  }
  assert.equal(
    (
      await ask(`${site.url}/documents/none/resolve`, {
        method: 'POST',
        body: form({ token: me.token, head: '1', ...fields }),
        headers: { ...FORM, cookie: me.cookie },
      })
    ).status,
    404,
  );
  assert.deepEqual(site.moves, []);
});

test('the original opens as a PDF that can do nothing, or is saved', async () => {
  const pdf = await get(`${pageOf('booked')}/original`);
  assert.equal(pdf.status, 200);
  assert.equal(pdf.headers['content-type'], 'application/pdf');
  assert.equal(pdf.headers['content-disposition'], 'inline; filename="TG-2026007-original.pdf"');
  assert.match(String(pdf.headers['content-security-policy']), /default-src 'none'.*sandbox/);
  assert.equal(pdf.headers['x-content-type-options'], 'nosniff');
  const xml = await get(`${pageOf('unknown')}/original`);
  assert.match(String(xml.headers['content-disposition']), /^attachment; filename="IB-2026000-original\.xml"$/);
  assert.equal((await get(`/documents/${documents[1]?.id}/original`)).status, 404, 'what we send has no original');
  assert.equal((await get(`${pageOf('moving').replace('000000000012', '000000009999')}/original`)).status, 404);
});

test('the overview counts the supplier invoices that wait, and leads to them', async () => {
  const { text } = await get('/');
  const tile = /<a class="tile warn" href="\/reception\?state=waiting">.*?<\/a>/s.exec(text)?.[0] ?? '';
  assert.match(plain(tile), /Factures fournisseurs 7 8 388,80 €/);
  assert.match(
    text,
    /href="\/documents\?halt=held&amp;direction=out&amp;order=oldest"><span class="label">À corriger<\/span>\s*<span class="figure">1</,
  );
});

test('every page has one first heading, unique ids, labelled controls and no hole, in both languages', async () => {
  for (const path of PAGES)
    for (const language of ['fr', 'en']) {
      const { text, status } = await get(path, { 'accept-language': language });
      assert.equal(status, 200, path);
      assert.equal([...text.matchAll(/<h1/g)].length, 1, path);
      const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
      assert.equal(new Set(ids).size, ids.length, `${path} ${ids.filter((id, index) => ids.indexOf(id) !== index).join()}`);
      for (const [control] of text.matchAll(/<(?:input|select)(?![^>]*type="hidden")[^>]*>/g)) {
        const id = /\sid="([^"]+)"/.exec(control)?.[1];
        const at = text.indexOf(control);
        assert.ok(
          text.lastIndexOf('<label', at) > text.lastIndexOf('</label', at) || (id !== undefined && text.includes(`for="${id}"`)),
          `${path} ${control}`,
        );
      }
      assert.doesNotMatch(text, /console\.\w+\.|undefined|\[object|NaN|\{\w+\}|style=|<script(?! src="\/assets)/, path);
    }
});

test('nothing a supplier, an ERP or a platform says can become markup', async () => {
  const hostile = await startFixtureConsole(hostileReception);
  const { cookie } = await signIn(hostile);
  const attack = encodeURIComponent(ATTACK);
  for (const path of [
    ...PAGES,
    `/reception?text=${attack}&company=${attack}&state=${attack}`,
    `${pageOf('iban')}?told=done&move=${attack}&story=${attack}`,
  ]) {
    const { text, status } = await ask(hostile.url + path, { headers: { cookie } });
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /<script src=\/\/|<img|onerror=alert\(1\)>|\u202e|href="javascript/, path);
  }
  const tried = (await ask(hostile.url + pageOf('tax'), { headers: { cookie } })).text;
  assert.match(
    tried,
    /id="resolve".*class="verdict.*class="erp-values".*id="unread"/s,
    'forms, bill, fields and leftovers were among what was tried',
  );
  const original = await ask(`${hostile.url}${pageOf('booked')}/original`, { headers: { cookie } });
  assert.match(String(original.headers['content-disposition']), /^inline; filename="[\w.-]+"$/);
  await hostile.close();
});

test('without the findings of many at once a row still says why in a few words', async () => {
  const other = await startFixtureConsole({ ...fixtureViews(Object.values(received)), detail: async (id) => detailOf(id) });
  const { cookie } = await signIn(other);
  const text = plain((await ask(`${other.url}/reception?state=waiting`, { headers: { cookie } })).text);
  assert.match(text, /Retenu Compte bancaire changé/);
  await other.close();
});
