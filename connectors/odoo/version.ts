/** Which Odoo answers at an address, asked without credentials; and the transport that suits it. */
import { PasserelleError } from '../../src/base/error.ts';
import type { OdooClient } from './client.ts';
import type { HttpAnswer, OdooHttp } from './http-call.ts';
import { httpTime } from './http-time.ts';
import { json2Client } from './json2.ts';
import type { OdooSettings } from './settings.ts';
import { isRow, numberOf, parseAnswer, textOf, type OdooValue } from './value.ts';
import { xmlrpcClient } from './xmlrpc.ts';

export interface OdooVersion {
  readonly major: number;
  /** As Odoo writes it: `19.0`, `18.0+e`. */
  readonly text: string;
  /** The server's clock when it answered. */
  readonly at: string | null;
}

/** @throws CONNECTOR_ANSWER_INVALID when nothing at the address speaks like an Odoo */
export async function askVersion(settings: OdooSettings, connection: string, http: OdooHttp): Promise<OdooVersion> {
  const common = { maxBytes: 100_000, effect: false };
  const modern = await http.send({ ...common, method: 'GET', url: `${settings.url}/web/version`, headers: {} });
  const found = versionIn(modern, (value) => value);
  if (found !== null) return found;
  const older = await http.send({
    ...common, method: 'POST', url: `${settings.url}/web/webclient/version_info`,
    headers: { 'content-type': 'application/json' }, body: '{}',
  });
  const old = versionIn(older, (value) => (isRow(value) ? (value['result'] ?? null) : null));
  if (old !== null) return old;
  throw new PasserelleError('CONNECTOR_ANSWER_INVALID', 'what answers at the address does not tell an Odoo version', {
    where: { connection, url: settings.url }, kind: 'config',
  });
}

function versionIn(answer: HttpAnswer, member: (value: OdooValue) => OdooValue): OdooVersion | null {
  if (answer.status !== 200 || !(answer.headers['content-type'] ?? '').includes('json')) return null;
  let value: OdooValue;
  try {
    value = member(parseAnswer(answer.body));
  } catch {
    return null;
  }
  if (!isRow(value)) return null;
  const info = value['version_info'] ?? value['server_version_info'];
  const text = textOf(value['version']) ?? textOf(value['server_version']) ?? '';
  // Odoo Online writes the first part as `saas~18`
  const first = Array.isArray(info) ? (info as readonly OdooValue[])[0] : undefined;
  const major = /\d+/.exec(numberOf(first) ?? textOf(first) ?? text)?.[0];
  return major === undefined ? null : { major: Number.parseInt(major, 10), text, at: httpTime(answer.headers['date']) };
}

/** @throws CONFIG_INVALID when the settings lack what the transport needs */
export function clientFor(settings: OdooSettings, connection: string, http: OdooHttp, version: OdooVersion | null): OdooClient {
  const transport = settings.transport ?? ((version?.major ?? 19) >= 19 ? 'json2' : 'xmlrpc');
  if (transport === 'json2') return json2Client(settings, connection, http);
  if (settings.user === undefined) {
    throw new PasserelleError('CONFIG_INVALID', `connection ${connection}: settings.user is needed for XML-RPC`, {
      where: { connection, field: 'settings.user' },
    });
  }
  return xmlrpcClient(settings, connection);
}
