// Fictitious documents and steps for the tests of the store.
import assert from 'node:assert/strict';
import type { Json } from '../../src/base/json.ts';
import type { Document } from '../../src/model/document.ts';
import type { EventType } from '../../src/model/event.ts';
import type { Stage } from '../../src/model/stage.ts';
import type { NewDocument, Step } from '../../src/model/step.ts';
import type { Store } from '../../src/ports/store.ts';

export function draft(key: string, more: Partial<NewDocument> = {}): NewDocument {
  return {
    key,
    company: 'demo',
    connection: 'odoo',
    direction: 'out',
    kind: 'invoice',
    stage: 'received',
    events: [{ type: 'received', actor: 'daemon', data: { key } }],
    ...more,
  };
}

export function step(
  document: Pick<Document, 'id' | 'head'>,
  to: Stage,
  more: Partial<Step> = {},
  data: Record<string, Json> = {},
): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to,
    events: [{ type: 'note' satisfies EventType, actor: 'daemon', data }],
    ...more,
  };
}

export async function made(store: Store, key: string, more: Partial<NewDocument> = {}): Promise<Document> {
  const id = (await store.create([draft(key, more)])).get(key);
  assert.ok(id !== undefined, `${key} existed`);
  return current(store, id);
}

export async function current(store: Store, id: string): Promise<Document> {
  const document = await store.document(id);
  assert.ok(document !== null);
  return document;
}

/** Waits for a state, never for a time; fails after ten seconds. */
export async function until(
  sentence: string,
  condition: () => Promise<boolean> | boolean,
  seconds = 10,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    assert.ok(performance.now() < end, `not in ${seconds} s: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
