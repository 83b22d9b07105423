/** How adapters are made: each kind exports one factory, listed in connectors/registry.ts or channels/registry.ts. */
import type { Channel } from './channel.ts';
import type { Connector } from './connector.ts';
import type { Clock, Ids, Log, Meter } from './runtime.ts';

/** What an adapter may use of the world. */
export interface AdapterTools {
  /** Name of the connection, for errors and logs. */
  readonly connection: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: Meter;
  /** Run-time credentials that rotate (tokens, webhook keys): stored sealed before they are used. */
  readonly credentials: {
    get(name: string): Promise<string | null>;
    put(name: string, secret: string): Promise<void>;
  };
}

/** `settings` is the `settings:` member of a connection file, secrets already resolved. */
export interface ConnectorFactory {
  readonly kind: string;
  /** @throws CONFIG_INVALID with `where.field` for a bad setting */
  create(settings: unknown, tools: AdapterTools): Connector;
  /** Folder of the shipped mappings of this kind. */
  readonly mappings: URL;
  /** Prepares the ERP once, with an administrator's credentials in `settings`: fields, screens, hooks. */
  provision?(settings: unknown, tools: AdapterTools, options: ProvisionOptions): Promise<readonly ProvisionStep[]>;
  /** Names of the shipped mappings to lay over `mapping` for a version of the ERP, lowest first. */
  layers?(mapping: string, version: string): readonly string[];
}

export interface ProvisionOptions {
  /** Only say what would be done. */
  readonly dryRun?: boolean;
  /** Take away what an earlier run made. */
  readonly remove?: boolean;
  /** Address that the ERP shall call, its secret included; no hooks are made without it. */
  readonly hookUrl?: string;
}

export interface ProvisionStep {
  readonly what: string;
  /** extended: it was there, and lacked something that this release knows. */
  readonly state: 'made' | 'present' | 'extended' | 'removed' | 'absent' | 'would-make' | 'would-extend' | 'would-remove';
}

export interface ChannelFactory {
  readonly kind: string;
  /** `dialect` is the effective dialect value of the connection. @throws CONFIG_INVALID */
  create(settings: unknown, dialect: unknown, tools: AdapterTools): Channel;
}
