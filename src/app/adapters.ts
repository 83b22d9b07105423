/** Connections become adapters: each by the factory of its kind. A bad setting stops that connection, nothing else. */
import { CONNECTORS } from '../../connectors/registry.ts';
import { PasserelleError } from '../base/error.ts';
import { channelNamed } from '../channels/registry.ts';
import type { Connection } from '../config/connection-shape.ts';
import type { AdapterTools } from '../ports/adapter.ts';
import type { Channel } from '../ports/channel.ts';
import type { Connector } from '../ports/connector.ts';
import type { Clock, Ids, Log, Meter } from '../ports/runtime.ts';
import type { Store } from '../ports/store.ts';

export interface Adapters {
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Connections that could not be made, with the sentence that says why. */
  readonly problems: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export interface AdapterWorld {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: Meter;
  readonly store: Store;
}

function toolsFor(connection: string, world: AdapterWorld): AdapterTools {
  const { clock, ids, log, meter, store } = world;
  return {
    connection,
    clock,
    ids,
    log,
    meter,
    credentials: {
      get: (name) => store.credentials.get(connection, name),
      put: async (name, secret) => void (await store.credentials.put(connection, name, secret)),
    },
  };
}

/** @param dialects effective dialect values by name */
export function makeAdapters(connections: readonly Connection[], dialects: ReadonlyMap<string, unknown>, world: AdapterWorld): Adapters {
  const connectors = new Map<string, Connector>();
  const channels = new Map<string, Channel>();
  const problems = new Map<string, string>();
  for (const connection of connections) {
    try {
      const tools = toolsFor(connection.name, world);
      const connector = CONNECTORS[connection.kind];
      const channel = channelNamed(connection.kind);
      if (connector !== undefined) connectors.set(connection.name, connector.create(connection.settings, tools));
      else if (channel !== undefined)
        channels.set(connection.name, channel.create(connection.settings, dialectOf(connection, dialects), tools));
      else problems.set(connection.name, `no adapter is of kind ${connection.kind}: there are ${kinds()}`);
    } catch (error) {
      if (!(error instanceof PasserelleError)) throw error;
      problems.set(connection.name, error.message);
    }
  }
  return {
    connectors,
    channels,
    problems,
    async close() {
      for (const adapter of [...connectors.values(), ...channels.values()]) await adapter.close?.();
    },
  };
}

function dialectOf(connection: Connection, dialects: ReadonlyMap<string, unknown>): unknown {
  if (connection.dialect === undefined) return {};
  const dialect = dialects.get(connection.dialect);
  if (dialect === undefined) {
    throw new PasserelleError('CONFIG_INVALID', `connection ${connection.name}: there is no dialect ${connection.dialect}`, {
      where: { connection: connection.name, field: 'dialect' },
    });
  }
  return dialect;
}

function kinds(): string {
  return [...Object.keys(CONNECTORS), 'fr-pa'].join(', ');
}
