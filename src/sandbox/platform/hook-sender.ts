/** Webhooks of the simulator: subscriptions, and the signed call for each change of a flow. One try, never repeated. */
import { createHash, createHmac } from 'node:crypto';
import got from 'got';
import type { Clock, Ids } from '../../ports/runtime.ts';
import type { StoredFlow } from './stored-flow.ts';
import { flowWire } from './wire.ts';

export const HOOK_SIGNATURES = ['bytes', 'hex'] as const;
/** The two readings of the norm's sentence. */
export type HookSignature = (typeof HOOK_SIGNATURES)[number];

export interface Webhook {
  readonly webhookId: string;
  readonly callbackUrl: string;
  readonly flowTypes?: readonly string[] | undefined;
  readonly flowDirection?: string | undefined;
  readonly ackStatus?: string | undefined;
  readonly signingKey: string;
  readonly createdAt: string;
}

export class HookSender {
  readonly #hooks = new Map<string, Webhook>();
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #signature: HookSignature;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(clock: Clock, ids: Ids, signature: HookSignature) {
    this.#clock = clock;
    this.#ids = ids;
    this.#signature = signature;
  }

  subscribe(wanted: Pick<Webhook, 'callbackUrl' | 'flowTypes' | 'flowDirection' | 'ackStatus'>): Webhook {
    const webhookId = this.#ids.next();
    const signingKey = createHash('sha256').update(`${webhookId} ${this.#ids.next()}`).digest('base64');
    const hook = { ...wanted, webhookId, signingKey, createdAt: this.#clock.now() };
    this.#hooks.set(webhookId, hook);
    return hook;
  }

  remove(webhookId: string): boolean {
    return this.#hooks.delete(webhookId);
  }

  list(): readonly Webhook[] {
    return [...this.#hooks.values()];
  }

  /** Tells every subscriber whose criteria the flow meets. */
  tell(flow: StoredFlow): void {
    for (const hook of this.#hooks.values()) {
      if (hook.flowTypes !== undefined && !hook.flowTypes.includes(flow.type)) continue;
      if (hook.flowDirection !== undefined && hook.flowDirection !== flow.direction) continue;
      if (hook.ackStatus !== undefined && hook.ackStatus !== flow.ack.status) continue;
      const call: Promise<void> = this.#call(hook, flow).finally(() => this.#underWay.delete(call));
      this.#underWay.add(call);
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay);
  }

  async #call(hook: Webhook, flow: StoredFlow): Promise<void> {
    const body = JSON.stringify(flowWire(flow, '1.3.0'));
    const timestamp = String(Math.floor(Date.parse(this.#clock.now()) / 1000));
    const digest = createHash('sha256').update(`${body}@${timestamp}`).digest();
    const input = this.#signature === 'bytes' ? digest : digest.toString('hex');
    const signature = createHmac('sha256', Buffer.from(hook.signingKey, 'base64')).update(input).digest('base64');
    try {
      await got.post(hook.callbackUrl, {
        body,
        headers: { 'content-type': 'application/json', 'Afnor-Signature-Timestamp': timestamp, 'Afnor-Signature': signature },
        retry: { limit: 0 },
        timeout: { request: 5000 },
        throwHttpErrors: false,
        followRedirect: false,
        signal: this.#stop.signal,
      });
    } catch {
      // nobody there: webhooks are not repeated, the subscriber lists what it missed
    }
  }
}
