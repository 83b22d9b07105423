/** Rule ids, their terms and severities are those of the official lists; every difference has its reason. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_PROFILES, JUDGING, PROFILES } from '../../src/rules/profiles.ts';
import { compareList, OFFICIAL_LISTS, officialRows, readFnfe, rulesFor } from '../support/official-lists.ts';
import { NEEDS_DATA } from '../support/shared-data.ts';

test('every official list has its rules here, and no other', { skip: NEEDS_DATA }, () => {
  for (const list of OFFICIAL_LISTS) {
    const { file, official, missing, extra, terms, severities, untested } = compareList(list);
    assert.ok(official > 25, file);
    assert.deepEqual({ missing, extra, terms, severities }, { missing: [], extra: [], terms: [], severities: [] }, file);
    for (const id of untested) assert.ok((list.untested[id] ?? '').length > 20, `${file}: ${id} is not judged without a reason`);
  }
});

test('a rule that is missing, too many, of another severity or without a term is told', { skip: NEEDS_DATA }, () => {
  const list = OFFICIAL_LISTS.find(({ file }) => file === 'br-fr-ubl.csv');
  assert.ok(list !== undefined);
  const own = list.own().filter(({ id }) => id !== 'BR-FR-01');
  const other = own.map((rule) => (rule.id === 'BR-FR-02' ? { ...rule, severity: 'warning' as const, terms: ['BT-1'] } : rule));
  const seen = compareList({ ...list, own: () => [...other, { id: 'BR-FR-99', severity: 'fatal' }] });
  assert.deepEqual(seen.missing, ['BR-FR-01']);
  assert.deepEqual(seen.extra, ['BR-FR-99']);
  assert.deepEqual(seen.severities, ['BR-FR-02: warning, officially fatal']);
  assert.deepEqual(seen.terms, ['BR-FR-02_BT-25: BT-25', 'BR-FR-02_EXT-FR-FE-136: EXT-FR-FE-136']);
});

const NAMES: readonly (readonly [official: string, rule: string, terms: readonly string[]])[] = [
  ['BR-FR-01_BT-1-1', 'BR-FR-01', ['BT-1']],
  ['BR-FR-28-Value', 'BR-FR-28', []],
  ['BR-FR-32-GLOBALID', 'BR-FR-32', []],
  ['BR-FR-BD-14-EXT-FR-FE-136', 'BR-FR-BD-14', ['EXT-FR-FE-136']],
  ['BR-FR-MV-05_EXT-FR-FE-BG-12', 'BR-FR-MV-05', ['EXT-FR-FE-BG-12']],
  ['BR-FR-DEC-01_BT-92_BT-99', 'BR-FR-DEC-01', ['BT-92', 'BT-99']],
  ['BR-FR-30_BT-21', 'BR-FR-31', ['BT-21']],
  ['BR-FR-CDV-CL-09_MDT-113_210B2G', 'BR-FR-CDV-CL-09', ['MDT-113']],
];

test('an official id of FNFE is read as our rule and the terms it names', () => {
  for (const [official, rule, terms] of NAMES) assert.deepEqual(readFnfe(official), { rule, terms }, official);
});

/** What is sent is judged as the artefacts judge it; these are ours, in every profile of France. */
const OURS = /^PASS-/;

test('what is sent has the severity of the official artefacts of its profile, in both syntaxes', { skip: NEEDS_DATA }, () => {
  for (const profile of Object.values(PROFILES)) {
    for (const syntax of ['ubl', 'cii'] as const) {
      const files =
        profile.name === 'en16931' ? ['en16931'] : profile.name === 'fr-cius' ? ['en16931', 'br-fr'] : ['extended-ctc-fr', 'br-fr'];
      const official = new Map(
        files.flatMap((file) =>
          officialRows(`${file}-${syntax}.csv`).map(({ id, severity }) => [file === 'br-fr' ? readFnfe(id).rule : id, severity] as const),
        ),
      );
      for (const [id, severity] of rulesFor(profile, 'sending', syntax)) {
        if (severity !== 'off' && !OURS.test(id)) assert.equal(severity, official.get(id), `${profile.name} ${syntax} ${id}`);
      }
    }
  }
});

test('a receiver is judged as softly or as strictly as a sender, never harder', () => {
  const rank = { off: 0, warning: 1, fatal: 2 } as const;
  for (const profile of ALL_PROFILES) {
    for (const syntax of ['ubl', 'cii'] as const) {
      const [sending, receiving] = JUDGING.map((judging) => rulesFor(profile, judging, syntax));
      for (const [id, severity] of sending ?? []) {
        const received = receiving?.get(id);
        assert.ok(received !== undefined && rank[received] <= rank[severity], `${profile.name} ${syntax} ${id}`);
      }
    }
  }
});
