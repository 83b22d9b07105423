/** The HTTP face of the sandbox Odoo: JSON-2 with a bearer key, the version page, the page for people, and trouble. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from './database.ts';
import { invoicesPage } from './invoices-page.ts';
import { PythonError, pythonError } from './python-error.ts';
import { numbersAsText } from './request-body.ts';
import type { Trouble, TroubleBook } from './trouble.ts';

export interface Front {
  /** Users by their key. */
  readonly users: ReadonlyMap<string, number>;
  readonly database: string;
  readonly title: string;
  readonly db: Database;
  readonly troubles: TroubleBook;
  /** The server's own clock, an ISO instant. */
  readonly now: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Runs a method in a transaction of its own. */
  readonly call: (user: number, model: string, method: string, body: Readonly<Record<string, unknown>>) => unknown;
  /** After the answer of a call: hooks, the state file. */
  readonly after: (model: string, method: string, ids: readonly number[]) => Promise<void>;
}

const BODY_MAX = 128 * 1024 * 1024;

export async function answer(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // the `Date` header is how a connector learns the server's time
  response.setHeader('date', new Date(Date.parse(front.now())).toUTCString());
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  if (request.method === 'GET' && path === '/') {
    page(response, 200, invoicesPage(front.db, front.title));
  } else if (path === '/web/version' || path === '/json/version') {
    json(response, 200, { version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' });
  } else {
    const match = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(path);
    if (match === null || request.method !== 'POST') page(response, 404, '<!doctype html><h1>404 Not Found</h1>');
    else await answerCall(front, request, response, match[1] ?? '', match[2] ?? '');
  }
}

async function answerCall(front: Front, request: IncomingMessage, response: ServerResponse, model: string, method: string): Promise<void> {
  const body = await bodyOf(request);
  const trouble = front.troubles.take(model, method);
  if (trouble !== null && (await struck(front, trouble, response))) return;
  const { authorization, 'x-odoo-database': named } = request.headers;
  const user = front.users.get((authorization ?? '').replace(/^bearer /i, ''));
  if (trouble?.kind === 'unauthorized' || user === undefined) throw pythonError('Unauthorized', 'Invalid apikey');
  if (named !== undefined && named !== front.database) {
    page(response, 404, '<!doctype html><h1>Database not found</h1>');
    return;
  }
  const values = body === '' ? {} : numbersAsText(model, body);
  const result = front.call(user, model, method, values);
  if (trouble?.kind === 'lost-answer') request.socket.destroy();
  else json(response, 200, result);
  await front.after(model, method, (values['ids'] ?? []) as readonly number[]);
}

/** True when the trouble was the answer. */
async function struck(front: Front, trouble: Trouble, response: ServerResponse): Promise<boolean> {
  if (trouble.kind === 'slow') await front.sleep(trouble.milliseconds);
  else if (trouble.kind === 'error') throw pythonError('ValueError', 'the sandbox was told to fail');
  else if (trouble.kind === 'page') page(response, 502, '<!doctype html><h1>502 Bad Gateway</h1>');
  else if (trouble.kind === 'busy') {
    const body = { name: 'werkzeug.exceptions.TooManyRequests', message: 'Too many requests' };
    json(response, 429, body, { 'retry-after': String(trouble.retryAfter) });
  }
  return trouble.kind === 'page' || trouble.kind === 'busy';
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > BODY_MAX) throw pythonError('UnprocessableEntity', 'request entity too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const told = error instanceof PythonError ? error : pythonError('ValueError', error instanceof Error ? error.message : String(error));
  json(response, told.status, told.body(), told.status === 401 ? { 'www-authenticate': 'bearer' } : {});
}

function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body ?? null));
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(html);
}
