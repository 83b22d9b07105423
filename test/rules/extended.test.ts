/** EXTENDED-CTC-FR: each of its own rules has a case that passes and one that breaks it, and sentences; official verdicts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AREAS, hasSentence, LOCALES, type Sentence } from '../../src/messages/messages.ts';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { isFatal } from '../../src/model/fault.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { NEEDS_DATA, sharedPath } from '../support/shared-data.ts';
import { SEVERAL_VENDORS } from './breaking-multi-vendor.ts';
import { change } from './change.ts';
import { SOUND, soundIn } from './sound.ts';

const PROFILE = PROFILES['fr-extended'];
const OWN = PROFILE.rules.filter(({ id }) => id.startsWith('BR-FREXT-')).map(({ id }) => id);
const CATEGORIES = { S: 'S', Z: 'Z', E: 'E', AE: 'AE', IC: 'K', G: 'G', O: 'O', AF: 'L', AG: 'M' } as const;

type Case = readonly [sound: Invoice, changes: Readonly<Record<string, unknown>>];

function cases(): ReadonlyMap<string, Case> {
  const found = new Map<string, Case>();
  const plain: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    '22': { 'lines[0].quantity': undefined },
    '23': { 'lines[0].unitCode': undefined },
    '24': { 'lines[0].net': undefined },
    '26': { 'lines[0].price': undefined },
    'CO-04': { 'lines[0].vat': undefined },
    '54-1': { 'lines[0].item.attributes[0].name': undefined },
    '54-2': { 'lines[0].item.attributes[0].measure': dec('1') },
    '05': { 'lines[0].status': 'OTHER' },
    '06': { 'lines[0].parentId': '9' },
    '11': { 'lines[0].parentId': '1' },
    'CO-10': { 'totals.lines': dec('105.02') },
    'CO-11': { 'totals.allowances': dec('10.02') },
    'CO-12': { 'totals.charges': dec('5.02') },
    'CO-13': { 'totals.withoutVat': dec('100.04') },
    'CO-15': { 'totals.withVat': dec('120.04') },
    'S-09': { 'vat[0].amount': dec('20.04') },
    'CL-10': { 'buyer.ids[0].scheme': '9999' },
    'CL-20': { 'charges[0].reasonCode': 'QQQ' },
    'CL-24': { 'attachments[0].mime': 'video/mp4' },
  };
  for (const [id, changes] of Object.entries(plain)) found.set(`BR-FREXT-${id}`, [SOUND, changes]);
  found.set('BR-FREXT-08', [SEVERAL_VENDORS, { 'lines[0].net': dec('50.01') }]);
  found.set('BR-FREXT-12', [SEVERAL_VENDORS, { 'lines[1]': { id: '1.1', parentId: '1', status: 'GROUP' } }]);
  for (const [prefix, category] of Object.entries(CATEGORIES)) {
    const bare = soundIn(category);
    const reasonCode = bare.vat?.[0]?.reasonCode;
    const reason = reasonCode === undefined ? {} : { 'lines[0].vat.reasonCode': reasonCode, 'charges[0].vat.reasonCode': reasonCode };
    const sound = change(bare, { ...reason, ...(reasonCode === undefined ? {} : { 'allowances[0].vat.reasonCode': reasonCode }) });
    found.set(`BR-FREXT-${prefix}-01`, [sound, { vat: [] }]);
    for (const way of ['', 'ini', 'rev']) found.set(`BR-FREXT-${prefix}-08${way}`, [sound, { 'vat[0].base': dec('101.00') }]);
  }
  return found;
}

const CASES = cases();

function speaks(invoice: Invoice, id: string): boolean {
  return check(invoice, PROFILE).some(({ rule }) => rule === id);
}

test('every rule of the extension has a case that passes and a case that breaks it, and sentences with their values', () => {
  assert.deepEqual([...CASES.keys()].sort(), [...OWN].sort());
  for (const [id, [sound, changes]] of CASES) {
    const broken = change(sound, changes);
    assert.ok(!speaks(sound, id), `${id} speaks of a sound invoice`);
    assert.ok(speaks(broken, id), `${id} is silent where it should speak`);
    const { values } = check(broken, PROFILE).find(({ rule }) => rule === id) ?? { values: {} };
    for (const locale of LOCALES) {
      assert.ok(hasSentence(locale, id), `${id} in ${locale}`);
      const { what, fix } = AREAS[locale]['extended']?.[id] as Sentence;
      for (const [, name = ''] of `${what} ${fix}`.matchAll(/\{(\w+)\}/g))
        assert.ok(Object.hasOwn(values, name), `${id} (${locale}) names {${name}}`);
    }
  }
});

test('the extension replaces the rules of EN 16931 that it relaxes', () => {
  const ids = new Set(PROFILE.rules.map(({ id }) => id));
  for (const id of ['BR-CO-10', 'BR-E-01', 'BR-E-08', 'BR-22', 'BR-CO-17']) assert.ok(!ids.has(id), id);
  for (const id of ['BR-CO-14', 'BR-21', 'BR-FR-05']) assert.ok(ids.has(id), id);
});

test('a cent for each line is tolerated, and a line of information counts for nothing', () => {
  assert.ok(!speaks(change(SOUND, { 'totals.lines': dec('105.01') }), 'BR-FREXT-CO-10'));
  const told = change(SOUND, { 'lines[1]': { id: '2', status: 'INFORMATION', net: dec('999.00'), item: { name: 'Note' } } });
  assert.ok(!check(told, PROFILE).some(({ rule }) => rule.startsWith('BR-FREXT-')));
});

test('the official samples of the extension have no fatal finding', { skip: NEEDS_DATA }, () => {
  const verdicts = JSON.parse(readFileSync(sharedPath('verdicts.json'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const files = Object.keys(verdicts).filter((file) => verdicts[file]?.['extended-ctc-fr'] !== undefined);
  assert.ok(files.length > 4);
  for (const file of files) {
    const { invoice, facts } = parseInvoice(readFileSync(sharedPath(file)));
    const own = check(invoice, PROFILE, facts).filter((fault) => isFatal(fault) && !fault.rule.startsWith('BR-FR-'));
    assert.deepEqual(
      own.map(({ rule }) => rule),
      [],
      file,
    );
  }
});
