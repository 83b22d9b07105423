/** What the simulator can be started with; everything has a default that makes a demonstration pleasant. */
import type { Clock, Ids } from '../../ports/runtime.ts';
import type { Counterparty } from '../directory/counterparties.ts';
import type { HookSignature } from './hook-sender.ts';
import type { DuplicateAnswer } from './judgement.ts';
import type { Order } from './search-flows.ts';

/** One exchange as it went over the wire, for tests that hold it against the published OpenAPI. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly responseBody: string;
}

export interface SandboxPlatformOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** 0: any free port. */
  readonly port?: number;
  readonly counterparties?: readonly Counterparty[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Lifetime of tokens in seconds. */
  readonly tokenSeconds?: number;
  readonly ackDelayMs?: number;
  /** Between two statuses of an invoice's life; null: lives go on only when told. */
  readonly lifeDelayMs?: number | null;
  readonly duplicates?: DuplicateAnswer;
  /** Order of lists on the 1.1.0 service. */
  readonly order?: Order;
  /** False: the 1.3.0 service returns no cursor either. */
  readonly cursor?: boolean;
  readonly hookSignature?: HookSignature;
  /** Shape of the list of webhooks: the published schema names both. */
  readonly webhookList?: 'webhooks' | 'webhookIds';
  /** File that keeps flows and submissions over restarts. */
  readonly stateFile?: string;
  readonly observe?: (exchange: Exchange) => void;
}
