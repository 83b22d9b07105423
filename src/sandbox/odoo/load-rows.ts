/**
 * `load`: an import table with external ids creates records once and finds them again, lines too when they have ids. An
 * empty cell is an empty field. What Odoo refuses leaves nothing behind and is an answer, not an error.
 */
import type { Request, World } from './methods.ts';
import { cellsOf } from './cells.ts';
import { modelOf } from './database.ts';
import { refreshMove } from './refresh-move.ts';
import { isDenied } from './rights.ts';
import { isFloat, type Cell, type Row } from './row.ts';
import { fillStored, withDefaults } from './stored-fields.ts';
import { refusalOf } from './validate.ts';

const LINE = 'account.move.line';
const BELOW = 'invoice_line_ids/';

interface Loading {
  readonly external: string;
  readonly cells: Row;
  readonly lines: readonly { readonly external: string; readonly cells: Row }[];
}

export function loadRows(request: Request, world: World): unknown {
  const { fields, data } = request.args as { fields: readonly string[]; data: readonly (readonly string[])[] };
  if (isDenied(request.user, request.model, 'create')) {
    return {
      ids: false,
      messages: [{ type: 'error', message: 'Vous n’êtes pas autorisé à créer ces enregistrements.', record: 0 }],
      nextrow: 0,
    };
  }
  const loadings = readTable(request.model, fields, data);
  const refusals = loadings.flatMap(({ cells, lines }) =>
    [refusalOf(request.model, cells), ...lines.map((line) => refusalOf(LINE, line.cells))].filter((words) => words !== null),
  );
  if (refusals.length > 0) return { ids: false, messages: refusals.map((message) => ({ type: 'error', message, record: 0 })), nextrow: 0 };
  const ids = loadings.map((loading) => loadOne(request, world, loading));
  world.record({ at: world.db.stamp(), model: request.model, method: 'load', ids, values: {} });
  return { ids, messages: [], nextrow: 0 };
}

function readTable(model: string, fields: readonly string[], data: readonly (readonly string[])[]): readonly Loading[] {
  const found: (Loading & { readonly lines: { external: string; cells: Row }[] })[] = [];
  for (const texts of data) {
    const own = new Map<string, string>();
    const line = new Map<string, string>();
    fields.forEach((field, index) => {
      if (field.startsWith(BELOW)) line.set(field.slice(BELOW.length), texts[index] ?? '');
      else own.set(field, texts[index] ?? '');
    });
    if ([...own.values()].some((text) => text !== '')) found.push({ external: own.get('id') ?? '', cells: cellsIn(model, own), lines: [] });
    if ([...line.values()].some((text) => text !== ''))
      found.at(-1)?.lines.push({ external: line.get('id') ?? '', cells: cellsIn(LINE, line) });
  }
  return found;
}

function loadOne(request: Request, world: World, { external, cells, lines }: Loading): number {
  return refreshMove(
    world.db,
    request.model,
    () => {
      const id = upsert(request, world, request.model, external, cells);
      for (const line of lines) upsert(request, world, LINE, line.external, { ...line.cells, move_id: id });
      return id;
    },
    knownId(world, request.model, external),
  );
}

function knownId({ db }: World, model: string, external: string): number | null {
  const [module = '', name = ''] = external.split(/\.(.*)/s);
  const [known] =
    external === ''
      ? []
      : db.search('ir.model.data', [
          ['module', '=', module],
          ['name', '=', name],
          ['model', '=', model],
        ]);
  return known === undefined ? null : (known['res_id'] as number);
}

function upsert(request: Request, world: World, model: string, external: string, cells: Row): number {
  const { db } = world;
  const known = knownId(world, model, external);
  if (known !== null && db.find(model, known) !== undefined) {
    db.update(model, known, cells, request.user);
    return known;
  }
  const made = db.insert(model, withDefaults(model, cellsOf(model, cells), { db, context: request.context }), request.user);
  fillStored(db, model, made);
  const [module = '', name = ''] = external.split(/\.(.*)/s);
  if (external !== '') db.insert('ir.model.data', { module, name, model, res_id: made });
  return made;
}

function cellsIn(model: string, texts: ReadonlyMap<string, string>): Row {
  const cells: Row = {};
  for (const [path, text] of texts) {
    const [name = '', byId] = path.split('/');
    if (name !== 'id') cells[name] = cellOf(model, name, byId === '.id', text);
  }
  return cells;
}

function cellOf(model: string, name: string, byId: boolean, text: string): Cell {
  const field = modelOf(model)[name];
  if (byId) {
    const ids = text
      .split(',')
      .filter((id) => id !== '')
      .map((id) => Number.parseInt(id, 10));
    return field?.type === 'many2one' ? (ids[0] ?? false) : ids;
  }
  if (isFloat(field)) return text === '' ? '0' : text;
  if (field?.type === 'boolean') return text === '1' || text === 'true';
  if (field?.type === 'integer') return text === '' ? 0 : Number.parseInt(text, 10);
  return text === '' ? false : text;
}
