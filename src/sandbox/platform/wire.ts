/** Flows as the two versions of the API write them: 1.1.0 knows fewer rules, profiles and types, and has no name. */
import type { Json } from '../../base/json.ts';
import type { AckWire, StoredFlow } from './stored-flow.ts';

export const API_VERSIONS = ['1.3.0', '1.1.0'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

const OLD_RULES = ['B2B', 'B2BInt', 'B2C', 'OutOfScope', 'ArchiveOnly', 'NotApplicable'];
const OLD_PROFILES = ['Basic', 'CIUS', 'Extended-CTC-FR'];

export function flowWire(flow: StoredFlow, version: ApiVersion): Json {
  const { entry } = flow;
  if (entry === undefined) return plainWire(flow, version);
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return entry;
  const laid = Object.entries({ ...plainWire(flow, version), ...entry });
  return Object.fromEntries(laid.filter(([, value]) => value !== null));
}

function plainWire(flow: StoredFlow, version: ApiVersion): Readonly<Record<string, Json>> {
  const old = version === '1.1.0';
  return {
    flowId: flow.flowId,
    ...(flow.trackingId === undefined ? {} : { trackingId: flow.trackingId }),
    ...(old ? {} : { name: flow.name }),
    submittedAt: flow.submittedAt,
    updatedAt: flow.updatedAt,
    flowSyntax: flow.syntax,
    ...(old && !OLD_PROFILES.includes(flow.profile) ? {} : { flowProfile: flow.profile }),
    processingRule: old && !OLD_RULES.includes(flow.processingRule) ? 'NotApplicable' : flow.processingRule,
    processingRuleSource: flow.ruleSource,
    ...(old && flow.type === 'Undefined' ? {} : { flowType: flow.type }),
    flowDirection: flow.direction,
    acknowledgement: ackWire(flow.ack),
  };
}

function ackWire({ status, details }: AckWire): Json {
  return { status, ...(details === undefined ? {} : { details: details.map((detail) => ({ ...detail })) }) };
}

/** The answer to a submission. */
export function receiptWire(flow: StoredFlow): object {
  return {
    flowId: flow.flowId,
    submittedAt: flow.submittedAt,
    ...(flow.trackingId === undefined ? {} : { trackingId: flow.trackingId }),
    name: flow.name,
    ...(flow.ruleSource === 'Input' ? { processingRule: flow.processingRule } : {}),
    flowSyntax: flow.syntax,
    ...(flow.profile === 'Undefined' ? {} : { flowProfile: flow.profile }),
    sha256: flow.sha256,
  };
}

export function errorWire(errorCode: string, errorMessage: string): object {
  return { errorCode, errorMessage };
}
