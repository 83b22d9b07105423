/** Bytes by their content: compressed once here, stored once, however many documents use them. */
import { promisify } from 'node:util';
import { constants, zstdCompressSync, zstdDecompress } from 'node:zlib';
import type { Instant } from '../base/calendar-date.ts';
import { sha256 } from '../base/hash.ts';
import type { ArtifactDraft } from '../model/step.ts';
import { run, type Runner } from './bulk.ts';

const decompress = promisify(zstdDecompress);

/** An artifact ready to be stored: digest over the plain bytes, the bytes compressed. */
export interface Sealed {
  readonly as: ArtifactDraft['as'];
  readonly sha256: string;
  readonly mediaType: string;
  readonly size: number;
  readonly compressed: Uint8Array;
}

/** Level 1: for invoices about as small as the default, at half the time (design/performance.md §6). */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Done before the transaction opens, so that no lock waits for it. */
export function seal(drafts: readonly ArtifactDraft[] | undefined): readonly Sealed[] {
  return (drafts ?? []).map((draft) => ({
    as: draft.as,
    sha256: sha256(draft.bytes),
    mediaType: draft.mediaType,
    size: draft.bytes.length,
    compressed: zstdCompressSync(draft.bytes, LEVEL),
  }));
}

/** In the order of their digests, so that two transactions storing the same bytes cannot wait for each other. */
export async function insertArtifacts(tx: Runner, artifacts: readonly Sealed[], at: Instant): Promise<void> {
  if (artifacts.length === 0) return;
  const bySha = new Map(artifacts.map((artifact) => [artifact.sha256, artifact]));
  const sorted = [...bySha.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const compressed = sorted.map(({ compressed: bytes }) => `\\x${Buffer.from(bytes).toString('hex')}`);
  await run(
    tx,
    `insert into passerelle.artifact (sha256, media_type, size, bytes, created_at)
    select decode(sha256, 'hex'), media_type, size, bytes::bytea, $5::timestamptz
    from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as r(sha256, media_type, size, bytes)
    on conflict (sha256) do nothing`,
    [
      sorted.map((artifact) => artifact.sha256),
      sorted.map((artifact) => artifact.mediaType),
      sorted.map((artifact) => String(artifact.size)),
      compressed,
      at,
    ] as never[],
  );
}

/** The plain bytes; null when they were never stored or retention has dropped them. */
export async function readArtifact(on: Runner, digest: string): Promise<Uint8Array | null> {
  const [row] = await run<{ bytes: Uint8Array }>(on, `select bytes from passerelle.artifact where sha256 = decode($1, 'hex')`, [digest]);
  return row === undefined ? null : decompress(row.bytes);
}
