// A recorded Odoo 14 or 18 on loopback: answers XML-RPC with rows that a real server of that version gave.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = Readonly<Record<string, unknown>>;
type Answer = (error: unknown, value?: unknown) => void;
interface RpcServer {
  readonly httpServer: { emit(event: 'request', ...args: readonly unknown[]): boolean };
  on(method: string, handler: (error: unknown, params: readonly unknown[], answer: Answer) => void): void;
}
// odoo-await brings this package; it carries no types
const xmlrpc = createRequire(import.meta.url)('xmlrpc') as {
  createServer(options: object, ready?: () => void): RpcServer & { close(done: () => void): void };
};

const RELATIONS: Readonly<Record<string, string>> = {
  country_id: 'res.country',
  currency_id: 'res.currency',
  partner_id: 'res.partner',
  tax_ids: 'account.tax',
  tax_line_id: 'account.tax',
  invoice_tax_id: 'account.tax',
  product_id: 'product.product',
  product_uom_id: 'uom.uom',
  account_id: 'account.account',
  move_id: 'account.move',
  state_id: 'res.country.state',
  company_id: 'res.company',
  commercial_partner_id: 'res.partner',
  company_currency_id: 'res.currency',
  line_ids: 'account.move.line',
  invoice_line_ids: 'account.move.line',
  invoice_user_id: 'res.users',
  partner_bank_id: 'res.partner.bank',
  partner_shipping_id: 'res.partner',
  invoice_payment_term_id: 'account.payment.term',
  fiscal_position_id: 'account.fiscal.position',
  reversed_entry_id: 'account.move',
};

export interface RecordedOdoo {
  readonly url: string;
  /** Array lengths of execute_kw's parameters as they arrived. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

export async function startRecordedOdoo(folder: string, version: string): Promise<RecordedOdoo> {
  const file = (name: string): readonly Row[] => JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly Row[];
  const tables: Readonly<Record<string, readonly Row[]>> = {
    'account.move': file('account.move.posted.json'),
    'account.move.line': file('account.move.line.json'),
    'account.tax': file('account.tax.json'),
    // not recorded: the first tax is made a reverse charge, as its two sides tell it
    'account.tax.repartition.line': file('account.tax.json')
      .slice(0, 1)
      .map((tax) => ({ id: 1, factor_percent: -100, invoice_tax_id: [tax['id'], ''] })),
    'res.company': file('res.company.json'),
    'res.partner': file('res.partner.json'),
    'res.country': [{ id: 75, name: 'France', code: 'FR' }],
    'res.currency': [
      { id: 1, name: 'EUR' },
      { id: 125, name: 'EUR' },
    ],
    'res.users': [{ id: 2, name: 'Administrator', company_ids: [1] }],
    'account.account': [{ id: 0, code: '707100' }],
    'uom.uom': [{ id: 0, name: 'Units' }],
    'ir.model.data': file('ir.model.data.taxes.json').map((row) => ({ model: 'account.tax', ...row })),
  };
  const fieldFiles: Readonly<Record<string, string>> = {
    'account.move': 'fields_get.account.move.json',
    'res.partner': 'fields_get.res.partner.json',
  };
  const fieldsOf = (model: string): Readonly<Record<string, object>> => {
    const named = fieldFiles[model];
    if (named === undefined)
      return Object.fromEntries(
        (tables[model] ?? []).flatMap((row) => Object.entries(row)).map(([name, value]) => [name, inferred(name, value)]),
      );
    const recorded = JSON.parse(readFileSync(join(folder, named), 'utf8')) as Readonly<Record<string, { type: string; relation?: string }>>;
    return Object.fromEntries(
      Object.entries(recorded).map(([name, field]) => [
        name,
        { type: field.type, ...(RELATIONS[name] === undefined ? {} : { relation: field.relation ?? RELATIONS[name] }) },
      ]),
    );
  };
  const calls: string[] = [];
  const rpc = xmlrpc.createServer({ host: '127.0.0.1', port: 0 });
  rpc.on('authenticate', (_error, _params, answer) => {
    answer(null, 2);
  });
  rpc.on('execute_kw', (_error, params, answer) => {
    const [, , , model = '', method = '', positional = [], named = {}] = params as readonly [
      string,
      number,
      string,
      string,
      string,
      readonly unknown[],
      Readonly<Record<string, unknown>>,
    ];
    calls.push(`${model}.${method}/${String(params.length)}`);
    const rows = tables[model] ?? [];
    if (method === 'fields_get') answer(null, fieldsOf(model));
    else if (method === 'read') {
      const [ids, fields] = positional as readonly [readonly number[], readonly string[]];
      answer(
        null,
        ids.map((id) => pick({ ...(rows.find((row) => row['id'] === id) ?? { id }) }, fields)),
      );
    } else if (method === 'search_read')
      answer(
        null,
        matching(model, rows, named).map((row) => pick(row, named['fields'] as readonly string[])),
      );
    else answer({ faultCode: 1, faultString: `Traceback\nAttributeError: ${method}` });
  });
  const server = createServer((request, response) => {
    if (request.url === '/web/webclient/version_info') {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          result: { server_version: `${version}.0`, server_version_info: [Number.parseInt(version, 10), 0, 0, 'final', 0, ''] },
        }),
      );
    } else if (request.url?.startsWith('/xmlrpc/') === true) rpc.httpServer.emit('request', request, response);
    else response.writeHead(404).end('<!doctype html>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        rpc.close(() => undefined);
        server.close(() => {
          resolve();
        });
      }),
  };
}

function inferred(name: string, value: unknown): object {
  const relation = RELATIONS[name];
  if (relation !== undefined) return { type: name.endsWith('_ids') ? 'many2many' : 'many2one', relation };
  return {
    type:
      typeof value === 'boolean'
        ? /^(active|is_|price_include|reconciled|exclude)/.test(name)
          ? 'boolean'
          : 'char'
        : typeof value === 'number'
          ? 'float'
          : 'char',
  };
}

function pick(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries([...new Set(['id', ...fields])].map((name) => [name, row[name] ?? false]));
}

function matching(model: string, rows: readonly Row[], named: Readonly<Record<string, unknown>>): readonly Row[] {
  if (model !== 'ir.model.data') return rows;
  const [, , ids] = (named['domain'] as readonly (readonly unknown[])[]).find(([field]) => field === 'res_id') ?? [];
  return rows.filter((row) => (ids as readonly number[]).includes(row['res_id'] as number));
}
