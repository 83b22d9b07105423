/** Forty fictitious documents in every state a page has to show. */
import { canonicalJson, type Json } from '../../src/base/json.ts';
import { sha256 } from '../../src/base/hash.ts';
import type { Document } from '../../src/model/document.ts';
import type { Event, EventType } from '../../src/model/event.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { Lifecycle, LifecycleEntry, Track } from '../../src/model/lifecycle.ts';
import { encodeInvoice } from '../../src/pipeline/invoice-json.ts';
import type { DocumentDetail } from '../../src/ports/views.ts';
import { FIXTURE_DERIVATIONS, fixtureInvoice } from './fixture-invoice.ts';

export const NOW = '2026-11-22T10:30:00.000Z';
export const artifacts = new Map<string, Uint8Array>();

function keep(text: string): string {
  const sha = sha256(text);
  artifacts.set(sha, new TextEncoder().encode(text));
  return sha;
}

const PARTIES = [
  ['Librairie des Exemples SARL', '200000008'],
  ['Fonderie Fictive SA', '300000007'],
  ['Maison Dispute SAS', '400000006'],
  ['Refus et Fils SARL', '500000005'],
  ['Rejet Industrie SAS', '600000004'],
  ['Suspension Conseil SARL', '700000003'],
  ['Commune de Fictive-sur-Loire', '800000002'],
  ['Groupe Plusieurs Adresses SA', '900000001'],
] as const;

type Shape = Partial<Document> & {
  readonly hours: number;
  readonly party?: number;
  readonly codes?: readonly string[];
  readonly why?: string;
};

/** Newest first; the first ones are those that the pages are looked at with. */
const SHAPES: readonly Shape[] = [
  { hours: 2, party: 0, stage: 'received', halt: 'held', reason: 'findings', payable: '1500.00' },
  {
    hours: 3,
    party: 0,
    stage: 'delivered',
    codes: ['200', '202', '203', '204', '205', '211'],
    status: '211',
    payable: '24360.00',
  },
  {
    hours: 5,
    party: 2,
    stage: 'delivered',
    codes: ['200', '202', '203', '204', '207'],
    status: '207',
    why: 'QTE_ERR',
    payable: '812.40',
  },
  {
    hours: 7,
    party: 3,
    stage: 'refused',
    codes: ['200', '202', '203', '210'],
    status: '210',
    why: 'CMD_ERR',
    payable: '4980.00',
  },
  { hours: 8, party: 4, stage: 'refused', codes: ['200', '213'], status: '213', why: 'DEST_INC', payable: '312.00' },
  {
    hours: 9,
    party: 5,
    stage: 'delivered',
    codes: ['200', '202', '203', '208'],
    status: '208',
    why: 'JUSTIF_ABS',
    payable: '1260.55',
  },
  { hours: 11, party: 6, stage: 'sent', codes: ['200'], status: '200', payable: '18450.00', scope: 'b2g' },
  { hours: 1, party: 7, stage: 'received', halt: 'parked', attempts: 9, payable: '96.00', company: 'atelier' },
  { hours: 30, party: 1, stage: 'excluded', reason: 'before-since', payable: '640.00' },
  { hours: 31, stage: 'excluded', reason: 'keep-for-report', payable: '59.90', counterparty: 'Camille Exemple', scope: 'b2c' },
  { hours: 40, party: 1, stage: 'signed', payable: '2050.10', company: 'atelier' },
  { hours: 44, party: 0, stage: 'cancelled', reason: 'cancelled', payable: '75.00' },
  { hours: 46, party: 1, stage: 'prepared', payable: '12450.000', currency: 'TND', scope: 'b2b-int' },
  { hours: 52, party: 0, stage: 'parsed', direction: 'in', number: 'F-88213', payable: '431.18' },
  { hours: 60, party: 3, stage: 'refused', reason: 'REJ_SEMAN', status: 'ack', payable: '-150.00' },
  {
    hours: 66,
    stage: 'received',
    kind: 'lifecycle',
    direction: 'in',
    number: null,
    payable: null,
    currency: null,
    counterparty: null,
  },
];

function shapeAt(index: number): Shape {
  const known = SHAPES[index];
  if (known !== undefined) return known;
  const cents = String((37 * index) % 100).padStart(2, '0');
  return {
    hours: 70 + index * 9,
    party: index % PARTIES.length,
    stage: 'closed',
    status: index % 3 === 0 ? '212' : '205',
    codes: ['200', '202', '203', '204', '205'],
    payable: `${120 + index * 311}.${cents}`,
    company: index % 4 === 0 ? 'atelier' : 'demo',
  };
}

function instant(hoursAgo: number): string {
  return new Date(Date.parse(NOW) - hoursAgo * 3_600_000).toISOString();
}

