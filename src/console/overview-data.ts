/** What the overview shows, gathered from the views; bounded, so that many companies do not make a slow page. */
import type { Instant } from '../base/calendar-date.ts';
import { add, formatDecimal, parseDecimal, ZERO } from '../model/decimal.ts';
import { isMoving } from './moving.ts';
import { receptionFilter } from './reception-filter.ts';
import type { Backlog, ConnectionState, DocumentFilter, DocumentList, Views } from '../ports/views.ts';

const COMPANIES_MAX = 50;
/** Where only what came in can wait. */
const INBOUND: readonly string[] = ['announced', 'downloaded', 'parsed'];

export interface Pile {
  readonly count: number;
  readonly payable: Readonly<Record<string, string>>;
  readonly oldest: Instant | null;
}

export interface CompanyRow {
  readonly name: string;
  readonly mode: string;
  readonly since: string | null;
  readonly problem: string | null;
  readonly held: number;
  readonly parked: number;
  readonly moving: number;
  readonly oldest: Instant | null;
  readonly blocked: Readonly<Record<string, string>>;
}

export interface OverviewData {
  /** Ours to correct; supplier invoices have a pile of their own. */
  readonly held: Pile;
  /** Supplier invoices that wait for an answer. */
  readonly received: Pile;
  readonly parked: Pile;
  readonly refused: Pile;
  readonly moving: Pile;
  readonly stuck: DocumentList;
  readonly companies: readonly CompanyRow[];
  readonly connections: readonly ConnectionState[];
}

export async function readOverview(views: Views): Promise<OverviewData> {
  const [backlog, companies, connections, stuck, held, received, parked, refused] = await Promise.all([
    views.backlog(),
    views.companies(),
    views.connections(),
    views.list({ halt: 'held' }, { offset: 0, limit: 8, order: 'oldest' }),
    sumsOf(views, { halt: 'held', direction: 'out' }),
    sumsOf(views, receptionFilter({ state: 'waiting', company: undefined, text: undefined })),
    sumsOf(views, { halt: 'parked' }),
    sumsOf(views, { stage: 'refused' }),
  ]);
  const parkedRows =
    parked.total === 0 ? [] : (await views.list({ halt: 'parked' }, { offset: 0, limit: 8, order: 'oldest' })).rows;
  const rows = [...stuck.rows, ...parkedRows].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).slice(0, 8);
  return {
    held: pile(held, backlog, ({ halt, stage }) => halt === 'held' && !INBOUND.includes(stage)),
    received: pile(received, backlog, ({ halt, stage }) => halt === 'held' && INBOUND.includes(stage)),
    parked: pile(parked, backlog, (row) => row.halt === 'parked'),
    refused: pile(refused, backlog, (row) => row.stage === 'refused' && row.halt === null),
    moving: movingPile(backlog),
    stuck: { rows, total: stuck.total + parked.total, payable: {} },
    companies: await Promise.all(companies.slice(0, COMPANIES_MAX).map((company) => companyRow(views, company, backlog))),
    connections,
  };
}

function sumsOf(views: Views, filter: DocumentFilter): Promise<DocumentList> {
  return views.list(filter, { offset: 0, limit: 1, order: 'oldest' });
}

function oldestOf(rows: readonly Backlog[]): Instant | null {
  return rows.reduce<Instant | null>((oldest, row) => (oldest === null || row.oldest < oldest ? row.oldest : oldest), null);
}

function countOf(rows: readonly Backlog[]): number {
  return rows.reduce((total, row) => total + row.count, 0);
}

function pile(list: DocumentList, backlog: readonly Backlog[], belongs: (row: Backlog) => boolean): Pile {
  return {
    count: list.total,
    payable: list.payable,
    oldest: oldestOf(backlog.filter(belongs)) ?? list.rows[0]?.createdAt ?? null,
  };
}

function movingPile(backlog: readonly Backlog[]): Pile {
  const rows = backlog.filter(isMoving);
  return { count: countOf(rows), payable: {}, oldest: oldestOf(rows) };
}

function addSums(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const sums = { ...a };
  for (const [currency, amount] of Object.entries(b)) {
    sums[currency] = formatDecimal(add(parseDecimal(sums[currency] ?? '0') ?? ZERO, parseDecimal(amount) ?? ZERO));
  }
  return sums;
}

async function companyRow(
  views: Views,
  company: { readonly name: string; readonly mode: string; readonly since: string | null; readonly problem: string | null },
  backlog: readonly Backlog[],
): Promise<CompanyRow> {
  const own = backlog.filter((row) => row.company === company.name);
  const held = own.filter((row) => row.halt === 'held');
  const parked = own.filter((row) => row.halt === 'parked');
  const stuck = await Promise.all(
    (['held', 'parked'] as const).map(async (halt) =>
      own.some((row) => row.halt === halt) ? (await sumsOf(views, { company: company.name, halt })).payable : {},
    ),
  );
  const blocked = stuck.reduce(addSums, {});
  return {
    ...company,
    held: countOf(held),
    parked: countOf(parked),
    moving: countOf(own.filter(isMoving)),
    oldest: oldestOf([...held, ...parked]),
    blocked,
  };
}
