// A search that an index narrows finds what a look at every row finds, whatever was written before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Database } from '../../../src/sandbox/odoo/database.ts';

const MODEL = 'account.move.line';
const move = fc.integer({ min: 1, max: 4 });
const line = fc.integer({ min: 1, max: 12 });
const few = (one: typeof move): fc.Arbitrary<number[]> => fc.array(one, { maxLength: 3 });
const write = fc.oneof(
  fc.record({ kind: fc.constant('insert'), line, move }),
  fc.record({ kind: fc.constant('update'), line, move }),
  fc.record({ kind: fc.constant('remove'), line, move }),
);

function written(writes: readonly { kind: string; line: number; move: number }[]): Database {
  const db = new Database(() => '2026-11-22T10:00:00.000Z');
  for (const { kind, line: id, move: move_id } of writes) {
    if (kind === 'insert') db.insert(MODEL, { move_id });
    else if (db.find(MODEL, id) !== undefined) {
      if (kind === 'update') db.update(MODEL, id, { move_id });
      else db.remove(MODEL, id);
    }
  }
  return db;
}

test('lines are found by their moves and by their ids as a look at every line finds them', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 30 }), few(move), few(line), (writes, moves, ids) => {
      const made = written(writes);
      for (const db of [made, new Database(() => '', made.dump())]) {
        const found = (domain: readonly unknown[]): readonly unknown[] => db.search(MODEL, domain).map((row) => row['id']);
        const every = db.search(MODEL, []);
        const where = (field: string, values: readonly number[]): readonly unknown[] =>
          every.filter((row) => values.includes(row[field] as number)).map((row) => row['id']);
        assert.deepEqual(found([['move_id', 'in', moves]]), where('move_id', moves));
        assert.deepEqual(found([['id', 'in', ids]]), where('id', ids));
        for (const one of moves) assert.deepEqual(found([['move_id', '=', one]]), where('move_id', [one]));
        assert.deepEqual(
          found(['|', ['move_id', 'in', moves], ['id', 'in', ids]]),
          every.filter((row) => moves.includes(row['move_id'] as number) || ids.includes(row['id'] as number)).map((row) => row['id']),
        );
      }
    }),
  );
});
