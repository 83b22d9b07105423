/** What the simulated platform keeps of a flow and of each try to submit one. */

import type { Json } from '../../base/json.ts';

export const FLOW_DIRECTIONS = ['Out', 'In'] as const;
/** As the norm says it: Out is what the connector sent. */
export type FlowDirection = (typeof FLOW_DIRECTIONS)[number];

export interface AckDetailWire {
  readonly level: 'Error' | 'Warning';
  readonly item: string;
  readonly reasonCode: string;
  readonly reasonMessage: string;
}

export interface AckWire {
  readonly status: 'Pending' | 'Ok' | 'Error';
  readonly details?: readonly AckDetailWire[];
}

/** What of an invoice the platform acts on. */
export interface InvoiceFacts {
  readonly number: string;
  readonly issueDate: string;
  readonly typeCode: string;
  readonly seller: string;
  readonly sellerName: string;
  /** Scheme 0225, where the seller wants to be told of statuses. */
  readonly sellerAddress: string;
  readonly buyer: string;
  readonly buyerName: string;
  readonly buyerAddress: string;
  readonly currency: string;
  /** BT-115 as decimal text. */
  readonly due: string;
}

export interface StoredFlow {
  readonly flowId: string;
  readonly trackingId?: string;
  readonly name: string;
  readonly syntax: string;
  readonly profile: string;
  readonly processingRule: string;
  readonly ruleSource: 'Input' | 'Computed';
  readonly type: string;
  readonly direction: FlowDirection;
  readonly submittedAt: string;
  readonly updatedAt: string;
  /** Not listed before this moment: late listing. */
  readonly listedAt: string;
  readonly ack: AckWire;
  /** What the acknowledgement will be. */
  readonly verdict: AckWire;
  readonly sha256: string;
  readonly mediaType: string;
  /** Digests of other forms of the file. */
  readonly converted?: string;
  readonly readable?: string;
  readonly noOriginal?: true;
  /** Members laid over the listing entry; null leaves one out. What is not an object stands for the whole entry. */
  readonly entry?: Json;
  readonly invoice?: InvoiceFacts;
  /** Flow id of the invoice a status message speaks of. */
  readonly about?: string;
  /** Status code of a status message. */
  readonly code?: string;
  /** Statuses of the scripted life that were issued. */
  readonly lived: number;
}

export const OUTCOMES = ['accepted', 'refused', 'dropped'] as const;

/** Every try, refused ones too: what the tests of "never twice" read. */
export interface Submission {
  readonly at: string;
  readonly trackingId: string | null;
  readonly sha256: string;
  readonly name: string;
  readonly syntax: string;
  readonly number: string | null;
  readonly seller: string | null;
  /** dropped: the platform never took it in, and never answered. */
  readonly outcome: (typeof OUTCOMES)[number];
  readonly flowId: string | null;
  readonly reason: string | null;
  /** False when the connector was left without an answer. */
  readonly answered: boolean;
}
