// Steps become true together or not at all, each once, and never on a document that moved on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withStore } from '../support/database.ts';
import { sha256 } from '../../src/base/hash.ts';
import { current, draft, made, step, until } from './drafts.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('a step', () => {
  test('moves the document, appends its events and resets what belongs to the stage', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k', { dueAt: '2026-11-22T10:00:00.000Z' });
      await store.commit([
        step(document, 'received', { attempts: 3, halt: 'held', dueAt: '2026-11-22T11:00:00.000Z' }),
      ]);
      const held = await current(store, document.id);
      assert.deepEqual(
        [held.stage, held.halt, held.attempts, held.dueAt, held.head],
        ['received', 'held', 3, '2026-11-22T11:00:00.000Z', 2],
      );
      assert.equal(held.stageSince, document.stageSince);
      const [outcome] = await store.commit([
        step(held, 'prepared', {
          set: { number: 'F-1', erpRef: { model: 'account.move', id: '7' }, payable: '10.00' },
        }),
      ]);
      assert.deepEqual(outcome, { state: 'done', head: 3 });
      const moved = await current(store, document.id);
      assert.deepEqual(
        [moved.stage, moved.halt, moved.attempts, moved.dueAt, moved.number, moved.payable],
        ['prepared', null, 0, null, 'F-1', '10.00'],
      );
      assert.deepEqual(moved.erpRef, { model: 'account.move', id: '7' });
      assert.deepEqual(
        (await store.events(document.id)).map(({ seq, type }) => [seq, type]),
        [
          [1, 'received'],
          [2, 'note'],
          [3, 'note'],
        ],
      );
    });
  });

  test('on an old head is stale and changes nothing', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k');
      const [first] = await store.commit([step(document, 'prepared')]);
      const [second] = await store.commit([step(document, 'excluded')]);
      assert.deepEqual([first?.state, second], ['done', { state: 'stale', head: 2 }]);
      assert.equal((await current(store, document.id)).stage, 'prepared');
    });
  });

  test('that the stage table forbids fails alone; the others of its batch are done', async () => {
    await withStore(async ({ store }) => {
      const [a, b] = [await made(store, 'a'), await made(store, 'b')];
      const [bad, good] = await store.commit([step(a, 'closed'), step(b, 'prepared')]);
      assert.deepEqual([bad?.state, good?.state], ['failed', 'done']);
      assert.equal((await current(store, a.id)).stage, 'received');
      assert.equal((await current(store, b.id)).stage, 'prepared');
    });
  });

  test('that the database refuses fails alone; the others of its batch are done', async () => {
    await withStore(async ({ store }) => {
      const documents = await Promise.all(['a', 'b', 'c'].map((key) => made(store, key)));
      const outcomes = await store.commit(
        documents.map((each, place) => step(each, 'prepared', place === 1 ? { set: { payable: 'ten' } } : {})),
      );
      assert.deepEqual(
        outcomes.map(({ state }) => state),
        ['done', 'failed', 'done'],
      );
      assert.deepEqual(
        (await Promise.all(documents.map(({ id }) => store.events(id)))).map(({ length }) => length),
        [2, 1, 2],
      );
    });
  });

  test('without an event only waits: it may set the due time, not the stage', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k');
      const [wait, move] = await store.commit([
        step(document, 'received', { events: [], dueAt: '2026-11-22T11:00:00.000Z', attempts: 2 }),
        step(document, 'prepared', { events: [] }),
      ]);
      assert.deepEqual([wait, move?.state], [{ state: 'done', head: 1 }, 'failed']);
      assert.deepEqual(
        [(await current(store, document.id)).dueAt, (await current(store, document.id)).attempts],
        ['2026-11-22T11:00:00.000Z', 2],
      );
    });
  });

  test('of a document that is not there fails and says so', async () => {
    await withStore(async ({ store }) => {
      const [outcome] = await store.commit([step({ id: '01900000-0000-7000-8000-000000000000', head: 1 }, 'prepared')]);
      assert.equal(outcome?.state, 'failed');
    });
  });

  test('of the same document twice in one batch: the second counts from the first', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k');
      const outcomes = await store.commit([
        step(document, 'prepared'),
        step({ ...document, head: 2 }, 'signed'),
        step(document, 'excluded'),
      ]);
      assert.deepEqual(outcomes, [
        { state: 'done', head: 2 },
        { state: 'done', head: 3 },
        { state: 'stale', head: 3 },
      ]);
      assert.equal((await current(store, document.id)).stage, 'signed');
    });
  });

  test('keeps hostile text without failing', async () => {
    await withStore(async ({ store, verify }) => {
      const document = await made(store, 'k');
      const text = 'a\u0000b\ud800c';
      const [outcome] = await store.commit([
        step(
          document,
          'received',
          {
            set: { counterparty: text },
            findings: [{ rule: 'BR-01', severity: 'fatal', at: ['number'], values: { [text]: text } }],
          },
          { text },
        ),
      ]);
      assert.equal(outcome?.state, 'done');
      assert.equal((await current(store, document.id)).counterparty, 'a\ufffdb\ufffdc');
      assert.deepEqual((await verify()).broken, []);
    });
  });
});

