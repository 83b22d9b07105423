/** Everything one document page shows, read once: the views, the normalized invoice of the version, the story of its values. */
import { decodeInvoice } from '../pipeline/invoice-json.ts';
import type { Derivation } from '../model/derivation.ts';
import type { DocumentVersion } from '../model/document.ts';
import type { Invoice } from '../model/invoice.ts';
import type { DocumentDetail } from '../ports/views.ts';
import type { ConsoleOptions } from './options.ts';

/** More than any invoice needs; a larger one is offered as a download only. */
const READ_MAX = 20_000_000;

export interface DocumentData extends DocumentDetail {
  /** The version shown, the newest unless another was asked for. */
  readonly shown: DocumentVersion | null;
  readonly invoice: Invoice | 'none' | 'broken';
  readonly derivations: readonly Derivation[];
}

export async function readDocument(options: ConsoleOptions, id: string, version: string | undefined): Promise<DocumentData | null> {
  const detail = await options.views.detail(id);
  if (detail === null) return null;
  const wanted = detail.versions.find((one) => String(one.version) === version);
  const shown = wanted ?? detail.versions.find((one) => one.version === detail.document.version) ?? detail.versions.at(-1) ?? null;
  const [invoice, derivations] = await Promise.all([
    textOf(options, shown?.invoice ?? null), textOf(options, shown?.derivations ?? null),
  ]);
  return { ...detail, shown, invoice: readInvoice(invoice), derivations: readDerivations(derivations) };
}

async function textOf(options: ConsoleOptions, sha: string | null): Promise<string | null> {
  const bytes = sha === null ? null : await options.artifact(sha);
  return bytes === null || bytes.length > READ_MAX ? null : new TextDecoder().decode(bytes);
}

/** An artifact of another release may not be readable: the page then says so and goes on. */
function readInvoice(text: string | null): Invoice | 'none' | 'broken' {
  if (text === null) return 'none';
  try {
    const value: unknown = decodeInvoice(text);
    return value !== null && typeof value === 'object' ? value : 'broken';
  } catch {
    return 'broken';
  }
}

function isDerivation(value: unknown): value is Derivation {
  return value !== null && typeof value === 'object' && 'at' in value && typeof value.at === 'string'
    && 'operation' in value && typeof value.operation === 'string' && 'from' in value && Array.isArray(value.from);
}

function readDerivations(text: string | null): readonly Derivation[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isDerivation) : [];
  } catch {
    return [];
  }
}
