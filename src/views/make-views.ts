/** Read models for console, API and command line, straight from the tables; they never write and never decide. */
import { entriesOf, foldLifecycle } from '../model/lifecycle-fold.ts';
import { STAGES, type Stage } from '../model/stage.ts';
import type { Document } from '../model/document.ts';
import type { Backlog, DocumentDetail, DocumentFilter, DocumentList, Views } from '../ports/views.ts';
import { decode, run, type Runner } from '../store/bulk.ts';
import { makeReads } from '../store/documents.ts';
import type { OpenStore } from '../store/open-store.ts';
import { toDocument, toVersion } from '../store/rows.ts';
import { translating } from '../store/failures.ts';
import { toInstant } from '../store/schema/columns.ts';
import { document, documentVersion } from '../store/schema/index.ts';
import { findings } from './findings.ts';
import { reception } from './reception.ts';
import { makeStates } from './states.ts';
import { conditionOf } from './filter.ts';

type Page = Parameters<Views['list']>[1];

const ORDERS: Readonly<Record<NonNullable<Page['order']>, string>> = {
  // Ids sort by the time they were made
  newest: 'id desc',
  oldest: 'id',
  amount: 'payable desc nulls last, id desc',
};

const LARGEST_PAGE = 500;

function toDocuments(rows: readonly Record<string, unknown>[]): readonly Document[] {
  return rows.map((row) => toDocument(decode(document, row)));
}

async function totals(
  on: Runner,
  condition: { readonly text: string; readonly values: readonly string[] },
): Promise<Pick<DocumentList, 'total' | 'payable'>> {
  const rows = await run<{ currency: string | null; count: string; payable: string | null }>(
    on,
    `select currency, count(*) as count, sum(payable)::text as payable from passerelle.document where ${condition.text} group by currency`,
    [...condition.values],
  );
  return {
    total: rows.reduce((count, row) => count + Number.parseInt(row.count, 10), 0),
    payable: Object.fromEntries(
      rows.flatMap(({ currency, payable }) => (currency === null || payable === null ? [] : [[currency, payable]])),
    ),
  };
}

async function list(on: Runner, filter: DocumentFilter, page: Page): Promise<DocumentList> {
  const condition = conditionOf(filter);
  const place = condition.values.length;
  const [rows, sums] = await Promise.all([
    run(
      on,
      `select * from passerelle.document where ${condition.text} order by ${ORDERS[page.order ?? 'newest']}
      offset $${place + 1} limit $${place + 2}`,
      [...condition.values, String(Math.max(0, page.offset)), String(Math.min(LARGEST_PAGE, Math.max(0, page.limit)))],
    ),
    totals(on, condition),
  ]);
  return { rows: toDocuments(rows), ...sums };
}

/** Messages about it, what it is about, and other documents of the same company with its number. */
const RELATED = `select * from passerelle.document where id <> $1 and (
    about = $1 or id = (select about from passerelle.document where id = $1)
    or (company, number) = (select company, number from passerelle.document where id = $1))
  order by id limit 200`;

async function detail(on: OpenStore['client'], id: string): Promise<DocumentDetail | null> {
  const reads = makeReads({ client: on });
  const found = await reads.document(id);
  if (found === null) return null;
  const [versions, events, findings, related] = await Promise.all([
    run(on, 'select * from passerelle.document_version where document = $1 order by version', [id]),
    reads.events(id),
    reads.findings(id, found.version),
    run(on, RELATED, [id]),
  ]);
  return {
    document: found,
    versions: versions.map((row) => toVersion(decode(documentVersion, row))),
    events,
    findings,
    lifecycle: foldLifecycle(entriesOf(events)),
    related: toDocuments(related),
  };
}

/** Where something is still to be done by us; `delivered` waits for others. */
const ENDED: readonly Stage[] = ['delivered', 'closed', 'refused', 'excluded', 'cancelled', 'ignored'];
const WAITING = STAGES.filter((stage) => !ENDED.includes(stage));

async function backlog(on: Runner): Promise<readonly Backlog[]> {
  const rows = await run<{ company: string | null; stage: string; halt: string | null; count: string; oldest: string }>(
    on,
    `
    select company, stage, halt, count(*) as count, min(stage_since) as oldest from passerelle.document
    where stage = any($1::text[]) or halt is not null group by company, stage, halt order by company nulls first, stage, halt nulls first`,
    [[...WAITING]] as never[],
  );
  return rows.map((row) => ({ ...row, count: Number.parseInt(row.count, 10), oldest: toInstant(row.oldest) }));
}

export function makeViews({ client }: Pick<OpenStore, 'client'>): Views {
  return translating<Views>({
    list: async (filter, page) => list(client, filter, page),
    detail: async (id) => detail(client, id),
    findings: async (documents) => findings(client, documents),
    backlog: async () => backlog(client),
    reception: async () => reception(client),
    ...makeStates(client),
  });
}
