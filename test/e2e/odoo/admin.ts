/**
 * An administrator of the Odoo under test, over JSON-RPC: builds the scenario, never the thing that is tested. It is a
 * separate small client on purpose, so that a defect of the connector cannot hide itself.
 */
export type Id = number;
export type Row = Readonly<Record<string, unknown>>;

export interface Admin {
  readonly url: string;
  readonly database: string;
  call<T = unknown>(model: string, method: string, args?: readonly unknown[], keywords?: Row): Promise<T>;
  search(model: string, domain: readonly unknown[], keywords?: Row): Promise<Id[]>;
  rows<T = Row>(model: string, domain: readonly unknown[], fields: readonly string[], keywords?: Row): Promise<T[]>;
  create(model: string, values: readonly Row[], context?: Row): Promise<Id[]>;
  write(model: string, ids: readonly Id[], values: Row, context?: Row): Promise<void>;
  /** An API key of a user: needs a web session with a fresh proof of identity. */
  makeKey(login: string, password: string, days: string): Promise<string>;
}

export interface Login {
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
}

interface RpcAnswer<T> {
  readonly result?: T;
  readonly error?: {
    readonly message: string;
    readonly data?: { readonly message?: string; readonly name?: string; readonly debug?: string };
  };
}

const TIMEOUT_MS = 300_000;

export async function connectAdmin({ url, database, login, password }: Login): Promise<Admin> {
  const rpc = <T>(service: string, method: string, args: readonly unknown[]): Promise<T> =>
    post<T>(`${url}/jsonrpc`, { service, method, args });
  const uid = await rpc<Id | false>('common', 'login', [database, login, password]);
  if (uid === false) throw new Error(`${login} may not log in to ${database}`);
  const call = <T>(model: string, method: string, args: readonly unknown[] = [], keywords: Row = {}): Promise<T> =>
    rpc<T>('object', 'execute_kw', [database, uid, password, model, method, args, keywords]);
  return {
    url,
    database,
    call,
    search: (model, domain, keywords = {}) => call<Id[]>(model, 'search', [domain], keywords),
    rows: <T>(model: string, domain: readonly unknown[], fields: readonly string[], keywords: Row = {}) =>
      call<T[]>(model, 'search_read', [domain], { fields, ...keywords }),
    create: (model, values, context = {}) => call<Id[]>(model, 'create', [values], { context }),
    write: async (model, ids, values, context = {}) => {
      await call(model, 'write', [ids, values], { context });
    },
    makeKey: (user, secret, days) => makeKey(url, database, user, secret, days),
  };
}

async function post<T>(address: string, params: unknown, cookie?: CookieJar): Promise<T> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie: cookie.header() }) },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  cookie?.read(answer.headers.getSetCookie());
  const { result, error } = (await answer.json()) as RpcAnswer<T>;
  if (error !== undefined) throw new Error(`${error.data?.name ?? ''} ${error.data?.message ?? error.message}\n${error.data?.debug ?? ''}`);
  return result as T;
}

interface CookieJar {
  header(): string;
  read(lines: readonly string[]): void;
}

function cookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    read: (lines) => {
      for (const line of lines) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
  };
}

interface Wizard {
  readonly res_model?: string;
  readonly res_id?: Id;
  readonly context?: { readonly default_key?: string };
}

async function makeKey(url: string, database: string, login: string, password: string, duration: string): Promise<string> {
  const jar = cookieJar();
  const web = <T>(path: string, params: unknown): Promise<T> => post<T>(`${url}${path}`, params, jar);
  const call = <T>(model: string, method: string, args: readonly unknown[], kwargs: Row = {}): Promise<T> =>
    web<T>(`/web/dataset/call_kw/${model}/${method}`, { model, method, args, kwargs });
  await web('/web/session/authenticate', { db: database, login, password });
  const wizard = await call<Id | Id[]>('res.users.apikeys.description', 'create', [{ name: 'passerelle', duration }]);
  const ids = Array.isArray(wizard) ? wizard : [wizard];
  let answer = await call<Wizard>('res.users.apikeys.description', 'make_key', [ids]);
  if (answer.res_model === 'res.users.identitycheck') {
    await call('res.users.identitycheck', 'write', [[answer.res_id], { auth_method: 'password' }]);
    answer = await call<Wizard>('res.users.identitycheck', 'run_check', [[answer.res_id]], { context: { password } });
  }
  const key = answer.context?.default_key;
  if (key === undefined) throw new Error('Odoo made no API key');
  return key;
}
