import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TRACKS } from '../../src/model/lifecycle.ts';
import { needsReason, reasonsOf, STATUS_ACTORS, STATUS_CODES, statusCode, statusLabel, trackOf } from '../../src/model/lifecycle-codes.ts';
import { AREAS } from '../../src/messages/messages.ts';

test('every status has a track, a label in both languages and known actors', () => {
  assert.equal(new Set(STATUS_CODES.map((status) => status.code)).size, STATUS_CODES.length);
  for (const status of STATUS_CODES) {
    assert.ok(TRACKS.includes(status.track), status.code);
    assert.ok(status.fr.length > 0 && status.en.length > 0, status.code);
    assert.ok(status.by.length > 0 && status.by.every((actor) => STATUS_ACTORS.includes(actor)), status.code);
  }
});

test('platforms set statuses of type 305 and parties those of type 23', () => {
  for (const status of STATUS_CODES.filter(({ type }) => type !== undefined)) {
    const platform = status.by.every((actor) => actor.endsWith('-platform'));
    assert.equal(status.type, platform ? '305' : '23', status.code);
  }
});

test('MDT-88 stays within the values allowed for the message type', () => {
  const allowed = { '305': ['10', '51', '43', '8', '48'], '23': ['45', '39', '37', '50', '49', '47', '46', '1', '5'] };
  for (const { code, type, statusCode: value } of STATUS_CODES) {
    if (value !== undefined) assert.ok(type !== undefined && allowed[type].includes(value), code);
  }
});

test('the six statuses that need a reason have a list of them', () => {
  const needing = STATUS_CODES.map(({ code }) => code).filter(needsReason);
  assert.deepEqual(needing, ['206', '207', '208', '210', '213', '501']);
  for (const code of needing) assert.ok(reasonsOf(code).length > 0, code);
  assert.ok(!reasonsOf('210').includes('RETRAIT_MAN_SERV'));
  assert.ok(reasonsOf('210', true).includes('RETRAIT_MAN_SERV'));
});

test('every reason, track and actor can be said in both languages', () => {
  const reasons = STATUS_CODES.flatMap(({ code }) => reasonsOf(code, true));
  for (const locale of ['fr', 'en'] as const) {
    const area = AREAS[locale].lifecycle ?? {};
    for (const reason of reasons) assert.equal(typeof area[`lifecycle.reason.${reason}`], 'string', reason);
    for (const track of TRACKS) assert.equal(typeof area[`lifecycle.track.${track}`], 'string', track);
    for (const actor of STATUS_ACTORS) assert.equal(typeof area[`lifecycle.actor.${actor}`], 'string', actor);
  }
});

test('a code of nobody has no track and is its own label', () => {
  assert.equal(trackOf('999'), undefined);
  assert.equal(statusLabel('999', 'fr'), '999');
  assert.equal(statusLabel('212', 'fr'), 'Encaissée');
  assert.equal(trackOf('212'), 'payment');
  assert.equal(statusCode('213')?.mandatory, true);
});