function documentAt(index: number): Document {
  const { hours, party, codes: _codes, why: _why, ...shape } = shapeAt(index);
  const id = `019ab000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const counterparty = party === undefined ? null : (PARTIES[party]?.[0] ?? null);
  return {
    id,
    key: `demo:out:odoo:account.move:${1000 + index}`,
    company: 'demo',
    connection: 'odoo',
    direction: 'out',
    kind: 'invoice',
    version: 1,
    stage: 'received',
    halt: null,
    head: 5,
    dueAt: null,
    attempts: 0,
    stageSince: instant(hours),
    about: null,
    erpRef: { model: 'account.move', id: String(1000 + index) },
    fingerprint: null,
    channelRef: null,
    number: `FAC/2026/${String(60 - index).padStart(5, '0')}`,
    issueDate: instant(hours).slice(0, 10),
    counterparty,
    currency: 'EUR',
    payable: null,
    scope: 'b2b',
    reason: null,
    status: null,
    createdAt: instant(hours),
    updatedAt: instant(hours / 2),
    ...shape,
  };
}

export const documents: readonly Document[] = Array.from({ length: 40 }, (_, index) => documentAt(index));

const TRACK_OF: Readonly<Record<string, Track>> = {
  '200': 'transport',
  '202': 'transport',
  '203': 'transport',
  '213': 'transport',
  '211': 'payment',
};

function lifecycleOf(index: number): Lifecycle {
  const { codes = [], why, hours, payable } = shapeAt(index);
  const entries: LifecycleEntry[] = codes.map((code, rank) => ({
    reference: `flow-${index}-${code}`,
    code,
    track: TRACK_OF[code] ?? 'treatment',
    at: instant(hours - 0.1 - rank * 0.2),
    platform: '0238',
    actor: rank < 3 ? 'Plateforme Bac à sable' : (documents[index]?.counterparty ?? 'Acheteur'),
    reasons: why !== undefined && rank === codes.length - 1 ? [{ code: why, text: 'Deux colis manquants à la livraison' }] : [],
    ...(code === '211' ? { amounts: [{ type: 'MPA', amount: payable ?? '0' }] } : {}),
    evidence: keep(`<CrossDomainAcknowledgementAndResponse code="${code}" n="${index}"/>`),
  }));
  const tracks: Record<string, { code: string; at: string; entries: LifecycleEntry[] }> = {};
  for (const entry of entries) {
    tracks[entry.track] = { code: entry.code, at: entry.at, entries: [...(tracks[entry.track]?.entries ?? []), entry] };
  }
  return { tracks, headline: entries.at(-1) ?? null, entries };
}

const HELD_FINDINGS: readonly Fault[] = [
  {
    rule: 'BR-FR-10',
    severity: 'fatal',
    at: ['buyer.legalId.value'],
    values: { party: 'Librairie des Exemples SARL' },
    erp: [{ field: 'siret', model: 'res.partner', id: '41' }],
  },
  { rule: 'BR-16', severity: 'fatal', at: ['lines'], values: {}, erp: [{ field: 'invoice_line_ids' }] },
  { rule: 'PASS-ADDRESS-NONE', severity: 'warning', at: ['buyer.endpoint.value'], values: { address: '200000008' } },
];

function eventsOf(document: Document, index: number): readonly Event[] {
  const { codes = [] } = shapeAt(index);
  const says = (
    type: EventType,
    data: Readonly<Record<string, Json>> = {},
    actor = 'daemon',
  ): Omit<Event, 'seq' | 'at' | 'document'> => ({
    type,
    actor,
    data,
    hash: sha256(`${index}${type}`),
    previousHash: sha256(`${index}`),
  });
  const list = [
    says('received', { fingerprint: sha256('f').slice(0, 16) }),
    says('read', { artifact: keep(`{"id":${index}}`) }),
    says('mapped'),
    ...(document.halt === 'held'
      ? [says('held', { rules: ['BR-FR-10', 'BR-16'] })]
      : [says('enriched', { address: '200000008', source: 'directory' })]),
    ...(document.halt === 'parked'
      ? [says('failed', { code: 'NET_UNREACHABLE', message: 'connect ECONNREFUSED 127.0.0.1:9', attempt: 9 }), says('parked')]
      : []),
    ...(codes.length > 0
      ? [says('prepared'), says('submitted', { ref: `flow-${index}`, trackingId: `${document.id}@1` }), says('acknowledged')]
      : []),
    ...codes.map((code) => says('lifecycle', { code, track: TRACK_OF[code] ?? 'treatment' }, 'platform:0238')),
    ...(codes.length > 0
      ? [says('written-back', { code: codes.at(-1) as string }), says('retried', { reason: 'Adresse corrigée' }, 'operator:ana')]
      : []),
  ];
  return list.map((event, rank) => ({
    ...event,
    seq: rank + 1,
    at: instant(shapeAt(index).hours - rank * 0.01),
    document: document.id,
  }));
}

export function detailOf(id: string): DocumentDetail | null {
  const index = documents.findIndex((document) => document.id === id);
  const document = documents[index];
  if (document === undefined) return null;
  const party = PARTIES.find(([name]) => name === document.counterparty) ?? PARTIES[0];
  const invoice = encodeInvoice(
    fixtureInvoice({
      number: document.number ?? '?',
      issueDate: document.issueDate ?? '?',
      buyer: party[0],
      siren: party[1],
      currency: document.currency ?? 'EUR',
      ...((document.payable ?? '').startsWith('-') ? { typeCode: '381' } : {}),
    }),
  );
  const readable = document.kind === 'invoice' && document.halt !== 'parked';
  return {
    document,
    versions: [
      {
        document: id,
        version: 1,
        record: keep(`{"id":${index},"name":"${document.number}"}`),
        enrichment: null,
        invoice: readable ? keep(invoice) : null,
        derivations: readable ? keep(canonicalJson(FIXTURE_DERIVATIONS as unknown as Json)) : null,
        output:
          document.stage === 'received' ? null : keep(`<?xml version="1.0"?><Invoice><ID>${document.number}</ID></Invoice>`),
        config: null,
        release: '0.1.0',
      },
    ],
    events: eventsOf(document, index),
    findings: document.halt === 'held' ? HELD_FINDINGS : [],
    lifecycle: lifecycleOf(index),
    related: index === 1 ? [documents[15] as Document] : [],
  };
}
