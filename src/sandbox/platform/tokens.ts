/** OAuth2 of the simulator: client credentials by body or HTTP Basic, tokens that expire. */
import { createHash } from 'node:crypto';
import type { Clock, Ids } from '../../ports/runtime.ts';

export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
}

export class TokenDesk {
  readonly #valid = new Map<string, number>();
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #client: { readonly id: string; readonly secret: string };
  readonly #seconds: number;

  constructor(clock: Clock, ids: Ids, client: { readonly id: string; readonly secret: string }, seconds: number) {
    this.#clock = clock;
    this.#ids = ids;
    this.#client = client;
    this.#seconds = seconds;
  }

  issue(form: URLSearchParams, authorization: string | undefined): TokenAnswer {
    const { id, secret } = credentialsOf(form, authorization);
    if (form.get('grant_type') !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } };
    if (id !== this.#client.id || secret !== this.#client.secret) return { status: 401, body: { error: 'invalid_client' } };
    const token = createHash('sha256').update(this.#ids.next()).digest('base64url');
    this.#valid.set(token, this.#now() + this.#seconds * 1000);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: this.#seconds } };
  }

  accepts(authorization: string | undefined): boolean {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    return token !== undefined && (this.#valid.get(token) ?? 0) > this.#now();
  }

  /** Every token dies now, whatever its lifetime said. */
  revokeAll(): void {
    this.#valid.clear();
  }

  #now(): number {
    return Date.parse(this.#clock.now());
  }
}

interface Credentials {
  readonly id: string | null;
  readonly secret: string | null;
}

function credentialsOf(form: URLSearchParams, authorization: string | undefined): Credentials {
  const basic = /^Basic (\S+)$/.exec(authorization ?? '')?.[1];
  if (basic === undefined) return { id: form.get('client_id'), secret: form.get('client_secret') };
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id: decode(id), secret: decode(secret.join(':')) };
}

function decode(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? text;
}
