/**
 * The parts of Odoo that provisioning makes: a field, a view, an automation rule. Each is looked for first, can say what
 * it lacks against this release, and is made or brought up to date; nothing is decided here about which are wanted.
 */
import type { Json } from '../../../src/base/json.ts';
import { PasserelleError } from '../../../src/base/error.ts';
import type { ProvisionOptions } from '../../../src/ports/adapter.ts';
import { searchRead, type OdooClient } from '../client.ts';
import type { Session } from '../session.ts';
import { idOf, textOf } from '../value.ts';
import type { ProvisionField } from './fields.ts';
import { HOOK_FIELDS, type RuleSpec } from './rules.ts';
import type { ViewSpec } from './views.ts';

export interface Work {
  readonly session: Session;
  readonly client: OdooClient;
  readonly major: number;
  readonly options: ProvisionOptions;
}

/** Looked for first; `make` is called when it is absent, `update` when it is there. */
export interface Thing {
  readonly what: string;
  find(): Promise<readonly number[]>;
  readonly model: string;
  make(): Promise<void>;
  /** Whether what is there misses something that `update` adds. */
  lacks?(ids: readonly number[]): Promise<boolean>;
  update?(ids: readonly number[]): Promise<void>;
}

export async function idsWhere(client: OdooClient, model: string, domain: readonly Json[]): Promise<readonly number[]> {
  const rows = await searchRead(client, model, { domain, fields: [], context: { active_test: false } });
  return rows.map((row) => idOf(row['id']) ?? 0);
}

export async function create(client: OdooClient, model: string, values: Readonly<Record<string, Json>>): Promise<void> {
  await client.call({ model, method: 'create', args: { vals_list: [values] }, effect: true });
}

export async function write(
  client: OdooClient,
  model: string,
  ids: readonly number[],
  vals: Readonly<Record<string, Json>>,
): Promise<void> {
  await client.call({ model, method: 'write', ids, args: { vals }, effect: true });
}

async function moveModel(client: OdooClient): Promise<number> {
  const [id] = await idsWhere(client, 'ir.model', [['model', '=', 'account.move']]);
  if (id === undefined) throw new PasserelleError('CONNECTOR_UNSUPPORTED', 'this Odoo has no invoicing (account.move)');
  return id;
}

export function fieldThing({ client }: Work, field: ProvisionField): Thing {
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
        values['selection_ids'] = field.selection.map(([value, name], index) => [0, 0, { value, name, sequence: index }]);
      }
      if (field.name === 'x_passerelle_status' || field.name === 'x_passerelle_reference') values['index'] = true;
      await create(client, 'ir.model.fields', values);
    },
    lacks: async (ids) => (await missingSelections(client, ids, field)).length > 0,
    update: (ids) => addSelections(client, ids, field),
  };
}

type Selection = readonly [string, string];

/** A later release may know more codes than those that were made. */
async function missingSelections(client: OdooClient, ids: readonly number[], field: ProvisionField): Promise<readonly Selection[]> {
  if (field.selection === undefined) return [];
  const known = (await selectionRows(client, ids)).map((row) => row.value);
  return field.selection.filter(([value]) => !known.includes(value));
}

/** Names and values that people added or changed stay as they are; only what is missing is made, in its place. */
async function addSelections(client: OdooClient, ids: readonly number[], field: ProvisionField): Promise<void> {
  const missing = await missingSelections(client, ids, field);
  if (missing.length === 0) return;
  for (const [value, name] of missing) await create(client, 'ir.model.fields.selection', { field_id: ids[0] ?? 0, value, name });
  const order = field.selection?.map(([value]) => value) ?? [];
  for (const { id, value, sequence } of await selectionRows(client, ids)) {
    const place = order.includes(value) ? order.indexOf(value) : order.length;
    if (sequence !== place) await write(client, 'ir.model.fields.selection', [id], { sequence: place });
  }
}

interface SelectionRow {
  readonly id: number;
  readonly value: string;
  readonly sequence: number;
}

async function selectionRows(client: OdooClient, ids: readonly number[]): Promise<readonly SelectionRow[]> {
  const rows = await searchRead(client, 'ir.model.fields.selection', { domain: [['field_id', 'in', ids]], fields: ['value', 'sequence'] });
  return rows.map((row) => ({ id: idOf(row['id']) ?? 0, value: textOf(row['value']) ?? '', sequence: idOf(row['sequence']) ?? 0 }));
}

export function viewThing({ client, major }: Work, view: ViewSpec): Thing {
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

export function ruleThing({ client }: Work, rule: RuleSpec, url: string): Thing {
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
      const watched = await idsWhere(client, 'ir.model.fields', [
        ['model', '=', 'account.move'],
        ['name', 'in', rule.fields],
      ]);
      const selection =
        rule.value === undefined
          ? []
          : await idsWhere(client, 'ir.model.fields.selection', [
              ['field_id', 'in', watched],
              ['value', '=', rule.value],
            ]);
      await create(client, 'base.automation', {
        name: rule.name,
        model_id: model,
        trigger: rule.trigger,
        filter_domain: rule.domain,
        ...(selection[0] === undefined ? { trigger_field_ids: [[6, 0, [...watched]]] } : { trg_selection_field_id: selection[0] }),
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
