import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from '../http/raw.ts';
import { PASSWORD, startFixtureConsole, type FixtureConsole } from './fixture-console.ts';
import { detailOf, documents } from './fixture-documents.ts';
import { fixtureViews, noDocuments } from './fixture-views.ts';
import { ATTACK, hostileViews } from './hostile.ts';
import { cookiesOf, form, FORM, signIn, tokenIn } from './sign-in.ts';

const [held, paid] = [documents[0]?.id as string, documents[1]?.id as string];
let site: FixtureConsole;
let me: { readonly cookie: string; readonly token: string };
before(async () => {
  site = await startFixtureConsole();
  me = await signIn(site);
});
after(() => site.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(site.url + path, { headers: { cookie: me.cookie, ...headers } });
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(site.url + path, { method: 'POST', body: form(fields), headers: { ...FORM, cookie: me.cookie, ...headers } });

const PAGES = [
  '/',
  '/documents',
  '/documents?halt=held&page=2',
  '/documents?text=exemples',
  `/documents/${held}`,
  `/documents/${paid}`,
  `/documents/${paid}?story=totals.due`,
  `/documents/${documents[7]?.id}`,
  `/documents/${documents[15]?.id}`,
  '/companies/demo/preview',
  '/help',
];

test('without a session every page leads to the door, and back to where one wanted to go', async () => {
  for (const path of PAGES) {
    const answer = await ask(site.url + path);
    assert.equal(answer.status, 303, path);
    assert.match(String(answer.headers['location']), /^\/login/);
  }
  const answer = await ask(`${site.url}/documents/${held}?story=number`);
  assert.equal(answer.headers['location'], `/login?next=%2Fdocuments%2F${held}%3Fstory%3Dnumber`);
});

test('a link from another site is asked for again by ourselves, so that the strict cookie comes along', async () => {
  const answer = await ask(`${site.url}/documents/${held}`, { headers: { 'sec-fetch-site': 'cross-site' } });
  assert.equal(answer.status, 200);
  assert.match(answer.text, new RegExp(`http-equiv="refresh" content="0;url=/documents/${held}"`));
  assert.doesNotMatch(answer.text, /FAC\/2026/);
});

test('the session cookie is HttpOnly, SameSite=Strict, and Secure behind TLS', async () => {
  const door = await ask(`${site.url}/login`);
  const body = form({ name: 'ana', password: PASSWORD, token: tokenIn(door.text) });
  const answer = await ask(`${site.url}/login`, {
    method: 'POST',
    body,
    headers: { ...FORM, cookie: cookiesOf(door.headers['set-cookie']) },
  });
  const cookie = [answer.headers['set-cookie']].flat().find((one) => one?.startsWith('passerelle_session='));
  assert.match(cookie ?? '', /; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  const tls = await startFixtureConsole(undefined, { secure: true });
  assert.match(String((await ask(`${tls.url}/login`)).headers['set-cookie']), /; Secure$/);
  await tls.close();
});

test('the door refuses a wrong password, a form of another browser and a form of another site', async () => {
  const door = await ask(`${site.url}/login`);
  const cookie = cookiesOf(door.headers['set-cookie']);
  const fields = { name: 'ana', password: PASSWORD, token: tokenIn(door.text) };
  const attempt = (more: Record<string, string>, headers: Record<string, string>) =>
    ask(`${site.url}/login`, { method: 'POST', body: form({ ...fields, ...more }), headers: { ...FORM, ...headers } });
  const table = [
    [await attempt({ password: 'wrong' }, { cookie }), 401],
    [await attempt({}, {}), 403],
    [await attempt({ token: 'x' }, { cookie }), 403],
    [await attempt({}, { cookie, origin: 'https://evil.example' }), 403],
    [await attempt({}, { cookie, 'sec-fetch-site': 'cross-site' }), 403],
  ] as const;
  for (const [answer, status] of table) {
    assert.equal(answer.status, status);
    assert.doesNotMatch(String(answer.headers['set-cookie']), /passerelle_session/);
    assert.doesNotMatch(answer.text, new RegExp(PASSWORD));
  }
});

test('signing in never leads to another site', async () => {
  const door = await ask(`${site.url}/login?next=//evil.example/`);
  const body = form({ name: 'ana', password: PASSWORD, token: tokenIn(door.text), next: '//evil.example/' });
  const answer = await ask(`${site.url}/login`, {
    method: 'POST',
    body,
    headers: { ...FORM, cookie: cookiesOf(door.headers['set-cookie']) },
  });
  assert.equal(answer.headers['location'], '/');
});

test('signing out ends the session, also for a copy of the cookie', async () => {
  const { cookie, token } = await signIn(site);
  assert.equal((await send('/logout', { token: 'x' }, { cookie })).status, 403);
  assert.equal((await send('/logout', { token }, { cookie })).status, 303);
  assert.equal((await ask(`${site.url}/documents`, { headers: { cookie } })).status, 303);
});

test('every page carries the strict policy, and nothing inline that it would forbid', async () => {
  for (const path of ['/login', ...PAGES, '/nothing']) {
    const answer = await get(path);
    if (answer.status === 303) continue;
    const policy = String(answer.headers['content-security-policy']);
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/, path);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.doesNotMatch(answer.text, /<script(?! src="\/assets\/)|<style|\sstyle=|\son\w+=|javascript:/i, path);
  }
});

test('every page has one heading of first rank, labelled controls, unique ids and a language', async () => {
  for (const path of PAGES)
    for (const language of ['fr', 'en']) {
      const { text, status } = await get(path, { 'accept-language': language });
      assert.equal(status, 200, path);
      assert.match(text, new RegExp(`<html lang="${language}">`));
      assert.equal([...text.matchAll(/<h1/g)].length, 1, path);
      const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] as string);
      assert.deepEqual(
        ids.filter((id, at) => ids.indexOf(id) !== at),
        [],
        path,
      );
      for (const [, id] of text.matchAll(/aria-labelledby="([^"]+)"/g)) assert.ok(ids.includes(id as string), `${path} ${id}`);
      for (const [control] of text.matchAll(/<(?:input|select)(?![^>]*type="hidden")[^>]*>/g)) {
        const id = /\sid="([^"]+)"/.exec(control)?.[1];
        const at = text.indexOf(control);
        const wrapped = text.lastIndexOf('<label', at) > text.lastIndexOf('</label', at);
        assert.ok(wrapped || (id !== undefined && text.includes(`for="${id}"`)), `${path} ${control}`);
      }
      assert.doesNotMatch(text, /console\.\w+\.|undefined|\[object|NaN|\{\w+\}/, path);
    }
});

