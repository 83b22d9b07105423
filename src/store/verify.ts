/** Checks what was stored against itself: every chain of events, every anchor, every artifact. Changes nothing. */
import { sha256 } from '../base/hash.ts';
import { anchorHash } from './anchor.ts';
import { readArtifact } from './artifacts.ts';
import { decode, run, type Runner } from './bulk.ts';
import { eventBody, GENESIS } from './chain.ts';
import { merkleRoot, readLeaves } from './merkle.ts';
import type { EventRow } from './rows.ts';
import { anchor, event } from './schema/index.ts';

export const BREACHES = [
  'event-altered',
  'event-missing',
  'head-differs',
  'artifact-altered',
  'anchor-altered',
  'anchor-contradicted',
] as const;

export interface Breach {
  readonly kind: (typeof BREACHES)[number];
  /** Document id, artifact digest or anchor number. */
  readonly of: string;
  /** Event number, where there is one. */
  readonly seq?: number;
}

export interface Verification {
  readonly documents: number;
  readonly events: number;
  readonly artifacts: number;
  readonly anchors: number;
  readonly broken: readonly Breach[];
}

const PER_LOOK = 500;
/** A store that is broken everywhere is told by this many places. */
const MOST_BREACHES = 1000;

interface HeadRow {
  readonly id: string;
  readonly head: number;
  readonly hash: string;
}

/** The breach of one document's chain, if there is one: the first, since all after it hang on it. */
export function chainBreach(head: HeadRow, events: readonly EventRow[]): Breach | null {
  let previous = GENESIS;
  for (const [place, each] of events.entries()) {
    const seq = place + 1;
    if (each.seq !== seq) return { kind: 'event-missing', of: head.id, seq };
    const body = Buffer.from(each.body).toString('utf8');
    if (sha256(each.body) !== each.hash || each.previousHash !== previous || eventBody(each) !== body) {
      return { kind: 'event-altered', of: head.id, seq };
    }
    previous = each.hash;
  }
  if (events.length < head.head) return { kind: 'event-missing', of: head.id, seq: events.length + 1 };
  return events.length === head.head && previous === head.hash ? null : { kind: 'head-differs', of: head.id, seq: head.head };
}

async function verifyChains(on: Runner, broken: Breach[]): Promise<{ documents: number; events: number }> {
  let documents = 0;
  let events = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const heads = await run<HeadRow & Record<string, unknown>>(
      on,
      `select id, head, encode(head_hash, 'hex') as hash
      from passerelle.document where id > $1 order by id limit $2`,
      [after, String(PER_LOOK)],
    );
    const last = heads.at(-1);
    if (last === undefined) return { documents, events };
    // Bounded by the heads just read: what was committed since then is not taken for an excess
    const rows = (
      await run(
        on,
        `select e.* from passerelle.event e
      join unnest($1::uuid[], $2::int[]) as h(id, head) on e.document = h.id and e.seq <= h.head order by e.document, e.seq`,
        [heads.map(({ id }) => id), heads.map(({ head }) => String(head))] as never[],
      )
    ).map((row) => decode(event, row));
    const byDocument = Map.groupBy(rows, (row) => row.document);
    for (const head of heads) {
      const breach = chainBreach(head, byDocument.get(head.id) ?? []);
      if (breach !== null) broken.push(breach);
    }
    documents += heads.length;
    events += rows.length;
    after = last.id;
  }
}

async function verifyArtifacts(on: Runner, broken: Breach[]): Promise<number> {
  let count = 0;
  for (let after = ''; ;) {
    const rows = await run<{ sha: string }>(
      on,
      `select encode(sha256, 'hex') as sha from passerelle.artifact
      where sha256 > decode($1, 'hex') order by sha256 limit $2`,
      [after, String(PER_LOOK)],
    );
    for (const { sha } of rows) {
      const content = await readArtifact(on, sha).catch(() => null);
      if (content === null || sha256(content) !== sha) broken.push({ kind: 'artifact-altered', of: sha });
    }
    const last = rows.at(-1);
    if (last === undefined) return count;
    count += rows.length;
    after = last.sha;
  }
}

async function contradicted(on: Runner, leaves: string): Promise<boolean> {
  const heads = readLeaves(leaves);
  const [row] = await run<{ found: string }>(
    on,
    `select count(*) as found from unnest($1::uuid[], $2::int[], $3::text[]) as h(id, seq, hash)
    join passerelle.event e on e.document = h.id and e.seq = h.seq and e.hash = decode(h.hash, 'hex')`,
    [heads.map(({ document }) => document), heads.map(({ seq }) => String(seq)), heads.map(({ hash }) => hash)] as never[],
  );
  return row?.found !== String(heads.length);
}

async function verifyAnchors(on: Runner, broken: Breach[]): Promise<number> {
  const rows = (await run(on, 'select * from passerelle.anchor order by seq')).map((row) => decode(anchor, row));
  let previous = GENESIS;
  for (const [place, row] of rows.entries()) {
    const content = await readArtifact(on, row.leaves).catch(() => null);
    const leaves = content === null ? null : Buffer.from(content).toString('utf8');
    const whole =
      row.seq === place + 1 &&
      row.previousHash === previous &&
      anchorHash(row) === row.hash &&
      leaves !== null &&
      merkleRoot(leaves) === row.root;
    if (!whole) broken.push({ kind: 'anchor-altered', of: String(row.seq) });
    else if (await contradicted(on, leaves)) broken.push({ kind: 'anchor-contradicted', of: String(row.seq) });
    previous = row.hash;
  }
  return rows.length;
}

export async function verify(on: Runner): Promise<Verification> {
  const broken: Breach[] = [];
  const { documents, events } = await verifyChains(on, broken);
  const anchors = await verifyAnchors(on, broken);
  const artifacts = await verifyArtifacts(on, broken);
  return { documents, events, artifacts, anchors, broken: broken.slice(0, MOST_BREACHES) };
}
