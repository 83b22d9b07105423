/**
 * Done once by an administrator: the fields in which statuses are shown, the screens, the automation rules, and the
 * snapshot of external ids that the run-time user may not read. Every step looks first, so that it may be repeated;
 * `remove` takes everything away again.
 */
import type { Json } from '../../../src/base/json.ts';
import { PasserelleError } from '../../../src/base/error.ts';
import type { ProvisionOptions, ProvisionStep } from '../../../src/ports/adapter.ts';
import { searchRead, type OdooClient } from '../client.ts';
import { SNAPSHOT_NAME } from '../external-ids.ts';
import type { Session } from '../session.ts';
import { idOf, textOf } from '../value.ts';
import { ALL_FIELDS, type ProvisionField } from './fields.ts';
import { HOOK_FIELDS, RULES, RULES_SINCE, type RuleSpec } from './rules.ts';
import { VIEWS, type ViewSpec } from './views.ts';

interface Work {
  readonly session: Session;
  readonly client: OdooClient;
  readonly major: number;
  readonly options: ProvisionOptions;
}

/** Looked for first; `make` is called when it is absent, `update` when it is there. */
interface Thing {
  readonly what: string;
  find(): Promise<readonly number[]>;
  readonly model: string;
  make(): Promise<void>;
  update?(ids: readonly number[]): Promise<void>;
}

export async function provision(session: Session, options: ProvisionOptions): Promise<readonly ProvisionStep[]> {
  session.forget();
  const client = await session.client();
  const { major } = await session.version();
  const work: Work = { session, client, major, options };
  const things: Thing[] = [
    ...ALL_FIELDS.map((field) => fieldThing(work, field)),
    ...VIEWS.map((view) => viewThing(work, view)),
    ...(major >= RULES_SINCE && options.hookUrl !== undefined ? RULES.map((rule) => ruleThing(work, rule, options.hookUrl ?? '')) : []),
    snapshotThing(work),
  ];
  const steps: ProvisionStep[] = [];
  if (options.remove === true) {
    const all = [
      ...things,
      ...(options.hookUrl === undefined && major >= RULES_SINCE ? RULES.map((rule) => ruleThing(work, rule, '')) : []),
    ];
    // views before the fields they show
    for (const thing of all.reverse()) steps.push(await removed(work, thing));
  } else {
    for (const thing of things) steps.push(await ensured(work, thing));
  }
  session.forget();
  return steps;
}

async function ensured({ options }: Work, thing: Thing): Promise<ProvisionStep> {
  const found = await thing.find();
  if (found.length === 0) {
    if (options.dryRun !== true) await thing.make();
    return { what: thing.what, state: options.dryRun === true ? 'would-make' : 'made' };
  }
  if (options.dryRun !== true) await thing.update?.(found);
  return { what: thing.what, state: 'present' };
}

async function removed({ client, options }: Work, thing: Thing): Promise<ProvisionStep> {
  const found = await thing.find();
  if (found.length === 0) return { what: thing.what, state: 'absent' };
  if (options.dryRun !== true) await client.call({ model: thing.model, method: 'unlink', ids: found, effect: true });
  return { what: thing.what, state: options.dryRun === true ? 'would-remove' : 'removed' };
}

async function idsWhere(client: OdooClient, model: string, domain: readonly Json[]): Promise<readonly number[]> {
  const rows = await searchRead(client, model, { domain, fields: [], context: { active_test: false } });
  return rows.map((row) => idOf(row['id']) ?? 0);
}

async function create(client: OdooClient, model: string, values: Readonly<Record<string, Json>>): Promise<void> {
  await client.call({ model, method: 'create', args: { vals_list: [values] }, effect: true });
}

async function write(client: OdooClient, model: string, ids: readonly number[], vals: Readonly<Record<string, Json>>): Promise<void> {
  await client.call({ model, method: 'write', ids, args: { vals }, effect: true });
}

async function moveModel(client: OdooClient): Promise<number> {
  const [id] = await idsWhere(client, 'ir.model', [['model', '=', 'account.move']]);
  if (id === undefined) throw new PasserelleError('CONNECTOR_UNSUPPORTED', 'this Odoo has no invoicing (account.move)');
  return id;
}

function fieldThing({ client }: Work, field: ProvisionField): Thing {
  const domain = [
    ['model', '=', 'account.move'],
    ['name', '=', field.name],
  ];
  return {
    what: `field ${field.name}`,
    model: 'ir.model.fields',
    find: () => idsWhere(client, 'ir.model.fields', domain),
    async make() {
      const values: Record<string, Json> = {
        model_id: await moveModel(client),
        name: field.name,
        ttype: field.type,
        field_description: field.label,
        help: field.help,
        state: 'manual',
        copied: false,
        store: true,
      };
      if (field.selection !== undefined) {
        values['selection_ids'] = field.selection.map(([value, name], index) => [0, 0, { value, name, sequence: index + 1 }]);
      }
      if (field.name === 'x_passerelle_status' || field.name === 'x_passerelle_reference') values['index'] = true;
      await create(client, 'ir.model.fields', values);
    },
    update: (ids) => addSelections(client, ids, field),
  };
}

