/** What every part of the channel works with: one connection, read and checked. */
import type { AdapterTools } from '../../ports/adapter.ts';
import type { Client } from './client.ts';
import type { Dialect } from './dialect.ts';
import type { Settings } from './settings.ts';

export interface Context {
  readonly settings: Settings;
  readonly dialect: Dialect;
  readonly client: Client;
  readonly tools: AdapterTools;
}
