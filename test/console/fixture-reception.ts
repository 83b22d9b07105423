/** Fictitious supplier invoices in every state the road in knows, with the bill, the answers of the ERP and what was told. */
import { canonicalJson, type Json } from '../../src/base/json.ts';
import { sha256 } from '../../src/base/hash.ts';
import type { Document } from '../../src/model/document.ts';
import type { Event, EventType } from '../../src/model/event.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { ReceptionEnrichment } from '../../src/model/reception.ts';
import { encodeInvoice, encodeValue } from '../../src/pipeline/invoice-json.ts';
import type { DocumentDetail, ReceptionHealth, Views } from '../../src/ports/views.ts';
import { artifacts, detailOf, documents, NOW } from './fixture-documents.ts';
import { billOf, enrichmentOf, supplierInvoice, SUPPLIERS, type SupplierFacts } from './fixture-supplier.ts';
import { fixtureViews } from './fixture-views.ts';

export function keep(content: string | Uint8Array): string {
  const sha = sha256(content);
  artifacts.set(sha, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return sha;
}

interface Shape {
  readonly hours: number;
  /** Place in SUPPLIERS; none: the file could not be read. */
  readonly supplier?: number;
  readonly document: Partial<Document>;
  readonly faults?: readonly Fault[];
  readonly enrichment?: Partial<ReceptionEnrichment>;
  readonly events?: readonly (readonly [EventType, Readonly<Record<string, Json>>, string?])[];
  readonly pdf?: boolean;
  /** A cent that the ERP adds. */
  readonly wrong?: boolean;
  readonly unread?: readonly { readonly path: string; readonly value: string }[];
  readonly told?: readonly string[];
}

const fatal = (rule: string, values: Readonly<Record<string, string>> = {}, at: readonly string[] = []): Fault => ({
  rule,
  severity: 'fatal',
  at,
  values,
});
const warning = (rule: string, values: Readonly<Record<string, string>>): Fault => ({ ...fatal(rule, values), severity: 'warning' });
const HELD = { stage: 'parsed', halt: 'held' } as const;
const IBAN = 'FR7630001007941234567890185';

const SHAPES: Readonly<Record<string, Shape>> = {
  unknown: {
    hours: 1,
    supplier: 0,
    document: { ...HELD, reason: 'PASS-IN-SUPPLIER-UNKNOWN' },
    faults: [
      fatal('PASS-IN-SUPPLIER-UNKNOWN', { name: 'Imprimerie Boréale SARL', ids: '0002 410000005, vat FR12410000005' }, ['seller']),
      warning('PASS-IN-UNREAD', { count: '2', first: '/Invoice/cac:ContractDocumentReference' }),
    ],
    enrichment: {
      supplier: {
        state: 'unknown',
        proposals: [
          { id: '88', name: 'Imprimerie Boréale', by: 'name' },
          { id: '112', name: 'Boréale Impressions SAS', by: 'iban' },
        ],
      },
      accounts: [],
    },
    unread: [
      { path: '/Invoice/cac:ContractDocumentReference/cbc:DocumentTypeCode', value: '50' },
      { path: '/Invoice/cac:InvoiceLine[2]/cac:Item/cbc:PackQuantity', value: '12' },
    ],
  },
  iban: {
    hours: 4,
    supplier: 1,
    document: { ...HELD, reason: 'PASS-IN-IBAN-CHANGED' },
    faults: [
      fatal('PASS-IN-IBAN-CHANGED', { name: 'Énergie du Ponant SA', iban: IBAN, known: 'FR7612345678901234567890123' }, [
        'payment.transfers',
      ]),
    ],
    enrichment: { accounts: ['FR7612345678901234567890123'] },
  },
  duplicate: {
    hours: 20,
    supplier: 2,
    document: { ...HELD, reason: 'PASS-IN-DUPLICATE' },
    faults: [fatal('PASS-IN-DUPLICATE', { kind: 'number', other: '019ac000-0000-7000-8000-000000000007' }, ['number'])],
    enrichment: { duplicates: [{ kind: 'number', document: '019ac000-0000-7000-8000-000000000007' }] },
  },
  tax: {
    hours: 26,
    supplier: 3,
    document: { ...HELD, reason: 'PASS-IN-TAX-UNKNOWN' },
    faults: [
      fatal('PASS-IN-TAX-UNKNOWN', { category: 'S', rate: '5.5' }, ['vat']),
      warning('PASS-IN-ORDER-UNKNOWN', { order: 'PO-2026-0311' }),
    ],
    enrichment: {
      order: { number: 'PO-2026-0311', id: null },
      resolved: [
        { what: 'tax', by: { category: 'S', rate: '20' }, answer: '31', name: '20 % achats', how: 'history' },
        {
          what: 'tax',
          by: { category: 'S', rate: '5.5' },
          answer: null,
          how: 'none',
          proposals: [
            { id: '34', name: '5,5 % achats' },
            { id: '35', name: '5,5 % achats TTC' },
          ],
        },
        { what: 'account', by: { item: 'Papier couché 135 g' }, answer: null, how: 'none' },
      ],
    },
  },
  'no-xml': {
    hours: 30,
    pdf: true,
    document: { stage: 'downloaded', halt: 'held', reason: 'PASS-IN-NO-XML' },
    faults: [fatal('PASS-IN-NO-XML', { why: 'aucune pièce jointe XML' })],
  },
  cent: {
    hours: 49,
    supplier: 4,
    document: { ...HELD, reason: 'PASS-IN-NOT-TO-THE-CENT' },
    wrong: true,
    faults: [fatal('PASS-IN-NOT-TO-THE-CENT', { what: 'TVA 20 %', booked: '268.64', stated: '268.63' })],
  },
  unreadable: {
    hours: 52,
    document: { stage: 'downloaded', halt: 'held', reason: 'PASS-IN-UNREADABLE' },
    faults: [fatal('PASS-IN-UNREADABLE', { words: 'XML_MALFORMED', code: 'XML_MALFORMED' })],
  },
  booked: {
    hours: 70,
    supplier: 5,
    pdf: true,
    document: { stage: 'delivered', erpRef: { model: 'account.move', id: '4711' }, status: '205' },
    faults: [warning('PASS-IN-IBAN-NEW', { name: 'Transports Garonne SARL', iban: IBAN })],
    events: [
      ['booked', { bill: '4711', model: 'account.move', how: 'created' }],
      ['delivered', { warnings: 1 }],
      ['decided', { code: '205' }, 'erp:Ana Comptable'],
    ],
    told: ['204', '205'],
  },
  paid: {
    hours: 400,
    supplier: 1,
    document: { stage: 'closed', erpRef: { model: 'account.move', id: '4702' }, status: '211' },
    told: ['205', '211'],
  },
  refused: {
    hours: 90,
    supplier: 2,
    document: { stage: 'refused', reason: 'DOUBLON', status: '210' },
    events: [['resolved', { kind: 'refuse', code: 'DOUBLON', comment: 'Déjà reçue le 3 novembre' }, 'operator:ana']],
    told: ['210'],
  },
  'by-hand': {
    hours: 95,
    supplier: 3,
    document: { stage: 'ignored', reason: 'by-hand' },
    events: [
      ['resolved', { kind: 'ignore' }, 'operator:ana'],
      ['ignored', { reason: 'by-hand' }],
    ],
  },
  'not-ours': { hours: 99, supplier: 4, document: { stage: 'ignored', reason: 'not-ours', company: null } },
  moving: { hours: 0.1, supplier: 5, document: { stage: 'parsed' } },
  parked: {
    hours: 80,
    supplier: 0,
    document: { stage: 'parsed', halt: 'parked', attempts: 9, company: 'atelier', reason: 'trouble:NET_TIMEOUT' },
  },
};

const NAMES = Object.keys(SHAPES);

function instant(hoursAgo: number): string {
  return new Date(Date.parse(NOW) - hoursAgo * 3_600_000).toISOString();
}

function factsOf(shape: Shape, index: number): SupplierFacts | null {
  const supplier = shape.supplier === undefined ? undefined : SUPPLIERS[shape.supplier];
  return supplier === undefined
    ? null
    : { ...supplier, number: `${supplier.prefix}-${2026000 + index}`, issueDate: instant(shape.hours + 24).slice(0, 10) };
}

function documentAt(name: string, index: number): Document {
  const shape = SHAPES[name] as Shape;
  const facts = factsOf(shape, index);
  return {
    ...(documents[0] as Document),
    id: `019ac000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    key: `in:plateforme:flow-${index}`,
    connection: 'plateforme',
    direction: 'in',
    stage: 'parsed',
    halt: null,
    head: 3 + index,
    stageSince: instant(shape.hours),
    erpRef: null,
    channelRef: `flow-${index}`,
    number: facts?.number ?? null,
    issueDate: facts?.issueDate ?? null,
    counterparty: facts?.name ?? null,
    currency: facts === null ? null : 'EUR',
    payable: facts === null ? null : '1677.76',
    scope: null,
    reason: null,
    createdAt: instant(shape.hours),
    updatedAt: instant(shape.hours / 2),
    ...shape.document,
  };
}

/** What the network delivered, by what the page has to show of it. */
export const received: Readonly<Record<string, Document>> = Object.fromEntries(NAMES.map((name, index) => [name, documentAt(name, index)]));

export function receivedDocument(name: string): Document {
  const found = received[name];
  if (found === undefined) throw new RangeError(`no such fixture: ${name}`);
  return found;
}

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

function eventsOf(document: Document, shape: Shape, unread: string | null): readonly Event[] {
  const flow = keep(shape.pdf === true ? PDF : `<?xml version="1.0"?><Invoice><ID>${document.number ?? '?'}</ID></Invoice>`);
  const list: (readonly [EventType, Readonly<Record<string, Json>>, string?])[] = [
    ['announced', { flow: document.channelRef, listedAt: document.createdAt }],
    ['downloaded', { mediaType: shape.pdf === true ? 'application/pdf' : 'application/xml', bytes: 4096, artifact: flow }],
    ...(unread === null ? [] : [['parsed', { syntax: 'ubl', unread: shape.unread?.length ?? 0, artifact: unread }] as const]),
    ...(document.halt === 'held' ? [['held', { rules: document.reason ?? '', faults: 1 }] as const] : []),
    ...(shape.events ?? []),
  ];
  return list.map(([type, data, actor = 'daemon'], rank) => ({
    type,
    actor,
    data,
    seq: rank + 1,
    at: instant(Math.max(0, shape.hours - rank * 0.02)),
    document: document.id,
    hash: sha256(`${document.id}${rank}`),
    previousHash: sha256(document.id),
  }));
}

function toldAbout(document: Document, code: string, rank: number): Document {
  const told = {
    kind: 'lifecycle',
    direction: 'out',
    about: document.id,
    status: code,
    stage: 'delivered',
    reason: null,
    erpRef: null,
  } as const;
  return { ...document, ...told, halt: null, id: document.id.replace('8000', `80${10 + rank}`), number: null, payable: null };
}

/** Enrichment, invoice and bill as the pipeline stores them. */
export function receivedDetail(id: string): DocumentDetail | null {
  const index = NAMES.findIndex((name) => received[name]?.id === id);
  const shape = SHAPES[NAMES[index] ?? ''];
  const document = received[NAMES[index] ?? ''];
  if (shape === undefined || document === undefined) return null;
  const facts = factsOf(shape, index);
  const invoice = facts === null ? null : supplierInvoice(facts);
  const enrichment = { ...enrichmentOf(shape.supplier ?? 0), ...shape.enrichment };
  const booking = invoice === null ? null : billOf(invoice, enrichment, shape.wrong === true);
  const unread = invoice === null ? null : keep(encodeValue(shape.unread ?? []));
  return {
    document,
    versions: [
      {
        document: id,
        version: 1,
        record: invoice === null ? null : keep(`<Invoice><ID>${document.number}</ID></Invoice>`),
        enrichment: invoice === null ? null : keep(encodeValue(enrichment)),
        invoice: invoice === null ? null : keep(encodeInvoice(invoice)),
        derivations:
          invoice === null
            ? null
            : keep(
                canonicalJson([
                  {
                    at: 'invoice_line_ids[0].price_unit',
                    by: 'map',
                    mapping: 'odoo/vendor-bill',
                    line: 21,
                    operation: 'from bill.lines[].price',
                    from: ['lines[0].price'],
                    value: '95.00',
                  },
                ]),
              ),
        output: booking === null ? null : keep(encodeValue(booking)),
        config: null,
        release: '0.1.0',
      },
    ],
    events: eventsOf(document, shape, unread),
    findings: shape.faults ?? [],
    lifecycle: { tracks: {}, headline: null, entries: [] },
    related: [
      ...(shape.told ?? []).map((code, rank) => toldAbout(document, code, rank)),
      ...(NAMES[index] === 'duplicate' ? [receivedDocument('booked')] : []),
    ],
  };
}

export const HEALTH: readonly ReceptionHealth[] = [
  {
    connection: 'plateforme',
    lastOkAt: '2026-11-22T10:28:00.000Z',
    comparedAt: '2026-11-22T10:00:00.000Z',
    listed: 1280,
    stored: 1280,
    recovered: 2,
    lastArrivalAt: '2026-11-22T10:24:00.000Z',
    usualGapSeconds: 93_600,
    silent: false,
  },
  {
    connection: 'plateforme-2',
    lastOkAt: '2026-11-22T10:29:00.000Z',
    comparedAt: '2026-11-22T10:00:00.000Z',
    listed: 41,
    stored: 40,
    recovered: 0,
    lastArrivalAt: '2026-11-18T09:00:00.000Z',
    usualGapSeconds: 93_600,
    silent: true,
  },
];

/** The documents of the other fixtures and the received ones. */
export function receptionViews(all: readonly Document[] = [...documents, ...Object.values(received)]): Views {
  return {
    ...fixtureViews(all),
    detail: async (id) => receivedDetail(id) ?? detailOf(id),
    findings: async (ids) => Object.fromEntries(ids.map((id) => [id, receivedDetail(id)?.findings ?? detailOf(id)?.findings ?? []])),
    reception: async () => HEALTH,
  };
}
