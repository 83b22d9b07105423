/** The views of the tests: forty documents in memory, filtered and summed as the real ones are. */
import { add, compare, dec, formatDecimal, ZERO } from '../../src/model/decimal.ts';
import type { Document } from '../../src/model/document.ts';
import type { Backlog, DocumentFilter, Views } from '../../src/ports/views.ts';
import { detailOf, documents } from './fixture-documents.ts';

function matches(document: Document, filter: DocumentFilter): boolean {
  const text = filter.text?.toLowerCase();
  const words = [document.number, document.counterparty, document.channelRef].map((word) => word?.toLowerCase() ?? '');
  const day = document.issueDate ?? '';
  return (
    (text === undefined || words.some((word) => word.includes(text))) &&
    (['company', 'stage', 'halt', 'status', 'direction', 'kind'] as const).every(
      (name) => filter[name] === undefined || document[name] === filter[name],
    ) &&
    (filter.stages === undefined || filter.stages.includes(document.stage)) &&
    (filter.from === undefined || day >= filter.from) &&
    (filter.to === undefined || day <= filter.to)
  );
}

function sumByCurrency(rows: readonly Document[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { currency, payable } of rows) {
    if (currency === null || payable === null) continue;
    sums[currency] = formatDecimal(add(sums[currency] === undefined ? ZERO : dec(sums[currency]), dec(payable)));
  }
  return sums;
}

export function fixtureViews(all: readonly Document[] = documents): Views {
  return {
    list: async (filter, { offset, limit, order }) => {
      const found = all
        .filter((document) => matches(document, filter))
        .sort((a, b) =>
          order === 'amount'
            ? compare(dec(b.payable ?? '0'), dec(a.payable ?? '0'))
            : (a.createdAt < b.createdAt ? 1 : -1) * (order === 'oldest' ? -1 : 1),
        );
      return { rows: found.slice(offset, offset + limit), total: found.length, payable: sumByCurrency(found) };
    },
    detail: async (id) => detailOf(id),
    backlog: async () => {
      const piles = new Map<string, Backlog>();
      for (const { company, stage, halt, createdAt } of all) {
        const key = `${company}|${stage}|${halt}`;
        const known = piles.get(key);
        const oldest = known === undefined || createdAt < known.oldest ? createdAt : known.oldest;
        piles.set(key, { company, stage, halt, count: (known?.count ?? 0) + 1, oldest });
      }
      return [...piles.values()];
    },
    connections: async () => [
      { name: 'odoo', kind: 'odoo', pausedUntil: null, reason: null, problem: null, lastOkAt: '2026-11-22T10:29:30.000Z' },
      {
        name: 'plateforme',
        kind: 'fr-pa',
        pausedUntil: '2026-11-22T10:45:00.000Z',
        reason: 'NET_BUSY',
        problem: null,
        lastOkAt: '2026-11-22T09:50:00.000Z',
      },
      { name: 'odoo-copie', kind: 'odoo', pausedUntil: null, reason: 'possible-copy', problem: null, lastOkAt: null },
      {
        name: 'plateforme-2',
        kind: 'fr-pa',
        pausedUntil: null,
        reason: null,
        lastOkAt: null,
        problem: 'config/connections/plateforme-2.yaml:7:3: unknown key "clientid", did you mean "clientId"?',
      },
    ],
    reception: async () => [],
    companies: async () => [
      { name: 'demo', mode: 'live', since: '2026-11-01', problem: null },
      { name: 'atelier', mode: 'shadow', since: null, problem: null },
      { name: 'ancienne', mode: 'off', since: null, problem: 'config/companies/ancienne.yaml:4:1: siren has 8 digits' },
    ],
  };
}

export const noDocuments: Views = {
  list: async () => ({ rows: [], total: 0, payable: {} }),
  detail: async () => null,
  backlog: async () => [],
  connections: async () => [],
  reception: async () => [],
  companies: async () => [],
};
