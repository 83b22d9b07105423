/** The JSON-2 API of Odoo 19 and later: `POST /json/2/<model>/<method>` with named arguments and a bearer key. */
import type { PasserelleError } from '../../src/base/error.ts';
import type { Json } from '../../src/base/json.ts';
import type { OdooCall, OdooClient } from './client.ts';
import { refusal, strange, type Called } from './errors.ts';
import type { HttpAnswer, OdooHttp } from './http-call.ts';
import { httpTime, retryAfter } from './http-time.ts';
import type { OdooSettings } from './settings.ts';
import { idOf, isRow, parseAnswer, textOf, type OdooValue } from './value.ts';

export function json2Client(settings: OdooSettings, connection: string, http: OdooHttp): OdooClient {
  let server: string | null = null;
  let user: number | null = null;

  async function call({ model, method, ids, args, context, effect = false }: OdooCall): Promise<OdooValue> {
    const called = { connection, model, method, effect };
    const body: Record<string, Json> = { ...args };
    if (ids !== undefined) body['ids'] = ids;
    if (context !== undefined) body['context'] = context;
    const answer = await http.send({
      method: 'POST',
      url: `${settings.url}/json/2/${model}/${method}`,
      headers: {
        authorization: `bearer ${settings.key}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'x-odoo-database': settings.database,
      },
      body: JSON.stringify(body),
      effect,
    });
    server = httpTime(answer.headers['date']) ?? server;
    return readAnswer(answer, called);
  }

  return {
    transport: 'json2',
    call,
    serverTime: () => server,
    async uid() {
      user ??= idOf(uidOf(await call({ model: 'res.users', method: 'context_get' })));
      return user ?? 0;
    },
  };
}

function uidOf(value: OdooValue): OdooValue {
  return isRow(value) ? (value['uid'] ?? null) : null;
}

function readAnswer(answer: HttpAnswer, called: Called): OdooValue {
  // Odoo 18 answers 200 with a login page at this path: only the content type tells
  if (!(answer.headers['content-type'] ?? '').includes('json')) {
    throw answer.status === 200
      ? strange('a page instead of JSON (is this Odoo 19 or later?)', called)
      : refusal({ status: answer.status, name: '', message: pageOf(answer), retryAfter: retryAfter(answer) }, called);
  }
  const value = parsed(answer, called);
  if (answer.status >= 200 && answer.status < 300) return value;
  throw refused(answer, value, called);
}

function parsed(answer: HttpAnswer, called: Called): OdooValue {
  try {
    return parseAnswer(answer.body);
  } catch {
    throw strange('text that is not JSON', called);
  }
}

function refused(answer: HttpAnswer, value: OdooValue, called: Called): PasserelleError {
  const row = isRow(value) ? value : {};
  const name = textOf(row['name']) ?? '';
  const message = textOf(row['message']) ?? `HTTP ${String(answer.status)}`;
  return refusal({ status: answer.status, name, message, retryAfter: retryAfter(answer) }, called);
}

function pageOf(answer: HttpAnswer): string {
  return answer.status === 404
    ? 'no such address or database (HTTP 404)'
    : `a page instead of JSON (HTTP ${String(answer.status)})`;
}
