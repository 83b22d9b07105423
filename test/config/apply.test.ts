import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, plan } from '../../src/config/apply.ts';
import type { ConfigObject } from '../../src/config/load.ts';
import type { Revision, Revisions } from '../../src/ports/store.ts';

const COMPANY: ConfigObject = {
  kind: 'company',
  name: 'demo',
  file: 'companies/demo.yaml',
  content: { mode: 'shadow', siren: '100000009' },
  problem: null,
};

function revision(of: Partial<Revision>): Revision {
  return {
    id: '1',
    sha: 'x',
    createdAt: '2026-11-01T00:00:00.000Z',
    managedBy: 'file',
    problem: null,
    kind: 'company',
    name: 'demo',
    content: COMPANY.content,
    ...of,
  };
}

/** A memory of revisions that behaves as the store's. */
function revisionsWith(first: readonly Revision[]): Revisions {
  const kept = new Map(first.map((one) => [`${one.kind}:${one.name}`, one]));
  return {
    current: () => Promise.resolve([...kept.values()]),
    get: () => Promise.resolve(null),
    put: (one) => {
      const made = revision(one);
      kept.set(`${one.kind}:${one.name}`, made);
      return Promise.resolve(made);
    },
    remove: (kind, name) => Promise.resolve(void kept.delete(`${kind}:${name}`)),
  };
}

test('a new file is created, an equal one kept, a changed one changed, a missing one removed', async () => {
  const revisions = revisionsWith([revision({ kind: 'dialect', name: 'old' })]);
  assert.deepEqual(
    (await apply({ objects: [COMPANY] }, revisions)).map(({ action }) => action),
    ['create', 'remove'],
  );
  assert.deepEqual(
    (await apply({ objects: [COMPANY] }, revisions)).map(({ action }) => action),
    ['keep'],
  );
  const changed = { ...COMPANY, content: { mode: 'live', since: '2026-09-01', siren: '100000009' } };
  const [change] = await apply({ objects: [changed] }, revisions);
  assert.equal(change?.action, 'change');
  assert.deepEqual(change?.differs, ['mode', 'since']);
  assert.equal(change?.effect, 'company demo goes live: invoices issued from 2026-09-01 on are sent');
  assert.deepEqual(
    (await revisions.current()).map(({ content }) => content),
    [changed.content],
  );
});

test('planning touches nothing', () => {
  const current = [revision({ name: 'other' })];
  assert.deepEqual(
    plan({ objects: [COMPANY] }, current).map(({ action, name }) => `${action} ${name}`),
    ['create demo', 'remove other'],
  );
});

test('a name that the console manages is neither overwritten nor removed by files', async () => {
  const revisions = revisionsWith([
    revision({ managedBy: 'console', content: { mode: 'live' } }),
    revision({ managedBy: 'console', name: 'other' }),
  ]);
  const [change, ...rest] = await apply({ objects: [COMPANY] }, revisions);
  assert.equal(change?.action, 'conflict');
  assert.match(change?.problem ?? '', /managed in the console/);
  assert.deepEqual(rest, []);
  assert.deepEqual(
    (await revisions.current()).map(({ content }) => content),
    [{ mode: 'live' }, COMPANY.content],
  );
});

test('a file whose problem was corrected is a change although its content may be the same', () => {
  const [change] = plan({ objects: [COMPANY] }, [revision({ problem: 'companies/demo.yaml:1:1: wrong' })]);
  assert.equal(change?.action, 'change');
});

test('leaving live is told', () => {
  const [change] = plan({ objects: [COMPANY] }, [revision({ content: { mode: 'live', siren: '100000009' } })]);
  assert.equal(change?.effect, 'company demo is no longer live: nothing more is sent');
});
