/** The shapes of the JSON API, from which its OpenAPI page is made. Amounts are decimal text, moments are UTC. */
import { z } from 'zod';
import { DIRECTIONS, DOCUMENT_KINDS } from '../model/document.ts';
import { HALTS, STAGES } from '../model/stage.ts';
import { OPERATION_OUTCOMES } from '../ports/operator.ts';

const text = z.string().nullable();

export const DOCUMENT = z.object({
  id: z.string(),
  key: z.string(),
  company: text,
  connection: z.string(),
  direction: z.enum(DIRECTIONS),
  kind: z.enum(DOCUMENT_KINDS),
  version: z.number().int(),
  stage: z.enum(STAGES),
  halt: z.enum(HALTS).nullable(),
  head: z.number().int(),
  dueAt: text,
  attempts: z.number().int(),
  stageSince: z.string(),
  about: text,
  erpRef: z.object({ model: z.string(), id: z.string() }).nullable(),
  fingerprint: text,
  channelRef: text,
  number: text,
  issueDate: text,
  counterparty: text,
  currency: text,
  payable: text.describe('BT-115 as decimal text'),
  scope: text,
  reason: text,
  status: text.describe('Native lifecycle code of the headline'),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const DOCUMENT_QUERY = z.object({
  text: z.string().max(200).optional(),
  company: z.string().max(200).optional(),
  stage: z.enum(STAGES).optional(),
  halt: z.enum(HALTS).optional(),
  status: z.string().max(20).optional(),
  direction: z.enum(DIRECTIONS).optional(),
  kind: z.enum(DOCUMENT_KINDS).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  order: z.enum(['newest', 'oldest', 'amount']).default('newest'),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const DOCUMENT_LIST = z.object({
  rows: z.array(DOCUMENT),
  total: z.number().int(),
  payable: z.record(z.string(), z.string()).describe('Sum per currency over all matches'),
});

const EVENT = z.object({
  seq: z.number().int(),
  at: z.string(),
  type: z.string(),
  actor: z.string(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

const FINDING = z.object({
  rule: z.string(),
  severity: z.enum(['fatal', 'warning']),
  at: z.array(z.string()),
  erp: z.array(z.object({ field: z.string(), model: z.string().optional(), id: z.string().optional() })).optional(),
  values: z.record(z.string(), z.string()),
});

const VERSION = z.object({
  version: z.number().int(),
  record: text, enrichment: text, invoice: text, derivations: text, output: text, config: text,
  release: z.string(),
});

const ENTRY = z.object({
  reference: z.string(),
  code: z.string(),
  track: z.string(),
  at: z.string(),
  actor: z.string().optional(),
  platform: z.string().optional(),
  reasons: z.array(z.object({ code: z.string().optional(), text: z.string().optional() })),
});

export const DOCUMENT_DETAIL = z.object({
  document: DOCUMENT,
  versions: z.array(VERSION),
  events: z.array(EVENT),
  findings: z.array(FINDING),
  lifecycle: z.object({ headline: ENTRY.nullable(), entries: z.array(ENTRY) }),
  related: z.array(DOCUMENT),
});

export const CONNECTIONS = z.array(z.object({
  name: z.string(),
  kind: z.string(),
  pausedUntil: text,
  reason: text,
  problem: text,
  lastOkAt: text,
}));

export const BACKLOG = z.array(z.object({
  company: text,
  stage: z.string(),
  halt: text,
  count: z.number().int(),
  oldest: z.string(),
}));

export const OPERATION_BODY = z.object({ reason: z.string().trim().max(500).default('') });
export const OPERATION_ANSWER = z.object({ outcome: z.enum(OPERATION_OUTCOMES) });
export const REFUSAL = z.object({ error: z.string() });
