import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, scryptAccounts } from '../../src/http/accounts.ts';

const salt = new Uint8Array(16).fill(7);

test('a person is known by name and password only', async () => {
  const password = await hashPassword('clé secrète', salt);
  const accounts = scryptAccounts([{ name: 'ana', password, locale: 'en' }]);
  assert.deepEqual(await accounts.verify('ana', 'clé secrète'), { name: 'ana', locale: 'en' });
  assert.deepEqual(
    await accounts.verify('ana', 'cle\u0301 secre\u0300te'),
    { name: 'ana', locale: 'en' },
    'the same text, composed otherwise',
  );
  for (const [name, tried] of [
    ['ana', 'clé secrete'],
    ['ana', ''],
    ['bob', 'clé secrète'],
    ['', ''],
  ] as const) {
    assert.equal(await accounts.verify(name, tried), null, `${name} ${tried}`);
  }
});

test('a stored text that is no hash lets nobody in', async () => {
  const accounts = scryptAccounts([
    { name: 'ana', password: 'plain' },
    { name: 'bob', password: '' },
  ]);
  assert.equal(await accounts.verify('ana', 'plain'), null);
  assert.equal(await accounts.verify('bob', ''), null);
});

test('an unknown name takes as long as a wrong password', async () => {
  const accounts = scryptAccounts([{ name: 'ana', password: await hashPassword('right', salt) }]);
  const time = async (name: string): Promise<number> => {
    const begin = performance.now();
    for (let i = 0; i < 3; i++) await accounts.verify(name, 'wrong');
    return performance.now() - begin;
  };
  const [known, unknown] = [await time('ana'), await time('nobody')];
  assert.ok(unknown > known / 4, `${unknown.toFixed(0)} ms against ${known.toFixed(0)} ms`);
});
