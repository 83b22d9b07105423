import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import test from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { createLog, type LogLevel, type OperatorLog } from '../../src/runtime/log.ts';
import { createRedactor } from '../../src/runtime/redact.ts';

async function linesOf(act: (log: OperatorLog) => void, level: LogLevel = 'info', secret?: string): Promise<Record<string, unknown>[]> {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const redactor = createRedactor();
  if (secret !== undefined) redactor.hide(secret);
  const log = createLog({ level, redactor, stream });
  act(log);
  await log.close();
  return text
    .trim()
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => JSON.parse(row) as Record<string, unknown>);
}

test('a line is an event name plus facts, as JSON with its time', async () => {
  const [line] = await linesOf((log) => {
    log.info('sent', { document: 'd1', attempts: 2 });
  });
  assert.match(String(line?.['at']), /Z$/);
  assert.deepEqual({ ...line, at: '' }, { at: '', level: 'info', event: 'sent', document: 'd1', attempts: 2 });
});

test('lines below the level are left out', async () => {
  const lines = await linesOf((log) => {
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
  }, 'warn');
  assert.deepEqual(
    lines.map((line) => line['event']),
    ['c', 'd'],
  );
});

test('fields with the name of a secret are redacted, at any depth and in any spelling', async () => {
  const headers = { Authorization: 'Bearer c3', 'X-Api-Key': 'd4' };
  const facts = { password: 'a1', client_secret: 'b2', headers, list: [{ accessToken: 'e5' }] };
  const [line] = await linesOf((log) => {
    log.info('call', facts);
  });
  const text = JSON.stringify(line);
  for (const secret of ['a1', 'b2', 'c3', 'd4', 'e5']) assert.ok(!text.includes(secret), secret);
  assert.equal(facts.password, 'a1', 'the given facts stay as they are');
});

test('a known secret is taken out wherever its text appears, in messages of errors too', async () => {
  const error = new Error('GET https://x.example/?key=hunter2-long failed', { cause: new Error('hunter2-long') });
  const lines = await linesOf(
    (log) => {
      log.error('hunter2-long', { note: 'with hunter2-long in it', error });
    },
    'info',
    'hunter2-long',
  );
  assert.ok(!JSON.stringify(lines).includes('hunter2'));
  assert.ok(JSON.stringify(lines).includes('[redacted]'));
});

test('an error shows code, place, cause; its stack only when it is a defect', async () => {
  const known = new PasserelleError('NET_TIMEOUT', 'no answer in 5 s', { where: { connection: 'pa' }, cause: new Error('socket') });
  const [a, b] = await linesOf((log) => {
    log.warn('x', { error: known });
    log.error('y', { error: new TypeError('bad') });
  });
  const shown = a?.['error'] as Record<string, unknown>;
  assert.equal(shown['code'], 'NET_TIMEOUT');
  assert.deepEqual(shown['where'], { connection: 'pa' });
  assert.equal((shown['cause'] as Record<string, unknown>)['message'], 'socket');
  assert.equal(shown['stack'], undefined);
  assert.match(String((b?.['error'] as Record<string, unknown>)['stack']), /TypeError: bad/);
});

test('facts of any shape give one bounded line', async () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  const facts = { loop, big: 10n, bytes: new Uint8Array(5), long: 'x'.repeat(9_000), level: 'mine', message: 'kept' };
  const lines = await linesOf((log) => {
    log.info('odd', facts);
  });
  assert.equal(lines.length, 1);
  assert.equal(lines[0]?.['big'], '10');
  assert.equal(lines[0]?.['bytes'], '5 bytes');
  assert.equal(lines[0]?.['text'], 'kept');
  assert.equal(String(lines[0]?.['long']).length, 2_001);
});

test('as text, a line is short and each fact stands by its name', async () => {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const log = createLog({ level: 'info', format: 'text', redactor: createRedactor(), stream });
  log.warn('submit-failed', { connection: 'platform', attempts: 2, why: 'no answer', absent: undefined });
  await log.close();
  assert.match(text, /^\d\d:\d\d:\d\d warn {2}submit-failed connection=platform attempts=2 why="no answer"\n$/);
});
