// The real Odoo of the contract tests: calls as its administrator, and the two other users that a bench needs.
const database = process.env['PASSERELLE_ODOO_DATABASE'] ?? 'passerelle';
const PASSWORD = 'banc-d-essai-2026';

type Values = Readonly<Record<string, unknown>>;

export interface Real {
  readonly settings: Values;
  readonly company: number;
  call(model: string, method: string, body: object): Promise<unknown>;
  /** 0 when there is none. */
  find(model: string, domain: readonly unknown[]): Promise<number>;
  make(model: string, values: Values): Promise<number>;
  /** Settings of a user who may make bills and no contacts. */
  plainUser(): Promise<Values>;
  /** Writes as somebody else. */
  editAs(model: string, id: number, values: Values): Promise<void>;
}

export async function openReal(url: string, key: string): Promise<Real> {
  const call = async (model: string, method: string, body: object): Promise<unknown> => {
    const response = await fetch(`${url}/json/2/${model}/${method}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `bearer ${key}`, 'content-type': 'application/json', 'x-odoo-database': database },
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${model}.${method}: ${String(response.status)} ${JSON.stringify(answer).slice(0, 300)}`);
    return answer;
  };
  const find = async (model: string, domain: readonly unknown[]): Promise<number> =>
    ((await call(model, 'search', { domain, limit: 1, context: { active_test: false } })) as readonly number[])[0] ?? 0;
  const make = async (model: string, values: Values): Promise<number> =>
    ((await call(model, 'create', { vals_list: [values] })) as readonly number[])[0] ?? 0;
  const rpc = async (service: string, method: string, args: readonly unknown[]): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } });
    const response = await fetch(`${url}/jsonrpc`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new Error(error.message);
    return result;
  };
  const user = async (login: string): Promise<void> => {
    if ((await find('res.users', [['login', '=', login]])) !== 0) return;
    const groups = (await call('ir.model.data', 'search_read', {
      domain: [
        ['model', '=', 'res.groups'],
        ['name', 'in', ['group_user', 'group_account_invoice']],
        ['module', 'in', ['base', 'account']],
      ],
      fields: ['res_id'],
    })) as readonly { res_id: number }[];
    await call('res.users', 'create', {
      vals_list: [{ name: login, login, password: PASSWORD, group_ids: [[6, 0, groups.map((group) => group.res_id)]] }],
      context: { no_reset_password: true },
    });
  };
  return {
    settings: { url, database, user: process.env['PASSERELLE_ODOO_USER'] ?? 'admin', key },
    company: ((await call('res.company', 'search', { domain: [], order: 'id', limit: 1 })) as readonly number[])[0] ?? 1,
    call,
    find,
    make,
    async plainUser() {
      await user('banc-facturation');
      return { user: 'banc-facturation', key: PASSWORD };
    },
    async editAs(model, id, values) {
      await user('banc-comptable');
      const uid = await rpc('common', 'login', [database, 'banc-comptable', PASSWORD]);
      await rpc('object', 'execute_kw', [database, uid, PASSWORD, model, 'write', [[id], values]]);
    },
  };
}
