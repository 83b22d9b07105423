/** Artifacts of a document as downloads: only those that its versions, events or statuses name, never shown in the page. */
import type { DocumentVersion } from '../model/document.ts';
import type { DocumentDetail } from '../ports/views.ts';
import { html, NOTHING, type Html } from './html.ts';
import { digestsOf } from './timeline.ts';
import type { Visit } from './visit.ts';

const KINDS = ['output', 'record', 'invoice', 'derivations', 'enrichment'] as const;
type FileKind = (typeof KINDS)[number];

export function fileList(visit: Visit, id: string, shown: DocumentVersion | null, received = false): Html {
  const { words } = visit;
  if (shown === null) return NOTHING;
  const present = KINDS.filter((kind) => shown[kind] !== null);
  if (present.length === 0) return NOTHING;
  return html`<section class="card" aria-labelledby="files-title"><h2 id="files-title">${words('document.files')}</h2>
<ul class="files">${present.map((kind) => html`<li><a href="/documents/${encodeURIComponent(id)}/files/${shown[kind]}" download>${
  (received ? words.maybe(`file.in.${kind}`) : undefined) ?? words(`file.${kind}`)}</a></li>`)}</ul></section>`;
}

export interface FileOffer {
  readonly sha: string;
  readonly kind: FileKind | 'evidence';
}

/** The artifact asked for, when this document names it. */
export function offeredFile(detail: DocumentDetail, sha: string): FileOffer | null {
  for (const version of detail.versions) {
    const kind = KINDS.find((one) => version[one] === sha);
    if (kind !== undefined) return { sha, kind };
  }
  const evidence = detail.lifecycle.entries.some((entry) => entry.evidence === sha) || digestsOf(detail.events).has(sha);
  return evidence ? { sha, kind: 'evidence' } : null;
}

const STARTS: readonly { readonly start: string; readonly mediaType: string; readonly ending: string }[] = [
  { start: '%PDF-', mediaType: 'application/pdf', ending: 'pdf' },
  { start: '<', mediaType: 'application/xml', ending: 'xml' },
  { start: '{', mediaType: 'application/json', ending: 'json' },
  { start: '[', mediaType: 'application/json', ending: 'json' },
];

/** Media type by the first bytes; what is not known is bytes. */
export function mediaOf(bytes: Uint8Array): { readonly mediaType: string; readonly ending: string } {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  return STARTS.find((one) => start.startsWith(one.start)) ?? { mediaType: 'application/octet-stream', ending: 'bin' };
}

/** A name that no file system and no header minds. */
export function fileName(number: string | null, id: string, kind: string, ending: string): string {
  const stem = (number ?? id).normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 80);
  return `${stem === '' ? 'document' : stem}-${kind}.${ending}`;
}
