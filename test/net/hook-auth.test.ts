import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hmacSha256, sameSecret, withinWindow } from '../../src/net/hook-auth.ts';
import { readRetryAfter } from '../../src/net/translate.ts';
import { safeUrl } from '../../src/net/safe-url.ts';

test('secrets are compared whole, whatever their lengths', () => {
  assert.ok(sameSecret('abc', 'abc'));
  for (const other of ['', 'ab', 'abd', 'abcd', 'ABC']) assert.ok(!sameSecret(other, 'abc'), other);
});

test('the HMAC is that of RFC 4231, case 2', () => {
  const digest = Buffer.from(hmacSha256(Buffer.from('Jefe'), 'what do ya want for nothing?')).toString('hex');
  assert.equal(digest, '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});

test('a signed moment counts for five minutes before and after, and only as plain digits', () => {
  const at = '2026-11-22T10:00:00.000Z';
  const seconds = Date.parse(at) / 1000;
  for (const offset of [-300, 0, 300]) assert.ok(withinWindow(String(seconds + offset), at), String(offset));
  for (const offset of [-301, 301]) assert.ok(!withinWindow(String(seconds + offset), at), String(offset));
  for (const text of ['', '1e9', '-5', ' 1', '1795341600.5', '9'.repeat(30)]) assert.ok(!withinWindow(text, at), text);
});

test('Retry-After is read as seconds or as a date, and never for longer than an hour', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  const table: readonly (readonly [string | undefined, number | undefined])[] = [
    ['7', 7], [' 0 ', 0], ['Sun, 22 Nov 2026 10:00:30 GMT', 30], ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['86400', 3600], ['soon', undefined], [undefined, undefined], ['-5', undefined],
  ];
  for (const [header, seconds] of table) assert.equal(readRetryAfter(header, now), seconds, header);
});

test('of a URL only scheme, host and path are shown', () => {
  assert.equal(safeUrl('https://user:pass@example.com:8443/a/b?token=x#y'), 'https://example.com:8443/a/b');
  assert.equal(safeUrl('not a url'), 'an address that is no URL');
});
