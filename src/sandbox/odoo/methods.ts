/** The methods of Odoo's models that an e-invoicing connector calls, with named arguments as JSON-2 gives them. */
import type { Database, Write } from './database.ts';
import { modelOf } from './database.ts';
import { cellsOf } from './cells.ts';
import { loadRows } from './load-rows.ts';
import { postInvoice } from './post-invoice.ts';
import { pythonError } from './python-error.ts';
import { metadataOf, removeRecord } from './records.ts';
import { isDenied } from './rights.ts';
import { refreshMove } from './refresh-move.ts';
import { isFloat, pythonFloat, type Cell, type Row } from './row.ts';
import type { SandboxField } from './schema.ts';
import { unmatchAll } from './settle.ts';
import { fillStored, withDefaults } from './stored-fields.ts';
import { LINE_FIELDS, writeLines } from './write-lines.ts';

export interface Request {
  readonly model: string;
  readonly method: string;
  readonly ids: readonly number[];
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly user: number;
}

export interface World {
  readonly db: Database;
  readonly record: (write: Write) => void;
}

type Method = (request: Request, world: World) => unknown;

const METHODS: Readonly<Record<string, Method>> = {
  search_read: (request, { db }) =>
    found(request, db).map((row) => told(db, request.model, row, names(request.args['fields'], request.model))),
  search: (request, { db }) => found(request, db).map((row) => row['id']),
  search_count: (request, { db }) =>
    db.search(request.model, need(request, 'domain') as readonly unknown[], { inactive: inactive(request) }).length,
  // a missing id is left out, without an error
  read: (request, { db }) =>
    request.ids.flatMap((id) => {
      const row = db.find(request.model, id);
      return row === undefined ? [] : [told(db, request.model, row, names(request.args['fields'], request.model))];
    }),
  fields_get: ({ model }) =>
    Object.fromEntries(
      Object.entries(modelOf(model)).map(([name, field]) => [
        name,
        {
          type: field.type,
          ...(field.relation === undefined ? {} : { relation: field.relation }),
          readonly: false,
          store: true,
          string: name,
        },
      ]),
    ),
  write(request, world) {
    const { vals, lines } = split(need(request, 'vals'));
    if (request.model === 'account.move' && 'invoice_date' in vals) refuseWhenPosted(world.db, request.ids);
    const cells = cellsOf(request.model, vals);
    for (const id of request.ids) {
      refreshMove(
        world.db,
        request.model,
        () => {
          world.db.update(request.model, id, cells, request.user);
          for (const commands of lines) writeLines(request, world, id, commands);
          return id;
        },
        id,
      );
    }
    recordWrite(request, world, vals);
    return true;
  },
  create(request, world) {
    const list = need(request, 'vals_list') as readonly Readonly<Record<string, unknown>>[];
    const ids = list.map((vals) => createRow(request, world, vals));
    recordWrite({ ...request, ids }, world, list[0] ?? {});
    return ids;
  },
  unlink(request, world) {
    for (const id of request.ids) removeRecord(world.db, request.model, id);
    recordWrite(request, world, {});
    return true;
  },
  get_metadata: (request, { db }) => request.ids.map((id) => metadataOf(db, request.model, db.row(request.model, id))),
  message_post(request, world) {
    const [id] = request.ids;
    const body = `<p>${escapeHtml(words(request.args['body']))}</p>`;
    const made = world.db.insert(
      'mail.message',
      {
        model: request.model,
        res_id: id ?? 0,
        body,
        date: world.db.stamp(),
        subtype: words(request.args['subtype_xmlid']),
      },
      request.user,
    );
    recordWrite(request, world, request.args);
    return [made];
  },
  activity_schedule(request, world) {
    const { summary, note, user_id: user } = request.args;
    const made = request.ids.map((id) =>
      world.db.insert(
        'mail.activity',
        {
          res_model: request.model,
          res_id: id,
          summary: words(summary),
          note: words(note),
          user_id: typeof user === 'number' ? user : request.user,
          date_deadline: world.db.stamp().slice(0, 10),
        },
        request.user,
      ),
    );
    recordWrite(request, world, request.args);
    return made;
  },
  action_post(request, world) {
    for (const id of request.ids) postInvoice(world.db, id);
    recordWrite(request, world, {});
    return null;
  },
  button_draft: (request, world) => moveTo(request, world, 'draft'),
  button_cancel: (request, world) => moveTo(request, world, 'cancel'),
  load: (request, world) => loadRows(request, world),
  has_access: (request) => !isDenied(request.user, request.model, words(request.args['operation'])),
  context_get: ({ user }) => ({ lang: 'fr_FR', tz: 'Europe/Paris', uid: user }),
};

/** Of the model as a whole: given ids, Odoo refuses them. */
const WITHOUT_IDS = new Set(['search_read', 'search', 'search_count', 'create', 'load', 'fields_get', 'context_get']);

