/** The heads of records: what a feed says of each (fingerprint, whether gone, number), in two requests per page. */
import type { Change } from '../../src/ports/connector.ts';
import { readRows, searchRead, type Domain } from './client.ts';
import type { FeedKind } from './feeds.ts';
import { fingerprint } from './fingerprint.ts';
import type { Session } from './session.ts';
import { idOf, textOf, type OdooRow } from './value.ts';

export interface Head {
  readonly id: number;
  readonly change: Change;
  readonly company: number | null;
}

/** Heads of the records of a domain, in the order of their ids. */
export async function listHeads(session: Session, kind: FeedKind, domain: Domain, limit: number): Promise<readonly Head[]> {
  const client = await session.client();
  const context = await session.context();
  const fields = await headFields(session, kind);
  const rows = await searchRead(client, kind.model, { domain, fields, order: 'id', limit, context });
  return headsOf(session, kind, rows);
}

/** The head of one record, or null when it is not there. */
export async function headOf(session: Session, kind: FeedKind, id: number): Promise<Head | null> {
  const client = await session.client();
  const rows = await readRows(client, kind.model, [id], await headFields(session, kind), await session.context());
  return (await headsOf(session, kind, rows))[0] ?? null;
}

function headFields(session: Session, kind: FeedKind): Promise<readonly string[]> {
  const company = kind.companyField === null ? [] : [kind.companyField];
  const facts = kind.model === 'account.move' ? ['name', 'invoice_date'] : [];
  return session.present(kind.model, [...new Set([...kind.fields, ...company, ...facts])]);
}

async function headsOf(session: Session, kind: FeedKind, rows: readonly OdooRow[]): Promise<readonly Head[]> {
  const children = await childrenOf(session, kind, rows);
  return rows.map((row) => {
    const id = idOf(row['id']) ?? 0;
    const company = kind.companyField === null ? null : idOf(row[kind.companyField]);
    const gone = kind.gone(row);
    const number = kind.model === 'account.move' ? textOf(row['name']) : null;
    const issueDate = textOf(row['invoice_date']);
    return {
      id, company,
      change: {
        ref: { model: kind.model, id: String(id) },
        fingerprint: fingerprint(row, kind, children.get(id) ?? []),
        ...(gone === undefined ? {} : { gone }),
        ...(company === null ? {} : { company: String(company) }),
        ...(number === null ? {} : { number }),
        ...(issueDate === null ? {} : { issueDate }),
      },
    };
  });
}

async function childrenOf(
  session: Session, kind: FeedKind, rows: readonly OdooRow[],
): Promise<ReadonlyMap<number, readonly OdooRow[]>> {
  const found = new Map<number, OdooRow[]>();
  if (kind.children === undefined || rows.length === 0) return found;
  const { model, by, fields, only } = kind.children;
  const ids = rows.map((row) => idOf(row['id']) ?? 0);
  const present = await session.present(model, [by, ...fields]);
  const [limit] = only === undefined ? [] : await session.present(model, only.fields);
  const limited = limit === undefined || only === undefined ? [] : [[limit, 'in', only.values]];
  const children = await searchRead(await session.client(), model, {
    domain: [[by, 'in', ids], ...limited], fields: present, order: 'id', context: await session.context(),
  });
  for (const child of children) {
    const parent = idOf(child[by]) ?? 0;
    const list = found.get(parent);
    if (list === undefined) found.set(parent, [child]);
    else list.push(child);
  }
  return found;
}
