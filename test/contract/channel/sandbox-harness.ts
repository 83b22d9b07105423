/** The harness of the French channel: the simulated platform in one of its moods, spoken to in one dialect. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { frPaChannel } from '../../../src/channels/fr-pa/index.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import type { HookRequest } from '../../../src/ports/connector.ts';
import type { SandboxPlatformOptions } from '../../../src/sandbox/platform/options.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import { parcelOf, ublInvoice } from './fictitious-invoice.ts';
import type { ChannelHarness, ChannelTrouble } from './suite.ts';
import { countingIds, realClock, testTools, type TestTools } from './world.ts';

const LATE_MS = 400;
const HOOK_WAIT_MS = 5000;

export function shippedDialect(name: string): unknown {
  return parse(readFileSync(new URL(`../../../config/dialects/${name}.yaml`, import.meta.url), 'utf8'));
}

export interface SandboxMood {
  readonly dialect: string;
  readonly options?: Partial<SandboxPlatformOptions>;
  readonly timestampStep?: number;
  /** Members laid over the shipped dialect. */
  readonly deviation?: object;
}

export async function sandboxHarness(mood: SandboxMood): Promise<ChannelHarness & { readonly platform: SandboxPlatform }> {
  const ids = countingIds();
  const platform = await startSandboxPlatform({ clock: realClock, ids, ackDelayMs: 3_600_000, lifeDelayMs: null, ...mood.options });
  platform.setTimestampStep(mood.timestampStep ?? 1);
  const dialect = { ...(shippedDialect(mood.dialect) as object), ...mood.deviation };
  const version = mood.dialect === 'standard-1.1.0' ? '1.1.0' : '1.3.0';
  let passed = 0;
  const clock = { ...realClock, monotonic: () => realClock.monotonic() + passed };
  const tools = testTools(clock);
  const made: Channel[] = [];
  const make = (change: object = {}, using: TestTools = tools): Channel => {
    const settings = { ...platform.settings(version), timeouts: { answer: 0.4 }, breaker: { failures: 50 }, ...change };
    const channel = frPaChannel.create(settings, dialect, using);
    made.push(channel);
    return channel;
  };
  const channel = make();
  return {
    platform,
    channel,
    again: () => make(),
    withWrongCredentials: () => make({ clientSecret: 'wrong-secret' }, testTools()),
    parcel: (n) => parcelOf(n),
    rejectedParcel: (n) => parcelOf(n, { buyer: '130000003', buyerName: 'Accusé Erreur SAS' }),
    accepted: (parcel) => platform.flows().filter(({ direction, sha256, verdict }) =>
      direction === 'Out' && sha256 === parcel.sha256 && verdict.status === 'Ok').length,
    trouble: (kind) => plan(kind, platform),
    settle: () => platform.settle(),
    deliver(n) {
      const bytes = ublInvoice({ number: `ACHAT-${n}` });
      platform.deliver(bytes);
      return bytes;
    },
    say: (ref, code) => void platform.advance(ref, { code }),
    hook: (cause) => (version === '1.1.0' ? Promise.resolve(null) : catchHook(channel, cause)),
    passTime: (seconds) => void (passed += seconds * 1000),
    waitForListing: () => realClock.sleep(LATE_MS + 50),
    close: async () => {
      for (const one of made) await one.close?.();
      await platform.close();
    },
  };
}

function plan(kind: ChannelTrouble, platform: SandboxPlatform): void {
  switch (kind) {
    case 'lost-answer':
      return platform.trouble({ kind: 'accept-then-silence' });
    case 'lost-request':
      return platform.trouble({ kind: 'silence', on: 'submit' });
    case 'busy':
      return platform.trouble({ kind: 'busy', on: 'submit', retryAfter: 7 });
    case 'failing':
      return platform.trouble({ kind: 'server-error', status: 500 });
    case 'refused':
      return platform.trouble({ kind: 'refuse' });
    case 'late-listing':
      return platform.trouble({ kind: 'late-listing', milliseconds: LATE_MS });
    case 'expired-token':
      return platform.expireTokens();
    case 'no-original':
      return platform.trouble({ kind: 'no-original' });
  }
}

/** Subscribes a listener of our own, makes something happen, and hands over what the platform posted. */
async function catchHook(channel: Channel, cause: () => void): Promise<HookRequest> {
  const done = new AbortController();
  let arrived: (request: HookRequest) => void = () => undefined;
  const next = new Promise<HookRequest>((resolve) => {
    arrived = resolve;
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      arrived({ path: '', headers, body: Buffer.concat(chunks), receivedAt: realClock.now() });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await channel.subscribe?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    cause();
    return await Promise.race([next, realClock.sleep(HOOK_WAIT_MS, done.signal).then(() => Promise.reject(new Error('no hook came')))]);
  } finally {
    done.abort();
    server.closeAllConnections();
    server.close();
  }
}
