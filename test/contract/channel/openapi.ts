/**
 * Holds exchanges against a published OpenAPI document: just as much of JSON Schema as those documents use. Strict about
 * members that are not described in requests; a value that no schema describes is not judged.
 */
import type { Exchange } from '../../../src/sandbox/platform/options.ts';

type Schema = Readonly<Record<string, unknown>>;

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Operation {
  readonly requestBody?: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
}

/** The document itself errs here: `Upcoming` has eight letters and is listed, the length says seven. */
const MISTAKEN = new Set(['directoryLineStatus']);
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Faults of one exchange below the prefix of the service; an unknown path or status is one. */
export function faultsOf(api: OpenApi, exchange: Exchange, prefix: string): readonly string[] {
  const path = exchange.url.slice(prefix.length).split('?')[0] ?? '';
  const template = Object.keys(api.paths).find((candidate) => matches(candidate, path));
  const operation = template === undefined ? undefined : api.paths[template]?.[exchange.method.toLowerCase()];
  if (operation === undefined) return [`${exchange.method} ${path} is not published`];
  const name = `${exchange.method} ${template ?? path}`;
  const response = operation.responses[String(exchange.status)];
  if (response === undefined) return [`${name}: status ${exchange.status} is not published`];
  return [
    ...requestFaults(api, operation, exchange).map((fault) => `${name} request ${fault}`),
    ...responseFaults(api, response, exchange).map((fault) => `${name} ${exchange.status} ${fault}`),
  ];
}

function matches(template: string, path: string): boolean {
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function requestFaults(api: OpenApi, operation: Operation, exchange: Exchange): readonly string[] {
  if (operation.requestBody === undefined) return [];
  const content = resolve(api, operation.requestBody).content as Readonly<Record<string, { readonly schema?: Schema }>>;
  const type = String(exchange.requestHeaders['content-type'] ?? '').split(';')[0] ?? '';
  const schema = content[type]?.schema;
  if (schema === undefined) return [`has the media type ${type}`];
  const value = type === 'multipart/form-data' ? multipart(exchange) : exchange.requestBody;
  return judge(api, schema, value, '$', true);
}

function multipart(exchange: Exchange): unknown {
  const text = Buffer.from(exchange.requestBody as Uint8Array).toString('latin1');
  const info = /name="flowInfo"[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(text)?.[1];
  return { ...(info === undefined ? {} : { flowInfo: JSON.parse(Buffer.from(info, 'latin1').toString('utf8')) as unknown }),
    ...(text.includes('name="file"') ? { file: 'bytes' } : {}) };
}

function responseFaults(api: OpenApi, response: Schema, exchange: Exchange): readonly string[] {
  const content = resolve(api, response).content as Readonly<Record<string, { readonly schema?: Schema }>> | undefined;
  const type = String(exchange.responseHeaders['content-type'] ?? '').split(';')[0] ?? '';
  if (content === undefined) return exchange.responseBody === '' ? [] : ['should be empty'];
  const media = content[type];
  if (media === undefined) return [`has the media type ${type}`];
  return media.schema === undefined ? [] : judge(api, media.schema, JSON.parse(exchange.responseBody), '$', false);
}

function resolve(api: OpenApi, schema: Schema): Schema {
  const ref = schema.$ref;
  if (typeof ref !== 'string') return schema;
  const [, , section = '', name = ''] = ref.split('/');
  return resolve(api, (api.components[section]?.[name] ?? {}) as Schema);
}

function judge(api: OpenApi, given: Schema, value: unknown, at: string, closed: boolean): readonly string[] {
  const schema = resolve(api, given);
  const all = (schema.allOf as readonly Schema[] | undefined) ?? [];
  const one = schema.oneOf as readonly Schema[] | undefined;
  const faults = all.flatMap((part) => judge(api, part, value, at, false));
  if (one !== undefined && !one.some((part) => judge(api, part, value, at, false).length === 0)) faults.push(`${at} fits no choice`);
  const described = propertiesOf(api, schema);
  if (closed && isRecord(value) && described.size > 0) {
    for (const key of Object.keys(value)) if (!described.has(key)) faults.push(`${at}.${key} is not described`);
  }
  faults.push(...scalarFaults(schema, value, at));
  if (isRecord(value)) {
    for (const key of (schema.required as readonly string[] | undefined) ?? []) {
      if (value[key] === undefined) faults.push(`${at}.${key} is missing`);
    }
    for (const [key, part] of Object.entries((schema.properties as Readonly<Record<string, Schema>> | undefined) ?? {})) {
      if (value[key] !== undefined) faults.push(...judge(api, part, value[key], `${at}.${key}`, closed));
    }
  }
  if (Array.isArray(value)) {
    if (typeof schema.minItems === 'number' && value.length < schema.minItems) faults.push(`${at} has too few items`);
    const items = schema.items as Schema | undefined;
    if (items !== undefined) value.forEach((item, index) => faults.push(...judge(api, items, item, `${at}[${index}]`, closed)));
  }
  return faults;
}

function propertiesOf(api: OpenApi, given: Schema): ReadonlySet<string> {
  const schema = resolve(api, given);
  const inherited = ((schema.allOf as readonly Schema[] | undefined) ?? []).flatMap((part) => [...propertiesOf(api, part)]);
  return new Set([...inherited, ...Object.keys((schema.properties as object | undefined) ?? {})]);
}

function scalarFaults(schema: Schema, value: unknown, at: string): readonly string[] {
  const faults: string[] = [];
  const type = schema.type;
  const actual = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  const fits = type === actual || (type === 'number' && actual === 'integer');
  if (typeof type === 'string' && !fits) faults.push(`${at} is ${actual}, not ${type}`);
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) faults.push(`${at} is ${String(value)}, which is not listed`);
  const { maximum } = schema;
  if (typeof maximum === 'number' && typeof value === 'number' && value > maximum) faults.push(`${at} is above ${maximum}`);
  if (typeof value !== 'string') return faults;
  const named = at.split('.').at(-1) ?? '';
  if (typeof schema.maxLength === 'number' && value.length > schema.maxLength && !MISTAKEN.has(named)) faults.push(`${at} is too long`);
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value)) faults.push(`${at} has another form`);
  if (schema.format === 'date-time' && !DATE_TIME.test(value)) faults.push(`${at} is no date and time`);
  if (schema.format === 'uuid' && !UUID.test(value)) faults.push(`${at} is no UUID`);
  if (schema.format === 'uri' && !URL.canParse(value)) faults.push(`${at} is no URI`);
  return faults;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
