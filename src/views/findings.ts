/** Why each of several documents waits: the findings of their present versions, in one query. */
import type { Fault } from '../model/fault.ts';
import { decode, run, type Runner } from '../store/bulk.ts';
import { toFault } from '../store/rows.ts';
import { finding } from '../store/schema/index.ts';

const MOST = 500;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const FINDINGS = `select f.* from passerelle.finding f join passerelle.document d on d.id = f.document and d.version = f.version
  where d.id = any($1::uuid[]) order by f.document, f.position`;

export async function findings(on: Runner, documents: readonly string[]): Promise<Readonly<Record<string, readonly Fault[]>>> {
  const ids = documents.filter((id) => UUID.test(id)).slice(0, MOST);
  const found: Record<string, Fault[]> = {};
  if (ids.length === 0) return found;
  for (const raw of await run(on, FINDINGS, [ids] as never[])) {
    const row = decode(finding, raw);
    (found[row.document] ??= []).push(toFault(row));
  }
  return found;
}
