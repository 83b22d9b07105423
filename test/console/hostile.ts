/** Views in which every text is an attack: whatever others can write into a document is tried on every page. */
import { encodeInvoice } from '../../src/pipeline/invoice-json.ts';
import { sha256 } from '../../src/base/hash.ts';
import type { Document } from '../../src/model/document.ts';
import type { Views } from '../../src/ports/views.ts';
import { artifacts, detailOf, documents } from './fixture-documents.ts';
import { FIXTURE_DERIVATIONS, fixtureInvoice } from './fixture-invoice.ts';

export const ATTACK = `"'><script src=//evil.example></script><img src=x onerror=alert(1)>{{7*7}}\u202e`;

/** Every text member of a value replaced; what steers the page (ids, dates, kinds) is kept by name. */
const KEPT = new Set([
  'id',
  'stage',
  'halt',
  'direction',
  'kind',
  'createdAt',
  'updatedAt',
  'at',
  'track',
  'type',
  'severity',
  'document',
  'by',
]);

export function poison(value: unknown, name = '', kept: ReadonlySet<string> = KEPT): unknown {
  if (typeof value === 'string') return kept.has(name) ? value : ATTACK;
  if (Array.isArray(value)) return value.map((item: unknown) => poison(item, name, kept));
  if (value === null || typeof value !== 'object' || 'units' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, poison(member, key, kept)]));
}

function keep(text: string): string {
  const sha = sha256(text);
  artifacts.set(sha, new TextEncoder().encode(text));
  return sha;
}

const facts = { number: 'x', issueDate: 'x', buyer: 'x', siren: 'x' };
const invoice = keep(encodeInvoice(poison(fixtureInvoice(facts)) as ReturnType<typeof fixtureInvoice>));
const derivations = keep(
  JSON.stringify(FIXTURE_DERIVATIONS.map((one) => ({ ...(poison(one) as object), at: one.at, by: ATTACK }))),
);

export const hostileViews: Views = {
  list: async () => ({
    rows: documents.slice(0, 16).map((one) => poison(one) as Document),
    total: 120,
    payable: { [ATTACK]: '1.00', EUR: ATTACK },
  }),
  detail: async (id) => {
    const detail = detailOf(id);
    if (detail === null) return null;
    const poisoned = poison(detail) as typeof detail;
    const code = detail.lifecycle.headline?.code ?? '200';
    const versions = detail.versions.map((one) => ({ ...one, invoice, derivations }));
    return {
      ...poisoned,
      versions,
      events: poisoned.events.map((one) => ({ ...one, data: { ...one.data, [ATTACK]: { deep: [ATTACK] } } })),
      findings: detail.findings.map((one) => ({
        ...one,
        values: { party: ATTACK },
        erp: [{ field: ATTACK, model: ATTACK, id: ATTACK }],
        at: [ATTACK],
      })),
      lifecycle: {
        ...poisoned.lifecycle,
        tracks: Object.fromEntries(
          Object.entries(poisoned.lifecycle.tracks).map(([track, state]) => [track, { ...state, code }]),
        ),
      },
    };
  },
  backlog: async () => [{ company: ATTACK, stage: 'received', halt: 'held', count: 1, oldest: '2026-11-01T00:00:00.000Z' }],
  reception: async () => [],
  connections: async () => [
    { name: ATTACK, kind: ATTACK, pausedUntil: ATTACK, reason: ATTACK, problem: null, lastOkAt: ATTACK },
    { name: ATTACK, kind: ATTACK, pausedUntil: null, reason: null, problem: ATTACK, lastOkAt: null },
  ],
  companies: async () => [
    { name: ATTACK, mode: ATTACK, since: ATTACK, problem: ATTACK },
    { name: 'demo', mode: 'live', since: null, problem: null },
  ],
};