export function run(request: Request, world: World): unknown {
  modelOf(request.model);
  const { model, method } = request;
  if (method.startsWith('_')) {
    throw pythonError('AccessError', `Private methods (such as '${model}.${method}') cannot be called remotely.`);
  }
  const implementation = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (implementation === undefined) throw pythonError('NotFound', `The method '${model}.${method}' does not exist`);
  if (WITHOUT_IDS.has(method) && request.ids.length > 0)
    throw pythonError('UnprocessableEntity', `cannot call ${model}.${method} with ids`);
  // what `load` may not write it tells in its answer
  if (method !== 'load') {
    const operation = OPERATIONS[method] ?? 'read';
    if (isDenied(request.user, model, operation)) throw pythonError('AccessError', `Accès refusé (${operation}, ${model}).`);
  }
  return implementation(request, world);
}

const OPERATIONS: Readonly<Record<string, string>> = {
  create: 'create',
  write: 'write',
  unlink: 'unlink',
  has_access: 'none',
  fields_get: 'none',
};

function need(request: Request, name: string): unknown {
  const value = request.args[name];
  if (value === undefined) throw pythonError('UnprocessableEntity', `missing a required argument: '${name}'`);
  return value;
}

function inactive(request: Request): boolean {
  return request.context['active_test'] === false;
}

function found(request: Request, db: Database): readonly Row[] {
  const { domain = [], order = '', offset = 0, limit = 0 } = request.args;
  const allowed = companyDomain(request);
  return db.search(request.model, [...allowed, ...(domain as readonly unknown[])], {
    order: words(order),
    offset: typeof offset === 'number' ? offset : 0,
    limit: typeof limit === 'number' ? limit : 0,
    inactive: inactive(request),
  });
}

/** Rows of companies that the call does not allow stay hidden, as Odoo's record rules hide them. */
function companyDomain({ model, context }: Request): readonly unknown[] {
  const companies = context['allowed_company_ids'];
  if (!Array.isArray(companies) || modelOf(model)['company_id'] === undefined) return [];
  return [['company_id', 'in', [...(companies as readonly unknown[]), false]]];
}

function names(fields: unknown, model: string): readonly string[] {
  if (!Array.isArray(fields) || fields.length === 0) return Object.keys(modelOf(model));
  const asked = fields as readonly string[];
  const unknown = asked.find((name) => modelOf(model)[name] === undefined);
  if (unknown !== undefined) throw pythonError('ValueError', `Invalid field '${unknown}' on '${model}'`);
  return [...new Set(['id', ...asked])];
}

/** A row as Odoo tells it: a relation with its name, a float with a fraction digit, `false` for what is empty. */
function told(db: Database, model: string, row: Row, fields: readonly string[]): object {
  return Object.fromEntries(
    fields.map((name) => [
      name,
      toldCell(db, modelOf(model)[name], name === 'display_name' ? db.displayName(model, row['id'] as number) : row[name]),
    ]),
  );
}

function toldCell(db: Database, field: SandboxField | undefined, cell: Cell | undefined): unknown {
  if (isFloat(field)) return pythonFloat(String(cell ?? '0'));
  if (field?.type === 'json') return typeof cell === 'string' ? JSON.parse(cell) : false;
  if (field?.type === 'many2one' && typeof cell === 'number') return [cell, db.displayName(field.relation ?? '', cell)];
  return cell ?? false;
}

function createRow(request: Request, world: World, given: Readonly<Record<string, unknown>>): number {
  const { vals, lines } = split(given);
  const { model, context, user } = request;
  return refreshMove(
    world.db,
    model,
    () => {
      const id = world.db.insert(model, withDefaults(model, cellsOf(model, vals), { db: world.db, context }), user);
      fillStored(world.db, model, id);
      for (const commands of lines) writeLines(request, world, id, commands);
      return id;
    },
    null,
  );
}

/** Lines of moves come as commands; everything else as values. */
function split(given: unknown): { readonly vals: Readonly<Record<string, unknown>>; readonly lines: readonly unknown[] } {
  const vals = { ...(given as Record<string, unknown>) };
  const lines = LINE_FIELDS.map((name) => vals[name]);
  for (const name of LINE_FIELDS) delete vals[name];
  return { vals, lines };
}

function refuseWhenPosted(db: Database, ids: readonly number[]): void {
  if (ids.some((id) => db.row('account.move', id)['state'] === 'posted')) {
    throw pythonError('UserError', 'Vous ne pouvez pas modifier la date d’une écriture comptabilisée.');
  }
}

function moveTo(request: Request, world: World, state: string): null {
  if (state === 'cancel') for (const id of request.ids) unmatchAll(world.db, id);
  for (const id of request.ids) world.db.update('account.move', id, { state }, request.user);
  recordWrite(request, world, { state });
  return null;
}

function recordWrite({ model, method, ids }: Request, world: World, values: Readonly<Record<string, unknown>>): void {
  world.record({ at: world.db.stamp(), model, method, ids, values });
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
