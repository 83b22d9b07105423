import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Document } from '../../src/model/document.ts';
import { BEFORE_SENDING, STAGES, canMove } from '../../src/model/stage.ts';
import { decideChange } from '../../src/pipeline/pull-decide.ts';
import type { Change } from '../../src/ports/connector.ts';
import { demoCompany } from '../support/demo-company.ts';
import { documentRow } from '../support/document-row.ts';

const company = demoCompany({ mode: 'live', since: '2026-09-01' });
const context = { key: 'demo:out:erp-demo:account.move:7', now: '2026-10-01T08:00:00.000Z' };
const change: Change = { ref: { model: 'account.move', id: '7' }, fingerprint: 'f2', number: 'FAC/2026/00007', issueDate: '2026-09-15' };

function at(stage: Document['stage'], extra: Partial<Document> = {}): Document {
  return documentRow({ stage, fingerprint: 'f1', head: 4, ...extra });
}

describe('what a change in the ERP means', () => {
  it('makes a received document with a job for a posted invoice it never saw', () => {
    const { create, step } = decideChange(change, null, company, context);
    assert.equal(step, undefined);
    assert.equal(create?.stage, 'received');
    assert.deepEqual(create?.jobs, [{ queue: 'advance' }]);
    assert.equal(create?.key, context.key);
  });

  it('excludes what was issued before the company went live, without a job', () => {
    const { create } = decideChange({ ...change, issueDate: '2026-08-31' }, null, company, context);
    assert.equal(create?.stage, 'excluded');
    assert.equal(create?.set?.reason, 'before-since');
    assert.equal(create?.jobs, undefined);
  });

  it('sends what was issued on the very day the company went live', () => {
    assert.equal(decideChange({ ...change, issueDate: '2026-09-01' }, null, company, context).create?.stage, 'received');
  });

  it('makes nothing of a draft or cancelled record it never saw', () => {
    assert.deepEqual(decideChange({ ...change, gone: 'draft' }, null, company, context), {});
  });

  for (const stage of BEFORE_SENDING) {
    it(`begins a new version of a ${stage} document whose record changed`, () => {
      const { step } = decideChange(change, at(stage), company, context);
      assert.equal(step?.to, 'received');
      assert.equal(step?.newVersion, true);
      assert.equal(step?.set?.fingerprint, 'f2');
    });

    it(`leaves a ${stage} document alone when nothing that matters changed`, () => {
      assert.deepEqual(decideChange({ ...change, fingerprint: 'f1' }, at(stage), company, context), {});
    });

    it(`cancels a ${stage} document whose record went back to draft`, () => {
      const { step } = decideChange({ ...change, gone: 'draft' }, at(stage), company, context);
      assert.equal(step?.to, 'cancelled');
    });
  }

  for (const stage of ['sent', 'delivered', 'closed'] as const) {
    it(`never resends a ${stage} document: another content is a divergence, told once`, () => {
      const { step } = decideChange(change, at(stage), company, context);
      assert.equal(step?.to, stage);
      assert.equal(step?.newVersion, undefined);
      assert.equal(step?.events[0]?.type, 'diverged');
      assert.deepEqual(decideChange(change, at(stage, { reason: 'diverged:f2' }), company, context), {});
    });

    it(`ends the divergence of a ${stage} document whose record is again what was sent`, () => {
      const { step } = decideChange({ ...change, fingerprint: 'f1' }, at(stage, { reason: 'diverged:gone:draft' }), company, context);
      assert.equal(step?.to, stage);
      assert.equal(step?.events[0]?.data['note'], 'converged');
      assert.equal(step?.set?.reason, null);
      assert.deepEqual(decideChange({ ...change, fingerprint: 'f1' }, at(stage), company, context), {});
    });

    it(`tells when the record of a ${stage} document went back to draft`, () => {
      assert.equal(decideChange({ ...change, gone: 'draft' }, at(stage), company, context).step?.events[0]?.type, 'diverged');
    });
  }

  it('offers a technically refused invoice again, once its record was corrected', () => {
    const { step } = decideChange(change, at('refused', { status: 'ack', reason: 'InvalidSchema' }), company, context);
    assert.equal(step?.to, 'received');
    assert.equal(step?.newVersion, true);
  });

  for (const status of ['210', '213']) {
    it(`never resubmits the same document after ${status}`, () => {
      const { step } = decideChange(change, at('refused', { status, reason: 'CMD_ERR' }), company, context);
      assert.equal(step?.to, 'refused');
      assert.equal(step?.events[0]?.type, 'diverged');
    });
  }

  it('keeps what was excluded before the start excluded, whatever changes', () => {
    assert.deepEqual(decideChange(change, at('excluded', { reason: 'before-since' }), company, context), {});
  });

  it('looks again at an excluded document whose record changed', () => {
    assert.equal(decideChange(change, at('excluded', { reason: 'keep-for-report' }), company, context).step?.to, 'received');
  });

  it('only ever asks for moves that the stage table allows', () => {
    for (const stage of STAGES) {
      for (const gone of [undefined, 'draft', 'cancelled', 'deleted'] as const) {
        const { step } = decideChange({ ...change, ...(gone === undefined ? {} : { gone }) }, at(stage), company, context);
        if (step !== undefined) assert.ok(canMove(stage, step.to), `${stage} → ${step.to}`);
      }
    }
  });
});
