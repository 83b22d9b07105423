import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BEFORE_SENDING, MOVES, STAGES, canMove, type Stage } from '../../src/model/stage.ts';

/** The picture of the road, written a second time on purpose: a move is right only when both agree. */
const OUT = 'received>prepared received>excluded received>cancelled received>refused prepared>received prepared>awaiting prepared>signed '
  + 'prepared>excluded prepared>cancelled awaiting>received awaiting>signed awaiting>cancelled signed>received signed>sent signed>excluded '
  + 'signed>cancelled signed>refused sent>delivered sent>refused sent>closed delivered>closed delivered>refused closed>refused '
  + 'refused>received refused>closed excluded>received cancelled>received';
const IN = 'announced>downloaded announced>ignored announced>refused downloaded>parsed downloaded>ignored downloaded>refused '
  + 'parsed>delivered parsed>ignored parsed>refused';

describe('stages', () => {
  const allowed = new Set(`${OUT} ${IN}`.split(' '));
  it('allows exactly the moves of the picture, over all pairs', () => {
    for (const from of STAGES) {
      for (const to of STAGES) {
        assert.equal(canMove(from, to), from === to || allowed.has(`${from}>${to}`), `${from} → ${to}`);
      }
    }
  });

  it('never goes back to before sending once an invoice was accepted', () => {
    for (const from of ['sent', 'delivered', 'closed'] satisfies Stage[]) {
      for (const to of BEFORE_SENDING) assert.equal(canMove(from, to), false, `${from} → ${to}`);
    }
  });

  it('reaches every stage from a first one', () => {
    const reached = new Set<Stage>(['received', 'announced']);
    for (let grown = true; grown;) {
      const before = reached.size;
      for (const from of reached) for (const to of MOVES[from]) reached.add(to);
      grown = reached.size > before;
    }
    assert.deepEqual([...STAGES].filter((stage) => !reached.has(stage)), []);
  });
});
