import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Event, EventType } from '../../src/model/event.ts';
import type { LifecycleEntry } from '../../src/model/lifecycle.ts';
import { entriesOf, foldLifecycle } from '../../src/model/lifecycle-fold.ts';
import { erpStatus, isTold } from '../../src/pipeline/erp-status.ts';
import { demoCompany } from '../support/demo-company.ts';
import { documentRow } from '../support/document-row.ts';

let seq = 0;
const event = (type: EventType, data: Event['data'] = {}): Event => ({
  document: documentRow().id,
  seq: ++seq,
  at: `2026-10-01T08:00:${String(seq % 60).padStart(2, '0')}.000Z`,
  type,
  actor: 'daemon',
  data,
  hash: '',
  previousHash: '',
});
const said = (code: string, minute: number, reason?: string): Event =>
  event('lifecycle', {
    reference: `flow-${code}`,
    code,
    track: Number.parseInt(code, 10) < 204 || code === '213' ? 'transport' : code === '211' ? 'payment' : 'treatment',
    at: `2026-10-01T09:${String(minute).padStart(2, '0')}:00.000Z`,
    reasons: reason === undefined ? [] : [{ code: reason, text: 'un motif' }],
  } satisfies Partial<LifecycleEntry>);

function tell(events: readonly Event[], which: Event, changes = {}) {
  const told = {
    rule: 'PASS-NUMBER-USED',
    severity: 'fatal',
    at: [],
    values: { number: 'F1', other: 'x' },
    erp: [{ field: 'name' }],
  } as const;
  return erpStatus({
    document: documentRow(changes),
    event: which,
    events,
    findings: [told],
    lifecycle: foldLifecycle(entriesOf(events)),
    company: demoCompany(),
    reference: 'PAS-1',
    link: 'http://127.0.0.1/documents/1',
  });
}

describe('what the ERP shows of a document', () => {
  it('names the finding, the next step and the field while it is held', () => {
    const events = [event('received'), event('held')];
    const status = tell(events, events[1] as Event);
    assert.equal(status.code, 'held');
    assert.match(status.activity?.note ?? '', /\[name\]/);
  });

  it('keeps the reason and the activity of a refusal when an older status is told after it', () => {
    const refusal = said('210', 20, 'CMD_ERR');
    const late = said('202', 10);
    const status = tell([refusal, late], late);
    assert.equal(status.code, '210');
    assert.match(status.reason ?? '', /CMD_ERR/);
    assert.match(status.message, /^202/);
    assert.ok(status.activity);
  });

  it('keeps a divergence a matter of a person whatever is said meanwhile', () => {
    const events = [event('diverged', { now: 'f2' }), said('205', 10)];
    assert.ok(tell(events, events[1] as Event, { reason: 'diverged:f2' }).activity);
    assert.equal(tell(events, events[1] as Event, { reason: 'diverged:f2' }).code, 'diverged');
    assert.equal(tell(events, events[1] as Event).activity, undefined);
    assert.equal(tell(events, events[1] as Event).code, '205');
    const asked = [event('diverged', { now: 'f2' }), said('207', 10, 'QTE_ERR')];
    assert.equal(tell(asked, asked[1] as Event, { reason: 'diverged:f2' }).code, '207', 'what must be answered comes first');
  });

  it('says apart that a record went back to draft and that its contents changed', () => {
    const gone = event('diverged', { now: 'gone:draft' });
    const other = event('diverged', { now: 'f2' });
    assert.notEqual(tell([gone], gone).message, tell([other], other).message);
  });

  it('says that the platform accepted what the reform gives no life cycle', () => {
    const abroad = [event('prepared', { rule: 'B2BInt' }), event('delivered')];
    const status = tell(abroad, abroad[1] as Event);
    assert.equal(status.code, 'accepted');
    assert.equal(isTold(abroad[1] as Event, abroad), true);
    const here = [event('prepared', { rule: 'B2B' }), event('delivered')];
    assert.equal(isTold(here[1] as Event, here), false);
  });

  it('hears of going on only after a hold, and of nothing that ended before the start', () => {
    const [first, held, second] = [event('prepared'), event('held'), event('prepared')];
    assert.equal(isTold(first, [first, held, second]), false);
    assert.equal(isTold(second, [first, held, second]), true);
    assert.equal(isTold(event('excluded', { reason: 'before-since' }), []), false);
  });
});
