/**
 * Webhooks of the platform (1.3.0): a signed Flow, believed only as a hint. The norm's sentence leaves open whether the
 * HMAC is computed over the digest's bytes or over its hex text; the dialect says which, or either.
 */
import { createHash } from 'node:crypto';
import { hmacSha256, sameSecret, withinWindow } from '../../net/hook-auth.ts';
import type { Hint, HookRequest } from '../../ports/connector.ts';
import type { Client } from './client.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialect.ts';
import { isRecord } from './flow.ts';

/** Feed named by the hints of this channel. */
export const FLOW_FEED = 'flows';
const KEY_NAME = 'webhook';
const RELOAD_MS = 10_000;

interface Subscription {
  readonly webhookId: string;
  readonly callbackUrl: string;
  readonly key: string;
}

export interface Hooks {
  read(request: HookRequest): readonly Hint[] | null;
  subscribe(callbackUrl: string): Promise<void>;
  /** Known subscription, for `check`. */
  subscribed(): Promise<string | null>;
}

export function createHooks({ client, dialect, tools }: Context): Hooks {
  let known: Subscription | null = null;
  let loadedAt = Number.NEGATIVE_INFINITY;
  const load = async (): Promise<void> => {
    loadedAt = tools.clock.monotonic();
    known = readSubscription(await tools.credentials.get(KEY_NAME)) ?? known;
  };
  const reload = (): void => {
    load().catch((error: unknown) => tools.log.warn('channel.webhook-key-unreadable', { error }));
  };
  if (dialect.webhook.manage) reload();

  return {
    read(request) {
      if (known !== null && isAuthentic(request, keyBytes(known.key, dialect), dialect)) return hintsOf(request.body);
      // another process may have subscribed anew since
      if (tools.clock.monotonic() - loadedAt > RELOAD_MS) reload();
      return null;
    },
    async subscribed() {
      await load();
      return known?.callbackUrl ?? null;
    },
    async subscribe(callbackUrl) {
      if (!dialect.webhook.manage) return;
      await load();
      const there = await listWebhooks(client);
      const mine = there.filter((hook) => hook.callbackUrl === callbackUrl || hook.id === known?.webhookId);
      if (known !== null && known.callbackUrl === callbackUrl && mine.some((hook) => hook.id === known?.webhookId)) return;
      // a key is told only once: a subscription whose key we lack is of no use
      for (const hook of mine) await removeWebhook(hook.id, client);
      const made = await client.json({ service: 'flow', path: '/v1/webhooks', method: 'POST', changes: true, json: { callbackUrl } });
      const subscription = isRecord(made) && typeof made.webhookId === 'string' && typeof made.signingKey === 'string'
        ? { webhookId: made.webhookId, callbackUrl, key: made.signingKey }
        : null;
      if (subscription === null) {
        tools.log.warn('channel.webhook-without-key', {});
        return;
      }
      await tools.credentials.put(KEY_NAME, JSON.stringify(subscription));
      known = subscription;
    },
  };
}

/** Signature over `raw body @ seconds`, within five minutes. */
export function isAuthentic(request: HookRequest, key: Uint8Array, dialect: Dialect): boolean {
  const signature = request.headers['afnor-signature'];
  const timestamp = request.headers['afnor-signature-timestamp'];
  if (signature === undefined || timestamp === undefined || signature.length > 200) return false;
  if (!withinWindow(timestamp, request.receivedAt)) return false;
  const digest = createHash('sha256').update(request.body).update(`@${timestamp}`).digest();
  const inputs = { bytes: [digest], hex: [digest.toString('hex')], either: [digest, digest.toString('hex')] }[dialect.webhook.signature];
  return inputs.some((input) => sameSecret(signature, Buffer.from(hmacSha256(key, input)).toString('base64')));
}

function keyBytes(key: string, dialect: Dialect): Uint8Array {
  return dialect.webhook.keyEncoding === 'base64' ? Buffer.from(key, 'base64') : Buffer.from(key, 'utf8');
}

/** 1.3.0 posts the Flow itself, 1.1.0 wraps it in flowInfo. */
function hintsOf(body: Uint8Array): readonly Hint[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const flow = isRecord(value) && isRecord(value.flowInfo) ? value.flowInfo : value;
    const ref = isRecord(flow) && typeof flow.flowId === 'string' && flow.flowId.length <= 255 ? flow.flowId : undefined;
    return [{ feed: FLOW_FEED, ...(ref === undefined ? {} : { ref }) }];
  } catch {
    return [{ feed: FLOW_FEED }];
  }
}

interface ListedHook {
  readonly id: string;
  readonly callbackUrl?: string;
}

/** The published schema requires `webhookIds` and describes `webhooks`: both occur. */
async function listWebhooks(client: Client): Promise<readonly ListedHook[]> {
  const answer = await client.json({ service: 'flow', path: '/v1/webhooks', method: 'GET', changes: false });
  if (!isRecord(answer)) return [];
  const entries = [answer.webhooks, answer.webhookIds].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const hooks = new Map<string, ListedHook>();
  for (const entry of entries) {
    const id = typeof entry === 'string' ? entry : isRecord(entry) ? (entry.webhookId ?? entry.id) : undefined;
    if (typeof id !== 'string') continue;
    const callbackUrl = isRecord(entry) && typeof entry.callbackUrl === 'string' ? entry.callbackUrl : hooks.get(id)?.callbackUrl;
    hooks.set(id, { id, ...(callbackUrl === undefined ? {} : { callbackUrl }) });
  }
  return [...hooks.values()];
}

async function removeWebhook(id: string, client: Client): Promise<void> {
  await client.call({ service: 'flow', path: `/v1/webhooks/${encodeURIComponent(id)}`, method: 'DELETE', changes: true });
}

function readSubscription(stored: string | null): Subscription | null {
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    if (!isRecord(value)) return null;
    const { key, webhookId, callbackUrl } = value;
    const whole = typeof key === 'string' && typeof webhookId === 'string' && typeof callbackUrl === 'string';
    return whole ? { key, webhookId, callbackUrl } : null;
  } catch {
    return null;
  }
}
