/**
 * What the command line needs of the world: streams, configuration, and — for commands about documents — what the
 * application makes of the store and the adapters. The composition root supplies it; commands only ask and print.
 */
import type { LoadedConfig } from '../config/load.ts';
import type { Mapping } from '../map/mapping.ts';
import type { Company } from '../model/company.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Document } from '../model/document.ts';
import type { Fault } from '../model/fault.ts';
import type { Instant } from '../base/calendar-date.ts';
import type { Check } from '../ports/connector.ts';
import type { Operations } from '../ports/operator.ts';
import type { Revisions } from '../ports/store.ts';
import type { DocumentDetail } from '../ports/views.ts';

/** Where each term of a document's invoice came from, as it was decided. */
export interface Explanation {
  readonly document: Document;
  readonly version: number;
  readonly derivations: readonly Derivation[];
  readonly findings: readonly Fault[];
}

/** What an adapter or a part of the installation says of itself. */
export interface Diagnosis {
  /** `connection erp-demo`, `database`, `company demo`. */
  readonly subject: string;
  readonly checks: readonly Check[];
}

export interface ReplayRange {
  /** Issue dates, inclusive, YYYY-MM-DD. */
  readonly from?: string;
  readonly to?: string;
  readonly company?: string;
  /** Ids of single documents, instead of a range. */
  readonly documents?: readonly string[];
}

export interface ReplayReport {
  readonly replayed: number;
  readonly identical: number;
  readonly differing: readonly {
    readonly document: string;
    readonly number: string | null;
    /** One line for each term that differs: path, before, after. */
    readonly differences: readonly string[];
  }[];
  readonly failed: readonly { readonly document: string; readonly why: string }[];
}

export interface VerifyReport {
  readonly documents: number;
  readonly events: number;
  readonly artifacts: number;
  readonly anchors: number;
  /** Empty: every chain and digest holds. */
  readonly problems: readonly string[];
}

/** One remote against us. */
export interface Reconciliation {
  readonly connection: string;
  /** First day compared, YYYY-MM-DD. */
  readonly from: string;
  readonly listed: number;
  readonly stored: number;
  /** Missing here until now. */
  readonly recovered: number;
  /** Why it could not be compared whole. */
  readonly trouble?: string;
}

/** Everything the online commands ask for: src/app implements it over the pipeline's operations. */
export interface OnlineOperations extends Operations {
  /** By id, key or invoice number; several when a number was used more than once. */
  find(text: string): Promise<readonly Document[]>;
  detail(id: string): Promise<DocumentDetail | null>;
  explain(id: string): Promise<Explanation | null>;
  /** Documents that would leave if the company went live from this day on. */
  preview(company: string, since: string): Promise<readonly Document[]>;
  /** @throws CONFIG_INVALID for an unknown company or a day that does not exist */
  goLive(company: string, since: string, actor: string): Promise<void>;
  goShadow(company: string, actor: string): Promise<void>;
  confirmConnection(connection: string, actor: string): Promise<'confirmed' | 'unchanged' | 'unknown'>;
  doctor(): Promise<readonly Diagnosis[]>;
  /** `folder`: another configuration to replay with; absent: what was in force then. */
  replay(range: ReplayRange, folder?: string): Promise<ReplayReport>;
  verify(): Promise<VerifyReport>;
  reconcile(): Promise<readonly Reconciliation[]>;
}

/** Streams and environment: all that a command about files asks for. */
export interface CliWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal that `err` goes to; undefined: it goes to a file or a program. */
  readonly errColumns?: number;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Asks a person; false when nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean>;
}

export interface CliContext extends CliWorld {
  /** The effective mapping of a company: shipped mapping, version layer, overlays. @throws MAP_INVALID, CONFIG_INVALID */
  readonly mappingOf: (config: LoadedConfig, company: Company, version?: string) => Mapping;
  /** The store without the rest, for `apply`. */
  readonly openStore: (config: LoadedConfig) => Promise<{ readonly revisions: Revisions; close(): Promise<void> }>;
  /** The store, the adapters and the road, for the commands about documents. */
  readonly openRuntime: (configFolder: string) => Promise<{ readonly operations: OnlineOperations; close(): Promise<void> }>;
}
