/**
 * The road: what the stages may use, and which function moves a document on from each stage. A stage reads, computes,
 * performs at most one guarded outside effect, and returns a Step; it never writes a stage itself.
 */
import type { Company } from '../model/company.ts';
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import type { Mapping } from '../map/mapping.ts';
import type { Profile } from '../rules/profiles.ts';
import type { Channel } from '../ports/channel.ts';
import type { Connector, ErpDescription } from '../ports/connector.ts';
import type { Clock, Ids, Log, Meter, Noise } from '../ports/runtime.ts';
import type { Store } from '../ports/store.ts';

/** A company ready to travel: its options with the effective mapping and the two adapters. */
export interface CompanyRoad {
  readonly company: Company;
  readonly mapping: Mapping;
  /** Reverse mapping of supplier invoices. */
  readonly billMapping: Mapping;
  /** Dotted paths of the record that the mapping reads. */
  readonly fields: readonly string[];
  readonly profile: Profile;
  readonly connector: Connector;
  readonly channel: Channel;
  /** Id of the configuration revisions in force, pinned on each version. */
  readonly revision: string;
}

export interface Road {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly noise: Noise;
  readonly log: Log;
  readonly meter: Meter;
  /** Name of this daemon among several, for leases. */
  readonly owner: string;
  /** Longest time one outside effect may take; another daemon takes over only after it. */
  readonly leaseSeconds: number;
  readonly release: string;
  /** Address of the console, for links in the ERP. */
  readonly consoleUrl: string;
  /** null: unknown, or paused by a problem of its configuration. */
  company(name: string): CompanyRoad | null;
  companies(): readonly CompanyRoad[];
  connector(connection: string): Connector | null;
  channel(connection: string): Channel | null;
  /** False until the other end of an ERP connection proved to be the one we know: nothing of it moves before. */
  trusted(connection: string): boolean;
  trust(connection: string, trusted: boolean): void;
  /** A connection told what stands at its other end: mappings follow its version. */
  described(connection: string, description: ErpDescription): Promise<void>;
}

/** null: nothing to do now. */
export type StageHandler = (document: Document, road: Road) => Promise<Step | null>;

export const ACTOR = 'daemon';

/** Companies that use a connection, on either side. */
export function companiesOn(road: Road, connection: string): readonly CompanyRoad[] {
  return road.companies().filter((c) => c.company.erp.connection === connection || c.company.channel.connection === connection);
}

/** The ERP that a document was read from or is written to. */
export function erpConnectionOf(document: Document, road: Road): string {
  const company = document.company === null ? null : road.company(document.company);
  return company === null ? document.connection : company.company.erp.connection;
}

/** A moment some milliseconds after another (a computation, not a reading of a clock). */
export function after(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
