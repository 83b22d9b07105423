/**
 * The core again on what was stored: byte for byte what was made then, or, with another configuration, the terms that
 * would differ. Nothing is written, nothing outside is asked: the directory's answers come from the artifacts.
 */
import { sha256 } from '../base/hash.ts';
import type { CliContext, ReplayRange, ReplayReport } from '../cli/context.ts';
import { loadConfig } from '../config/load.ts';
import { applyMapping } from '../map/apply-mapping.ts';
import type { Mapping } from '../map/mapping.ts';
import type { Company } from '../model/company.ts';
import type { Document, DocumentVersion } from '../model/document.ts';
import type { Enrichment } from '../model/enrichment.ts';
import { normalize } from '../normalize/normalize.ts';
import { decodeValue, encodeValue } from '../pipeline/invoice-json.ts';
import { makeOutput } from '../pipeline/make-output.ts';
import { profileNamed } from '../rules/profiles.ts';
import type { App } from './open-app.ts';
import { effectiveMapping } from './road.ts';

const PAGE = 200;
const SHOWN = 20;

interface Decider {
  readonly company: Company;
  readonly mapping: Mapping;
}

export async function replay(app: App, range: ReplayRange, folder: string | undefined, env: CliContext['env']): Promise<ReplayReport> {
  const config = folder === undefined ? app.config : loadConfig(folder, env);
  const differing: ReplayReport['differing'][number][] = [];
  const failed: ReplayReport['failed'][number][] = [];
  let [replayed, identical] = [0, 0];
  for await (const document of documents(app, range)) {
    const before = app.road.company(document.company ?? '')?.company;
    const company = folder === undefined ? before : config.companies.get(document.company ?? '');
    if (company === undefined) continue;
    const version = await app.open.store.version(document.id, document.version);
    if (version?.record === null || version === null) continue;
    replayed++;
    try {
      const described = await app.open.store.facts.get(`version:${company.erp.connection}`);
      const mapping = effectiveMapping(config, company, typeof described === 'string' ? described : undefined);
      const found = await compare(version, { company, mapping }, app);
      if (found.length === 0) identical++;
      else differing.push({ document: document.id, number: document.number, differences: found });
    } catch (error) {
      failed.push({ document: document.id, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { replayed, identical, differing, failed };
}

async function* documents(app: App, range: ReplayRange): AsyncGenerator<Document> {
  if (range.documents !== undefined) {
    yield* (await app.open.store.documents(range.documents)).values();
    return;
  }
  const { from, to, company } = range;
  const filter = {
    direction: 'out',
    kind: 'invoice',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(company === undefined ? {} : { company }),
  } as const;
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await app.views.list(filter, { offset, limit: PAGE, order: 'oldest' });
    yield* rows;
    if (rows.length < PAGE) return;
  }
}

/** One line for each term or artifact that differs. */
async function compare(version: DocumentVersion, { company, mapping }: Decider, app: App): Promise<readonly string[]> {
  const bytes = async (sha: string | null): Promise<Uint8Array | null> => (sha === null ? null : app.open.store.artifact(sha));
  const [record, enrichment, invoice] = await Promise.all([bytes(version.record), bytes(version.enrichment), bytes(version.invoice)]);
  if (record === null) return [];
  const mapped = applyMapping(mapping, record);
  const context = {
    company,
    enrichment: (enrichment === null ? { at: '' } : decodeValue(new TextDecoder().decode(enrichment))) as Enrichment,
  };
  const normal = normalize(mapped.draft, context);
  const found =
    invoice === null ? [] : termDifferences(decodeValue(new TextDecoder().decode(invoice)), decodeValue(encodeValue(normal.invoice)), '');
  if (found.length > 0 || version.output === null) return found.slice(0, SHOWN);
  const profile = profileNamed(company.profile);
  const output = profile === undefined ? null : makeOutput(normal.invoice, profile, company.syntax).bytes;
  if (output === null) return ['output: it would be held now'];
  return sha256(output) === version.output ? [] : ['output: other bytes for the same terms'];
}

function termDifferences(a: unknown, b: unknown, path: string): readonly string[] {
  if (encodeValue(a) === encodeValue(b)) return [];
  if (isGroup(a) && isGroup(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => termDifferences(a[key], b[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path}: ${encodeValue(a)} → ${encodeValue(b)}`];
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !('units' in value);
}
