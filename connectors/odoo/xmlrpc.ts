/**
 * XML-RPC of Odoo 14 to 18 through odoo-await, wrapped: a time-out and our own agent on every request, parameters
 * copied (the library changes the array it is given), Python's None told apart from a failure, faults named.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import OdooAwait from 'odoo-await';
import { PasserelleError } from '../../src/base/error.ts';
import type { Json } from '../../src/base/json.ts';
import type { OdooCall, OdooClient } from './client.ts';
import { refusal, strange, type Called } from './errors.ts';
import { translateFailure } from '../../src/net/translate.ts';
import { httpTime } from './http-time.ts';
import type { OdooSettings } from './settings.ts';
import { fromPlain, idOf } from './value.ts';

/** Arguments that go by position: their names differ between versions (`args` and `domain`), or Odoo looks at them. */
const BY_POSITION: Readonly<Record<string, readonly string[]>> = {
  search: ['domain'],
  search_count: ['domain'],
  create: ['vals_list'],
  write: ['vals'],
  load: ['fields', 'data'],
  read: ['fields'],
};

/** Methods of the model as a whole although no ids are given; all others get an empty list of ids. */
const OF_MODEL = new Set([
  'search', 'search_count', 'search_read', 'create', 'load', 'fields_get', 'context_get', 'check_access_rights',
]);

class Client extends OdooAwait {
  readonly #prefix: string;
  readonly #timeoutMs: number;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(settings: OdooSettings) {
    super({ baseUrl: settings.url, db: settings.database, username: settings.user ?? '', password: settings.key });
    this.#prefix = new URL(settings.url).pathname.replace(/\/$/, '');
    this.#timeoutMs = settings.timeoutSeconds * 1000;
    this.#agent = settings.url.startsWith('https:') ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /** Called by the library before every request. */
  override createClientOptions(path: string): ReturnType<OdooAwait['createClientOptions']> {
    const options = { agent: this.#agent, signal: AbortSignal.timeout(this.#timeoutMs) };
    return { ...super.createClientOptions(this.#prefix + path), ...options };
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function xmlrpcClient(settings: OdooSettings, connection: string): OdooClient & { close(): void } {
  const odoo = new Client(settings);
  let connected: Promise<number> | null = null;
  let server: string | null = null;

  async function uid(): Promise<number> {
    connected ??= authenticate().catch((error: unknown) => {
      connected = null;
      throw error;
    });
    return connected;
  }

  async function authenticate(): Promise<number> {
    const called = { connection, model: 'common', method: 'authenticate', effect: false };
    try {
      return idOf(fromPlain(await odoo.connect())) ?? 0;
    } catch (error) {
      throw translated(error, called, settings.url);
    }
  }

  return {
    transport: 'xmlrpc',
    uid,
    serverTime: () => server,
    close: () => { odoo.close(); },
    async call(request) {
      await uid();
      const { model, method, effect = false } = request;
      const called = { connection, model, method, effect };
      try {
        const answer: unknown = await odoo.execute_kw(model, method, parameters(request));
        return fromPlain(answer);
      } catch (error) {
        server = httpTime(dateOf(error)) ?? server;
        throw translated(error, called, settings.url);
      }
    },
  };
}

/** A fresh array for every try: `[ids?, …by position]` and the named rest. */
function parameters({ method, ids, args = {}, context }: OdooCall): unknown[] {
  const names = BY_POSITION[method] ?? [];
  const positional: Json[] = [];
  if (ids !== undefined) positional.push([...ids]);
  else if (!OF_MODEL.has(method)) positional.push([]);
  for (const name of names) positional.push(args[name] ?? null);
  const named: Record<string, Json> = {};
  for (const [name, value] of Object.entries(args)) if (!names.includes(name) && value !== undefined) named[name] = value;
  if (context !== undefined) named['context'] = context;
  return structuredClone([positional, named]);
}

interface Fault {
  readonly faultCode?: unknown;
  readonly faultString?: unknown;
  readonly res?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string | undefined>> };
}

function dateOf(error: unknown): string | undefined {
  return (error as Fault | null)?.res?.headers?.['date'];
}

/** Whatever the library rejects with (an Error, a fault, or a string) as one of our errors. */
function translated(error: unknown, called: Called, url: string): PasserelleError {
  if (error instanceof PasserelleError) return error;
  // the library rejects with a mere string when the credentials are wrong
  if (typeof error === 'string') return refusal({ name: 'odoo.exceptions.AccessDenied', message: 'wrong user or key' }, called);
  const fault = error as Fault;
  if (typeof fault.faultString === 'string') return fromFault(fault.faultString, fault.faultCode, called);
  const status = fault.res?.statusCode;
  if (status !== undefined && status >= 400) return refusal({ status, name: '', message: `HTTP ${String(status)}` }, called);
  if (/Unknown XML-RPC tag|Invalid XML-RPC|not well-formed|Unexpected/i.test(String((error as Error).message))) {
    return strange('a page instead of XML-RPC', called);
  }
  // our own time-out aborts the request, whatever it was doing
  const late = (error as Error).name === 'AbortError' ? { name: 'TimeoutError', event: 'request' } : error;
  return translateFailure(late, { method: 'POST', url, changes: called.effect }, called.connection);
}

/**
 * Odoo's fault codes: 1 application error with a traceback, 2 warning (UserError and the like), 3 access denied, 4
 * access error. The class is the head of the last line of the traceback.
 */
function fromFault(text: string, code: unknown, called: Called): PasserelleError {
  if (/cannot marshal/.test(text)) {
    // the method ran and was committed, only its answer (None, a recordset) could not be told: read to know
    return new PasserelleError('CONNECTOR_UNCLEAR', `${called.model}.${called.method} gave no answer`, {
      where: { connection: called.connection },
    });
  }
  const last = text.trim().split('\n').at(-1) ?? '';
  const named = /^([A-Za-z_][\w.]*(?:Error|Exception|Denied|Warning|Failure|NotAvailable|Detected))(?::\s*(.*))?$/.exec(last);
  const known: Readonly<Record<string, string>> = { 2: 'UserError', 3: 'AccessDenied', 4: 'AccessError' };
  const name = known[String(code)] ?? named?.[1] ?? '';
  return refusal({ name, message: known[String(code)] === undefined ? (named?.[2] ?? last) : text }, called);
}