describe('versions, artifacts and findings', () => {
  test('a version gathers its digests and pins; a new version begins anew', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k', {
        artifacts: [{ as: 'record', bytes: bytes('one'), mediaType: 'application/json' }],
      });
      await store.commit([
        step(document, 'prepared', {
          artifacts: [
            { as: 'output', bytes: bytes('<a/>'), mediaType: 'application/xml' },
            { as: 'answer', bytes: bytes('?'), mediaType: 'text/plain' },
          ],
          version: { config: 'c1', release: '1.0.0' },
        }),
      ]);
      const first = await store.version(document.id, 1);
      assert.deepEqual(
        [first?.record, first?.output, first?.config, first?.release],
        [sha256('one'), sha256('<a/>'), 'c1', '1.0.0'],
      );
      await store.commit([
        step({ ...document, head: 2 }, 'received', {
          newVersion: true,
          artifacts: [{ as: 'record', bytes: bytes('two'), mediaType: 'application/json' }],
        }),
      ]);
      assert.equal((await current(store, document.id)).version, 2);
      const second = await store.version(document.id, 2);
      assert.deepEqual([second?.record, second?.output], [sha256('two'), null]);
      assert.equal((await store.version(document.id, 1))?.output, sha256('<a/>'));
      assert.equal(Buffer.from((await store.artifact(sha256('two'))) ?? []).toString(), 'two');
      assert.equal(await store.artifact(sha256('three')), null);
    });
  });

  test('equal bytes are stored once, and compressed', async () => {
    await withStore(async ({ store, sql }) => {
      const xml = bytes('<line>un deux trois</line>'.repeat(500));
      await store.create(
        ['a', 'b', 'c'].map((key) =>
          draft(key, { artifacts: [{ as: 'record', bytes: xml, mediaType: 'application/xml' }] }),
        ),
      );
      const rows = await sql`select size, length(bytes) as stored from passerelle.artifact`;
      assert.equal(rows.length, 1);
      assert.equal(Number(rows[0]?.['size']), xml.length);
      assert.ok(Number(rows[0]?.['stored']) < xml.length / 20);
      assert.equal((await sql`select 1 from passerelle.document_artifact`).length, 3);
    });
  });

  test('findings replace those of the version and leave the other versions alone', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k');
      const fault = {
        rule: 'BR-16',
        severity: 'fatal',
        at: ['lines'],
        erp: [{ field: 'invoice_line_ids' }],
        file: '/Invoice',
        values: { n: '0' },
      } as const;
      await store.commit([
        step(document, 'received', { findings: [fault, { ...fault, rule: 'BR-02' }], halt: 'held' }),
      ]);
      assert.deepEqual(await store.findings(document.id, 1), [fault, { ...fault, rule: 'BR-02' }]);
      await store.commit([step({ ...document, head: 2 }, 'received', { newVersion: true, findings: [] })]);
      assert.deepEqual((await store.findings(document.id, 1)).length, 2);
      assert.deepEqual(await store.findings(document.id, 2), []);
    });
  });
});