test('nothing a document says can become markup, on any page', async () => {
  const hostile = await startFixtureConsole(hostileViews);
  const { cookie } = await signIn(hostile);
  const pages = [
    ...PAGES,
    `/documents?text=${encodeURIComponent(ATTACK)}`,
    `/documents/${paid}?story=${encodeURIComponent(ATTACK)}`,
    `/documents/${paid}?told=${encodeURIComponent(ATTACK)}`,
    `/companies/${encodeURIComponent(ATTACK)}/preview?since=${encodeURIComponent(ATTACK)}`,
    `/nothing${encodeURIComponent(ATTACK)}`,
  ];
  for (const path of pages) {
    const { text, status } = await ask(hostile.url + path, { headers: { cookie } });
    assert.ok(status === 200 || status === 404, `${path} ${status}`);
    assert.doesNotMatch(text, /<script src=\/\/|<img|onerror=alert\(1\)>|\u202e|href="javascript/, path);
  }
  const login = await ask(`${hostile.url}/login?next=${encodeURIComponent(`/${ATTACK}`)}`);
  assert.doesNotMatch(login.text, /<script src=\/\/|<img/);
  await hostile.close();
});

test('the list shows counts, sums per currency, and what to do when nothing is there', async () => {
  const all = await get('/documents?kind=any');
  assert.match(all.text, /40 documents/);
  assert.match((await get('/documents')).text, /39 documents/, 'messages about invoices are left out unless asked for');
  assert.match(all.text.replace(/[\u00a0\u202f]/g, ' '), /263 029,33 €.*12 450,000 TND/s);
  assert.match((await get('/documents?text=zzz')).text, /Aucun document ne correspond/);
  const empty = await startFixtureConsole(noDocuments);
  const { cookie } = await signIn(empty);
  assert.match((await ask(`${empty.url}/documents`, { headers: { cookie } })).text, /Validez une facture dans l’ERP/);
  assert.match((await ask(empty.url, { headers: { cookie } })).text, /Rien n’attend d’intervention/);
  await empty.close();
});

test('pages of the list lead to one another', async () => {
  const many = Array.from({ length: 120 }, (_, index) => ({
    ...(documents[index % 40] as (typeof documents)[0]),
    id: `many-${index}`,
  }));
  const big = await startFixtureConsole(fixtureViews(many));
  const { cookie } = await signIn(big);
  const second = (await ask(`${big.url}/documents?page=2&order=amount&kind=any`, { headers: { cookie } })).text;
  assert.match(second, /51–100 sur 120/);
  assert.match(second, /rel="prev" href="\/documents\?kind=any&amp;order=amount"/);
  assert.match(second, /rel="next" href="\/documents\?kind=any&amp;order=amount&amp;page=3"/);
  await big.close();
});

test('a move needs its token, its reason and our own page; then it is made once with its actor', async () => {
  const path = `/documents/${held}/cancel`;
  assert.equal((await send(path, { reason: 'x' })).status, 403);
  assert.equal((await send(path, { token: me.token, reason: 'x' }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await send(path, { token: me.token, reason: 'x' }, { cookie: '' })).status, 403);
  assert.match(String((await send(path, { token: me.token, reason: '  ' })).headers['location']), /told=reason/);
  assert.equal(site.moves.length, 0);
  const answer = await send(path, { token: me.token, reason: ' en double ' });
  assert.deepEqual([answer.status, answer.headers['location']], [303, `/documents/${held}?told=done&move=cancel`]);
  assert.deepEqual(site.moves.splice(0), [{ operation: 'cancel', document: held, actor: 'ana', reason: 'en double' }]);
  assert.match((await get(`/documents/${held}?told=done&move=cancel`)).text, /il ne sera pas envoyé/);
});

test('files are offered to save, and only those of the document', async () => {
  const version = detailOf(paid)?.versions[0];
  const answer = await get(`/documents/${paid}/files/${version?.output}`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-disposition'], 'attachment; filename="FAC-2026-00059-output.xml"');
  assert.equal(answer.headers['content-type'], 'application/xml');
  assert.match(String(answer.headers['content-security-policy']), /sandbox/);
  const other = detailOf(documents[3]?.id as string)?.versions[0]?.record as string;
  for (const sha of [other, 'a'.repeat(64), '..%2F..%2Fetc'])
    assert.equal((await get(`/documents/${paid}/files/${sha}`)).status, 404, sha);
});

test('the language chosen stays', async () => {
  const answer = await send('/language', { locale: 'en', back: '/documents?halt=held' });
  assert.equal(answer.headers['location'], '/documents?halt=held');
  const cookie = `${me.cookie}; ${cookiesOf(answer.headers['set-cookie'])}`;
  assert.match((await get('/documents', { cookie, 'accept-language': 'fr' })).text, /To correct/);
  assert.equal((await send('/language', { locale: 'xx', back: 'https://evil.example' })).headers['location'], '/');
});

test('what does not exist is said so in a page, a failure without its words', async () => {
  for (const path of ['/documents/none', '/companies/none/preview', '/nothing/at/all'])
    assert.equal((await get(path)).status, 404, path);
  const views = {
    ...noDocuments,
    list: async () => {
      throw new Error('relation is secret');
    },
  };
  const broken = await startFixtureConsole(views);
  const { cookie } = await signIn(broken);
  const answer = await ask(`${broken.url}/documents`, { headers: { cookie } });
  assert.equal(answer.status, 500);
  assert.doesNotMatch(answer.text, /secret/);
  await broken.close();
});

test('assets are small, typed and answered 304 when known', async () => {
  const script = await ask(`${site.url}/assets/console.js`);
  assert.ok(script.text.length < 6_000);
  assert.match(String(script.headers['content-type']), /^text\/javascript/);
  assert.equal(
    (await ask(`${site.url}/assets/console.js`, { headers: { 'if-none-match': String(script.headers['etag']) } })).status,
    304,
  );
});
