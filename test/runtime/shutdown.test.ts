import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';
import type { Log } from '../../src/ports/runtime.ts';
import { createShutdown, type ProcessLike } from '../../src/runtime/shutdown.ts';

function host(): { process: ProcessLike; emit(signal: string): void; codes: number[] } {
  const emitter = new EventEmitter();
  const codes: number[] = [];
  return {
    process: {
      on: (signal, listener) => emitter.on(signal, listener),
      exit: (code) => {
        codes.push(code);
      },
    },
    emit: (signal) => {
      emitter.emit(signal);
    },
    codes,
  };
}

function memoryLog(): { log: Log; events: string[] } {
  const events: string[] = [];
  const note = (event: string): void => {
    events.push(event);
  };
  return { log: { debug: note, info: note, warn: note, error: note }, events };
}

test('closers run newest first, one after the other', async () => {
  const order: string[] = [];
  const shutdown = createShutdown({ ...memoryLog(), limitMs: 1_000, process: host().process });
  shutdown.closing('store', () => {
    order.push('store');
  });
  shutdown.closing('daemon', async () => {
    await Promise.resolve();
    order.push('daemon');
  });
  assert.equal(await shutdown.stop('test'), 0);
  assert.deepEqual(order, ['daemon', 'store']);
  assert.ok(shutdown.signal.aborted);
});

test('a closer that fails or hangs does not keep the next ones from closing', async () => {
  const order: string[] = [];
  const { log, events } = memoryLog();
  const shutdown = createShutdown({ log, limitMs: 50, process: host().process });
  shutdown.closing('last', () => {
    order.push('last');
  });
  shutdown.closing('hangs', () => new Promise(() => {}));
  shutdown.closing('fails', () => {
    throw new Error('no');
  });
  assert.equal(await shutdown.stop('test'), 1);
  assert.deepEqual(order, ['last']);
  assert.ok(events.includes('close-failed') && events.includes('close-timed-out'));
});

test('stopping twice closes once', async () => {
  let closed = 0;
  const shutdown = createShutdown({ ...memoryLog(), limitMs: 100, process: host().process });
  shutdown.closing('x', () => {
    closed += 1;
  });
  await Promise.all([shutdown.stop('a'), shutdown.stop('b')]);
  assert.equal(closed, 1);
});

test('the first signal stops gracefully, its echo is ignored, a second one ends at once', async () => {
  const { process, emit, codes } = host();
  let now = 0;
  let release = (): void => {};
  const shutdown = createShutdown({ ...memoryLog(), limitMs: 5_000, process, monotonic: () => now });
  shutdown.closing(
    'slow',
    () =>
      new Promise((done) => {
        release = done;
      }),
  );
  emit('SIGINT');
  now = 100;
  emit('SIGINT');
  assert.deepEqual(codes, []);
  now = 2_000;
  emit('SIGINT');
  assert.deepEqual(codes, [130]);
  await new Promise((done) => {
    setImmediate(done);
  });
  release();
  assert.equal(await shutdown.stop('again'), 0);
});