describe('creation', () => {
  test('makes each key once, whoever asks, and leaves the one that exists as it is', async () => {
    await withStore(async ({ store, another }) => {
      const other = await another();
      const keys = Array.from({ length: 40 }, (_, place) => `k${place}`);
      const made2 = await Promise.all([store, other.store].map((each) => each.create(keys.map((key) => draft(key)))));
      assert.equal(
        made2.reduce((count, map) => count + map.size, 0),
        40,
      );
      const again = await store.create([draft('k1', { company: 'other' }), draft('new'), draft('new')]);
      assert.deepEqual([...again.keys()], ['new']);
      assert.equal((await store.byKey('k1'))?.company, 'demo');
      const known = await store.byKeys(['k1', 'new', 'none']);
      assert.deepEqual([...known.keys()].sort(), ['k1', 'new']);
    });
  });

  test('finds documents by what others call them', async () => {
    await withStore(async ({ store }) => {
      const document = await made(store, 'k', {
        erpRef: { model: 'account.move', id: '9' },
        channelRef: 'flow-1',
        set: { number: 'F-9' },
      });
      const about = await made(store, 'l', {
        kind: 'lifecycle',
        direction: 'in',
        about: document.id,
        stage: 'announced',
      });
      assert.deepEqual(
        (await store.byErpRef('odoo', { model: 'account.move', id: '9' })).map(({ id }) => id),
        [document.id],
      );
      assert.deepEqual(
        (await store.byChannelRef('flow-1')).map(({ id }) => id),
        [document.id],
      );
      assert.deepEqual(
        (await store.byNumber('demo', 'F-9')).map(({ id }) => id),
        [document.id],
      );
      assert.deepEqual(
        (await store.about(document.id)).map(({ id }) => id),
        [about.id],
      );
      assert.equal(await store.document('no id at all'), null);
      assert.deepEqual(
        [(await store.documents([])).size, (await store.byKeys([])).size, (await store.commit([])).length],
        [0, 0, 0],
      );
      assert.equal((await store.sources('odoo', 'invoices', [])).size, 0);
      assert.deepEqual(
        (await store.held({ connection: 'odoo', limit: 10 })).map(({ id }) => id),
        [document.id],
      );
    });
  });
});

describe('many at once', () => {
  test('of two committers with the same step exactly one is done, on every document', async () => {
    await withStore(async ({ store, another }) => {
      const other = (await another()).store;
      const documents = await Promise.all(Array.from({ length: 30 }, (_, place) => made(store, `k${place}`)));
      const steps = documents.map((each) => step(each, 'prepared'));
      const [ours, theirs] = await Promise.all([store.commit(steps), other.commit([...steps].reverse())]);
      for (const [place, outcome] of ours.entries()) {
        assert.deepEqual([outcome.state, theirs[theirs.length - 1 - place]?.state].sort(), ['done', 'stale']);
      }
      for (const { id } of documents) assert.equal((await store.events(id)).length, 2);
    });
  });

  test('steps that arrive while a commit runs share the next one', async () => {
    await withStore(async ({ store, committer, sql }) => {
      const documents = await Promise.all(Array.from({ length: 60 }, (_, place) => made(store, `k${place}`)));
      const outcomes = await Promise.all(documents.map((each) => committer.commit(step(each, 'prepared'))));
      assert.ok(outcomes.every(({ state }) => state === 'done'));
      const [row] = await sql`select count(distinct xmin::text) as transactions from passerelle.event where seq = 2`;
      assert.ok(Number(row?.['transactions']) <= 2, 'sixty steps in at most two transactions');
      await committer.idle();
    });
  });

  test('appended events and steps keep one unbroken chain', async () => {
    await withStore(async ({ store, verify }) => {
      const document = await made(store, 'k');
      await Promise.all([
        ...Array.from({ length: 20 }, (_, n) =>
          store.append(document.id, { type: 'note', actor: 'daemon', data: { n } }, { status: String(n) }),
        ),
        until('the step is done', async () => {
          const [outcome] = await store.commit([step(await current(store, document.id), 'prepared')]);
          return outcome?.state === 'done';
        }),
      ]);
      const after = await current(store, document.id);
      assert.deepEqual([after.head, after.stage], [22, 'prepared']);
      assert.deepEqual((await verify()).broken, []);
    });
  });
});
