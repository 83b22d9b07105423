/**
 * Reception without the rest: a real store, the real channel and the simulated platform, no ERP and no ticks. What a
 * stage beyond reception would need is not there.
 */
import { frPaChannel } from '../../src/channels/fr-pa/index.ts';
import type { Document } from '../../src/model/document.ts';
import { advance } from '../../src/pipeline/advance.ts';
import { listen } from '../../src/pipeline/listen.ts';
import { settleInbox } from '../../src/pipeline/notices.ts';
import type { Road } from '../../src/pipeline/road.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { Clock, Log, Meter } from '../../src/ports/runtime.ts';
import type { SandboxPlatformOptions } from '../../src/sandbox/platform/options.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../src/sandbox/platform/platform.ts';
import { testTools } from '../contract/channel/world.ts';
import { realClock, realIds, withStore, type Bench } from './database.ts';

export interface ListeningOptions {
  readonly version?: '1.3.0' | '1.1.0';
  readonly platform?: Partial<SandboxPlatformOptions>;
  readonly dialect?: object;
  /** Seconds. */
  readonly timeouts?: object;
}

export interface ListeningWorld {
  readonly platform: SandboxPlatform;
  readonly road: Road;
  readonly bench: Bench;
  readonly logged: readonly string[];
  readonly counted: ReadonlyMap<string, number>;
  /** The daemon believes that so much time went by. */
  passTime(milliseconds: number): void;
  /** One poll: listed, and the inbox looked at. */
  poll(): Promise<void>;
  /** Moves a document one stage at most; its new state. */
  move(document: Document): Promise<Document>;
  byFlow(flowId: string): Promise<Document | null>;
  all(): Promise<readonly Document[]>;
}

const NAME = 'platform';

export async function withListening(options: ListeningOptions, work: (world: ListeningWorld) => Promise<void>): Promise<void> {
  const platform = await startSandboxPlatform({
    clock: realClock,
    ids: realIds,
    ackDelayMs: 3_600_000,
    lifeDelayMs: null,
    ...options.platform,
  });
  let passed = 0;
  const clock: Clock = { ...realClock, now: () => new Date(Date.now() + passed).toISOString() };
  const tools = { ...testTools(clock), connection: NAME };
  const settings = {
    ...platform.settings(options.version ?? '1.3.0'),
    timeouts: options.timeouts ?? { connect: 1, answer: 0.4, whole: 0.8 },
  };
  const dialect =
    options.version === '1.1.0' ? { version: '1.1.0', search: { cursor: false }, ...options.dialect } : (options.dialect ?? {});
  const channel = frPaChannel.create(settings, dialect, tools);
  try {
    await withStore(async (bench) => {
      await work(worldOf(platform, bench, channel, clock, (milliseconds) => (passed += milliseconds)));
    });
  } finally {
    await channel.close?.();
    await platform.close();
  }
}

function worldOf(platform: SandboxPlatform, bench: Bench, channel: Channel, clock: Clock, passTime: (ms: number) => void): ListeningWorld {
  const logged: string[] = [];
  const counted = new Map<string, number>();
  const note = (event: string): void => void logged.push(event);
  const log: Log = { debug: () => undefined, info: note, warn: note, error: note };
  const count: Meter['count'] = (name, _, by = 1) => void counted.set(name, (counted.get(name) ?? 0) + by);
  const meter: Meter = { count, gauge: (name, value) => void counted.set(name, value), observe: () => undefined };
  const road = {
    ...{ store: bench.store, clock, ids: realIds, noise: () => 0, log, meter, owner: 'test', release: 'test' },
    channel: () => channel,
    company: () => null,
    companies: () => [],
  } as unknown as Road;
  const all = async (): Promise<readonly Document[]> => (await bench.views.list({}, { offset: 0, limit: 200, order: 'oldest' })).rows;
  return {
    platform,
    road,
    bench,
    logged,
    counted,
    passTime,
    all,
    byFlow: (flowId) => bench.store.byKey(`in:${NAME}:${flowId}`),
    async poll() {
      await listen(NAME, road);
      while ((await settleInbox(road, NAME)) > 0);
    },
    async move(document) {
      await advance(document.id, road, async (step) => {
        const [outcome] = await bench.store.commit([step]);
        return outcome ?? { state: 'failed', error: new Error('no outcome') };
      });
      return (await bench.store.document(document.id)) ?? document;
    },
  };
}
