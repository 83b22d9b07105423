// Why each of several documents waits, and lists over several stages, from the real tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../src/model/fault.ts';
import { made, step } from '../store/drafts.ts';
import { withStore } from '../support/database.ts';

const fault = (rule: string, values: Readonly<Record<string, string>> = {}): Fault => ({ rule, severity: 'fatal', at: ['seller'], values });

test('the findings of many documents are those of their present versions, in their order', async () => {
  await withStore(async ({ store, views }) => {
    const [a, b, c] = [await made(store, 'a'), await made(store, 'b'), await made(store, 'c')];
    const first = [fault('PASS-IN-SUPPLIER-UNKNOWN', { name: 'Boréale' }), fault('PASS-IN-NO-DATE')];
    await store.commit([step(a, 'received', { halt: 'held', findings: first }), step(b, 'received', { findings: [fault('OLD')] })]);
    const again = await store.document(b.id);
    assert.ok(again !== null);
    await store.commit([step(again, 'received', { newVersion: true, findings: [fault('NEW')] })]);
    const found = await views.findings?.([a.id, b.id, c.id, 'no-id', `'; drop table passerelle.finding; --`]);
    assert.deepEqual(found, { [a.id]: first, [b.id]: [fault('NEW')] });
    assert.deepEqual(await views.findings?.([]), {});
  });
});

test('a list takes any of several stages', async () => {
  await withStore(async ({ store, views }) => {
    const received = await made(store, 'a');
    const prepared = await made(store, 'b');
    await made(store, 'c', { direction: 'in', stage: 'announced' });
    await store.commit([step(prepared, 'prepared')]);
    const ids = async (stages: readonly string[]): Promise<readonly string[]> =>
      (await views.list({ stages }, { offset: 0, limit: 10, order: 'oldest' })).rows.map(({ id }) => id);
    assert.deepEqual(await ids(['received', 'prepared']), [received.id, prepared.id]);
    assert.deepEqual(await ids(['prepared']), [prepared.id]);
    assert.deepEqual(await ids([]), []);
    assert.deepEqual(await ids([`received' or true --`]), []);
  });
});
