import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PasserelleError } from '../../../src/base/error.ts';
import { dialectShape } from '../../../src/channels/fr-pa/dialect.ts';
import { frPaChannel } from '../../../src/channels/fr-pa/index.ts';
import { incomingTracking, outgoingTracking } from '../../../src/channels/fr-pa/tracking.ts';
import { channelNamed, CHANNELS } from '../../../src/channels/registry.ts';
import { shippedDialect } from '../../contract/channel/sandbox-harness.ts';
import { testTools } from '../../contract/channel/world.ts';

const SETTINGS = {
  flowUrl: 'https://platform.example/flow-service',
  tokenUrl: 'https://platform.example/token',
  clientId: 'id',
  clientSecret: 'secret-word',
};

function refusal(settings: unknown, dialect: unknown = {}): PasserelleError {
  try {
    frPaChannel.create(settings, dialect, testTools());
  } catch (error) {
    return error as PasserelleError;
  }
  return assert.fail('it should have been refused');
}

test('every shipped dialect is well-formed, named as its file, and makes a channel', () => {
  const files = readdirSync(new URL('../../../config/dialects/', import.meta.url)).filter((file) => file.endsWith('.yaml'));
  assert.ok(files.length >= 4);
  for (const file of files) {
    const name = file.replace('.yaml', '');
    const value = shippedDialect(name);
    assert.equal(dialectShape.parse(value).dialect, name);
    const channel = frPaChannel.create(SETTINGS, value, testTools());
    assert.ok(channel.settleSeconds > 0);
    assert.equal(channel.lookup, undefined, 'no directoryUrl, no lookup');
  }
});

test('1.1.0 has no cursor, no webhooks and shorter tracking ids', () => {
  const old = dialectShape.parse(shippedDialect('standard-1.1.0'));
  assert.deepEqual([old.search.cursor, old.webhook.manage, old.trackingIdMax], [false, false, 36]);
  assert.ok(!old.processingRules.includes('B2G'));
});

test('a bad setting is named with its field, an unknown one with the nearest, and no secret is repeated', () => {
  const table: readonly (readonly [unknown, unknown, string, string])[] = [
    [{ ...SETTINGS, flowUrl: 'ftp://x' }, {}, 'CONFIG_INVALID', 'flowUrl'],
    [{ ...SETTINGS, clientSecret: undefined }, {}, 'CONFIG_INVALID', 'clientSecret'],
    [{ ...SETTINGS, limits: { concurrency: 0 } }, {}, 'CONFIG_INVALID', 'limits.concurrency'],
    [{ ...SETTINGS, clientSecrets: 'x' }, {}, 'CONFIG_UNKNOWN_KEY', 'clientSecrets'],
    [{ ...SETTINGS, timeouts: { conect: 1 } }, {}, 'CONFIG_UNKNOWN_KEY', 'timeouts.conect'],
    [SETTINGS, { search: { ordering: 'ascending' } }, 'CONFIG_UNKNOWN_KEY', 'search.ordering'],
    [SETTINGS, { version: '2.0' }, 'CONFIG_INVALID', 'version'],
    ['nothing', {}, 'CONFIG_INVALID', ''],
  ];
  for (const [settings, dialect, code, field] of table) {
    const error = refusal(settings, dialect);
    assert.deepEqual([error.code, error.where.field], [code, field]);
    assert.ok(!error.message.includes('secret-word'));
  }
  assert.match(refusal({ ...SETTINGS, clientSecrets: 'x' }).message, /did you mean clientSecret\?/);
  assert.match(refusal({ ...SETTINGS, timeouts: { conect: 1 } }).message, /did you mean connect\?/);
});

test('both ways of writing the address of a service are understood', () => {
  for (const flowUrl of ['https://p.example/flow', 'https://p.example/flow/', 'https://p.example/flow/v1', 'https://p.example/flow/v1/']) {
    assert.doesNotThrow(() => frPaChannel.create({ ...SETTINGS, flowUrl }, {}, testTools()));
  }
});

test('a tracking id comes back as it went out, as short as the platform wants it', () => {
  fc.assert(fc.property(fc.uuid({ version: 7 }), fc.integer({ min: 1, max: 999 }), fc.constantFrom(36, 64), (uuid, version, max) => {
    const id = `${uuid}@${version}`;
    const sent = outgoingTracking(id, max);
    assert.ok(sent.length <= max);
    assert.equal(incomingTracking(sent), id);
  }));
  const long = `01940000-0000-7000-9000-000000000001@${'9'.repeat(20)}`;
  assert.equal(outgoingTracking(long, 36).length, 36);
  assert.equal(outgoingTracking(long, 36), outgoingTracking(long, 36));
});

test('channels are found by their kind', () => {
  assert.equal(channelNamed('fr-pa'), frPaChannel);
  assert.equal(channelNamed('telex'), undefined);
  assert.equal(new Set(CHANNELS.map(({ kind }) => kind)).size, CHANNELS.length);
});