/** A later release may know more codes than those that were made. */
async function addSelections(client: OdooClient, ids: readonly number[], field: ProvisionField): Promise<void> {
  if (field.selection === undefined) return;
  const rows = await searchRead(client, 'ir.model.fields.selection', { domain: [['field_id', 'in', ids]], fields: ['value'] });
  const known = rows.map((row) => textOf(row['value']));
  for (const [index, [value, name]] of field.selection.entries()) {
    if (known.includes(value)) continue;
    await create(client, 'ir.model.fields.selection', { field_id: ids[0] ?? 0, value, name, sequence: index + 1 });
  }
}

function viewThing({ client, major }: Work, view: ViewSpec): Thing {
  return {
    what: `view ${view.name}`,
    model: 'ir.ui.view',
    find: () => idsWhere(client, 'ir.ui.view', [['name', '=', view.name]]),
    async make() {
      const parent = await parentView(client, view);
      await create(client, 'ir.ui.view', {
        name: view.name,
        model: view.model,
        inherit_id: parent,
        mode: 'extension',
        priority: 90,
        arch: view.arch(major),
      });
    },
    update: (ids) => write(client, 'ir.ui.view', ids, { arch: view.arch(major) }),
  };
}

async function parentView(client: OdooClient, view: ViewSpec): Promise<number> {
  const rows = await searchRead(client, 'ir.model.data', {
    domain: [
      ['module', '=', 'account'],
      ['model', '=', 'ir.ui.view'],
      ['name', 'in', [...view.inherits]],
    ],
    fields: ['res_id', 'name'],
  });
  for (const name of view.inherits) {
    const id = idOf(rows.find((row) => textOf(row['name']) === name)?.['res_id']);
    if (id !== null) return id;
  }
  throw new PasserelleError('CONNECTOR_UNSUPPORTED', `this Odoo has no view account.${view.inherits.join(' or account.')}`);
}

function ruleThing({ client }: Work, rule: RuleSpec, url: string): Thing {
  return {
    what: `automation "${rule.name}"`,
    model: 'base.automation',
    find: () => idsWhere(client, 'base.automation', [['name', '=', rule.name]]),
    async make() {
      const model = await moveModel(client);
      const fields = await idsWhere(client, 'ir.model.fields', [
        ['model', '=', 'account.move'],
        ['name', 'in', HOOK_FIELDS],
      ]);
      const [watched] = await idsWhere(client, 'ir.model.fields', [
        ['model', '=', 'account.move'],
        ['name', '=', rule.field],
      ]);
      const selection =
        rule.value === undefined
          ? []
          : await idsWhere(client, 'ir.model.fields.selection', [
              ['field_id', '=', watched ?? 0],
              ['value', '=', rule.value],
            ]);
      await create(client, 'base.automation', {
        name: rule.name,
        model_id: model,
        trigger: rule.trigger,
        filter_domain: rule.domain,
        ...(selection[0] === undefined ? { trigger_field_ids: [[6, 0, [watched ?? 0]]] } : { trg_selection_field_id: selection[0] }),
        action_server_ids: [
          [
            0,
            0,
            {
              name: rule.name,
              model_id: model,
              state: 'webhook',
              webhook_url: url,
              webhook_field_ids: [[6, 0, [...fields]]],
            },
          ],
        ],
      });
    },
    async update(ids) {
      const actions = await idsWhere(client, 'ir.actions.server', [
        ['base_automation_id', 'in', ids],
        ['state', '=', 'webhook'],
      ]);
      if (actions.length > 0) await write(client, 'ir.actions.server', actions, { webhook_url: url });
    },
  };
}

function snapshotThing({ client, session }: Work): Thing {
  const domain = [
    ['name', '=', SNAPSHOT_NAME],
    ['res_model', '=', 'res.company'],
  ];
  return {
    what: 'snapshot of external ids',
    model: 'ir.attachment',
    find: () => idsWhere(client, 'ir.attachment', domain),
    async make() {
      const [company] = await session.companies();
      await create(client, 'ir.attachment', {
        name: SNAPSHOT_NAME,
        res_model: 'res.company',
        res_id: company ?? 1,
        mimetype: 'application/json',
        datas: await snapshot(client),
      });
    },
    async update(ids) {
      await write(client, 'ir.attachment', ids, { datas: await snapshot(client) });
    },
  };
}

async function snapshot(client: OdooClient): Promise<string> {
  const rows = await searchRead(client, 'ir.model.data', {
    domain: [['model', 'in', ['account.tax', 'uom.uom']]],
    fields: ['model', 'module', 'name', 'res_id'],
  });
  const names: Record<string, Record<string, string>> = {};
  for (const row of rows) {
    const module = textOf(row['module']) ?? '';
    if (module.startsWith('__')) continue;
    (names[textOf(row['model']) ?? ''] ??= {})[String(idOf(row['res_id']) ?? 0)] = `${module}.${textOf(row['name']) ?? ''}`;
  }
  return Buffer.from(JSON.stringify(names)).toString('base64');
}
