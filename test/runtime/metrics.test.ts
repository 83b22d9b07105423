import assert from 'node:assert/strict';
import test from 'node:test';
import { createMetrics } from '../../src/runtime/metrics.ts';

test('counts, gauges and durations appear on the page under the prefix', async () => {
  const { meter, page } = createMetrics();
  meter.count('documents_sent', { company: 'demo' });
  meter.count('documents_sent', { company: 'demo' }, 2);
  meter.gauge('backlog', 7, { stage: 'received' });
  meter.observe('submit', 0.2, { connection: 'pa' });
  const text = await page();
  assert.match(text, /passerelle_documents_sent_total\{company="demo"\} 3/);
  assert.match(text, /passerelle_backlog\{stage="received"\} 7/);
  assert.match(text, /passerelle_submit_seconds_count\{connection="pa"\} 1/);
});

test('other labels than at the first use never throw', async () => {
  const { meter, page } = createMetrics();
  meter.count('x.y', { a: '1' });
  meter.count('x.y', { b: '2' });
  meter.count('x.y');
  assert.match(await page(), /passerelle_x_y_total\{a=""\} 2/);
});

test('a name that already carries its unit is not given it twice', async () => {
  const { meter, page } = createMetrics();
  meter.count('seen_total');
  meter.observe('wait_seconds', 1);
  const text = await page();
  assert.match(text, /passerelle_seen_total 1/);
  assert.match(text, /passerelle_wait_seconds_count 1/);
});

test('the process is measured when asked', async () => {
  assert.match(await createMetrics({ ofProcess: true }).page(), /passerelle_process_resident_memory_bytes/);
});
