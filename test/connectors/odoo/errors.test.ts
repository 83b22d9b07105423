// What Odoo answers when it refuses, told by what the daemon must do; words and tracebacks decide nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { refusal, shorten } from '../../../connectors/odoo/errors.ts';
import { NEEDS_DATA, sharedPath } from '../../support/official-data.ts';

const CALLED = { connection: 'erp', model: 'account.move', method: 'read', effect: false };

const CASES: readonly (readonly [string, number | undefined, boolean, string, string])[] = [
  ['werkzeug.exceptions.Unauthorized', 401, false, 'CONNECTOR_UNAUTHORIZED', 'config'],
  ['odoo.exceptions.AccessError', 403, false, 'CONNECTOR_UNAUTHORIZED', 'config'],
  ['odoo.exceptions.MissingError', 404, false, 'CONNECTOR_NOT_FOUND', 'data'],
  ['werkzeug.exceptions.NotFound', 404, false, 'CONNECTOR_UNSUPPORTED', 'config'],
  ['odoo.exceptions.LockError', 409, true, 'NET_BUSY', 'transient'],
  ['psycopg2.errors.SerializationFailure', 500, true, 'NET_BUSY', 'transient'],
  ['odoo.exceptions.UserError', 422, true, 'CONNECTOR_REFUSED', 'remote'],
  ['odoo.exceptions.ValidationError', undefined, true, 'CONNECTOR_REFUSED', 'remote'],
  ['builtins.ValueError', 500, false, 'CONNECTOR_REFUSED', 'bug'],
  ['', 404, false, 'CONNECTOR_ANSWER_INVALID', 'config'],
  ['', 502, true, 'NET_UNCLEAR', 'uncertain'],
  ['', 502, false, 'NET_BUSY', 'transient'],
];

test('each refusal has the code and kind that say what to do', () => {
  for (const [name, status, effect, code, kind] of CASES) {
    const error = refusal({ name, message: 'x', ...(status === undefined ? {} : { status }) }, { ...CALLED, effect });
    assert.deepEqual([error.code, error.kind], [code, kind], `${name} ${String(status)}`);
  }
});

test('recorded refusals of a real Odoo 19 are all known', { skip: NEEDS_DATA }, () => {
  const recorded = JSON.parse(readFileSync(sharedPath('odoo/errors.json2.json'), 'utf8')) as Record<
    string,
    { status: number; body: unknown }
  >;
  for (const [label, { status, body }] of Object.entries(recorded)) {
    const { name, message, debug } = (typeof body === 'object' && body !== null ? body : {}) as {
      name?: string;
      message?: string;
      debug?: string;
    };
    if (status < 400 || name === undefined) continue;
    const error = refusal({ status, name, message: message ?? '' }, CALLED);
    assert.ok(error.kind !== 'uncertain', label);
    assert.ok(debug === undefined || !error.message.includes('Traceback'), label);
  }
});

test('words are one line, without control characters, and bounded', () => {
  assert.equal(shorten('a\n\u0000b'), 'a b');
  assert.ok(shorten('x'.repeat(10_000)).length < 500);
});
