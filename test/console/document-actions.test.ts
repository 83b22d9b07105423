import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsReason, possibleOperations } from '../../src/console/document-actions.ts';
import { operatorStep } from '../../src/pipeline/operate.ts';
import { DIRECTIONS } from '../../src/model/document.ts';
import { HALTS, STAGES } from '../../src/model/stage.ts';
import { documents } from './fixture-documents.ts';

test('whatever the page offers, the operation allows (every stage, halt, direction, status)', () => {
  const base = documents[0];
  assert.ok(base !== undefined);
  let offered = 0;
  for (const stage of STAGES)
    for (const halt of [null, ...HALTS])
      for (const direction of DIRECTIONS)
        for (const status of [null, '205', '210', '213', 'ack']) {
          if (halt !== null && ['closed', 'cancelled', 'excluded', 'ignored', 'refused'].includes(stage)) continue;
          const document = { ...base, stage, halt, direction, status, dueAt: '2026-11-22T11:00:00.000Z' };
          for (const operation of possibleOperations(document)) {
            offered += 1;
            assert.notEqual(
              operatorStep(document, operation, 'ana', 'why'),
              null,
              `${operation} in ${stage} ${halt} ${direction} ${status}`,
            );
          }
        }
  assert.ok(offered > 50);
});

test('what was refused for good is not offered again', () => {
  const base = documents[0];
  assert.ok(base !== undefined);
  const refused = { ...base, stage: 'refused', halt: null } as const;
  assert.deepEqual(possibleOperations({ ...refused, status: '210', reason: 'CMD_ERR' }), []);
  assert.deepEqual(possibleOperations({ ...refused, status: 'ack', reason: 'REJ_SEMAN' }), ['release']);
});

test('only a retry may go without a reason', () => {
  assert.deepEqual(
    ['retry', 'release', 'cancel'].map((one) => needsReason(one as 'retry')),
    [false, true, true],
  );
});
