/** Speaks to the simulator as any client would, without the channel: its own tests must not trust the other side. */
import { sha256 } from '../../../src/base/hash.ts';
import { startSandboxPlatform, type SandboxPlatform, type SandboxPlatformOptions } from '../../../src/sandbox/platform/platform.ts';
import { ublInvoice, type InvoiceValues } from '../../contract/channel/fictitious-invoice.ts';
import { createIds } from '../../../src/runtime/ids.ts';
import { realClock } from '../../contract/channel/world.ts';

export interface Wire {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Api {
  readonly platform: SandboxPlatform;
  send(values: InvoiceValues, info?: object): Promise<Wire>;
  sendBytes(bytes: Uint8Array, info: object): Promise<Wire>;
  search(where: object, rest?: object): Promise<readonly Readonly<Record<string, unknown>>[]>;
  call(method: string, path: string, body?: unknown): Promise<Wire>;
  close(): Promise<void>;
}

export async function startApi(options: Partial<SandboxPlatformOptions> = {}): Promise<Api> {
  const never = 3_600_000;
  const platform = await startSandboxPlatform({ clock: realClock, ids: createIds(), ackDelayMs: never, lifeDelayMs: never, ...options });
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'passerelle-demo', client_secret: 'fictitious-secret' });
  const grant = (await (await fetch(platform.urls.token, { method: 'POST', body: form })).json()) as { access_token: string };
  const authorization = `Bearer ${grant.access_token}`;
  const read = async (response: Response): Promise<Wire> => {
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Wire['body'] };
  };
  const sendBytes = async (bytes: Uint8Array, info: object): Promise<Wire> => {
    const multipart = new FormData();
    multipart.set('flowInfo', JSON.stringify({ name: 'f.xml', flowSyntax: 'UBL', processingRule: 'B2B', ...info }));
    multipart.set('file', new Blob([Buffer.from(bytes)], { type: 'application/xml' }), 'f.xml');
    return read(await fetch(`${platform.urls.flow}/v1/flows`, { method: 'POST', headers: { authorization }, body: multipart }));
  };
  const call = async (method: string, path: string, body?: unknown): Promise<Wire> =>
    read(await fetch(platform.url + path, {
      method, headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }));
  return {
    platform,
    call,
    sendBytes,
    send(values, info = {}) {
      const bytes = ublInvoice(values);
      return sendBytes(bytes, { trackingId: `t-${values.number}`, sha256: sha256(bytes), ...info });
    },
    async search(where, rest = {}) {
      const { body } = await call('POST', '/flow-service/v1/flows/search', { limit: 100, where, ...rest });
      return body.results as readonly Readonly<Record<string, unknown>>[];
    },
    close: () => platform.close(),
  };
}
