import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { signedSessions } from '../../src/http/sessions.ts';
import { fixedClock, ids } from '../console/fixture-console.ts';

const SECRET = 'a secret of at least thirty-two characters';

test('a session names its person until it ends', () => {
  const clock = fixedClock();
  const sessions = signedSessions({ secret: SECRET, clock, ids, hours: 1 });
  const cookie = sessions.open('ana.é:./=');
  assert.equal(sessions.read(cookie)?.user, 'ana.é:./=');
  assert.match(cookie, /^[\w.-]+$/);
  clock.forward(3_600_000);
  assert.equal(sessions.read(cookie), null);
});

test('a closed session is not read again, others are', () => {
  const sessions = signedSessions({ secret: SECRET, clock: fixedClock(), ids });
  const [one, two] = [sessions.open('ana'), sessions.open('ana')];
  const session = sessions.read(one);
  assert.ok(session !== null);
  sessions.close(session);
  assert.equal(sessions.read(one), null);
  assert.equal(sessions.read(two)?.user, 'ana');
});

test('a session of another secret is not read', () => {
  const clock = fixedClock();
  const cookie = signedSessions({ secret: SECRET, clock, ids }).open('ana');
  assert.equal(signedSessions({ secret: `${SECRET}!`, clock, ids }).read(cookie), null);
});

test('the token of a form belongs to one session', () => {
  const sessions = signedSessions({ secret: SECRET, clock: fixedClock(), ids });
  const [one, two] = [sessions.read(sessions.open('ana')), sessions.read(sessions.open('ana'))];
  assert.ok(one !== null && two !== null);
  assert.ok(sessions.isToken(one, sessions.token(one)));
  assert.ok(!sessions.isToken(one, sessions.token(two)));
  assert.ok(!sessions.isToken(one, ''));
});

test('no changed cookie is read (property)', () => {
  const sessions = signedSessions({ secret: SECRET, clock: fixedClock(), ids });
  const cookie = sessions.open('ana');
  fc.assert(
    fc.property(fc.nat(cookie.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, text) => {
      const changed = cookie.slice(0, at) + text + cookie.slice(at + 1);
      assert.equal(sessions.read(changed) === null, changed !== cookie);
    }),
  );
  fc.assert(fc.property(fc.string({ maxLength: 700 }), (text) => assert.equal(sessions.read(text), null)));
});
