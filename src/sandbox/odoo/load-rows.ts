/** `load`: an import table with external ids creates records once and finds them again, lines too when they have ids. */
import type { Request, World } from './methods.ts';
import { cellsOf } from './cells.ts';
import { isFloat, type Cell, type Row } from './row.ts';
import { modelOf } from './database.ts';

export function loadRows(request: Request, world: World): unknown {
  const { fields, data } = request.args as { fields: readonly string[]; data: readonly (readonly string[])[] };
  let parent = 0;
  for (const cells of data) {
    const own: Record<string, string> = {};
    const line: Record<string, string> = {};
    fields.forEach((field, index) => {
      const value = cells[index] ?? '';
      if (field.startsWith('invoice_line_ids/')) line[field.slice('invoice_line_ids/'.length)] = value;
      else own[field] = value;
    });
    if (own['id'] !== undefined && own['id'] !== '') parent = upsert(request, world, request.model, own, { state: 'draft' });
    if (Object.values(line).some((value) => value !== ''))
      upsert(request, world, 'account.move.line', line, { display_type: 'product', move_id: parent });
  }
  world.record({ at: world.db.stamp(), model: request.model, method: 'load', ids: [parent], values: {} });
  return { ids: [parent], messages: [], nextrow: 0 };
}

function upsert(request: Request, { db }: World, model: string, texts: Readonly<Record<string, string>>, defaults: Row): number {
  const { id: external, ...rest } = texts;
  const cells: Row = {};
  for (const [column, text] of Object.entries(rest)) {
    const [name = '', byId] = column.split('/');
    cells[name] = cellOf(model, name, byId === '.id', text);
  }
  const [module = '', name = ''] = (external ?? '').split(/\.(.*)/s);
  const [known] =
    external === undefined
      ? []
      : db.search('ir.model.data', [
          ['module', '=', module],
          ['name', '=', name],
          ['model', '=', model],
        ]);
  if (known !== undefined) {
    db.update(model, known['res_id'] as number, cells, request.user);
    return known['res_id'] as number;
  }
  const made = db.insert(model, { ...defaults, ...cellsOf(model, cells) }, request.user);
  if (external !== undefined && external !== '') db.insert('ir.model.data', { module, name, model, res_id: made });
  return made;
}

function cellOf(model: string, name: string, byId: boolean, text: string): Cell {
  const field = modelOf(model)[name];
  if (byId)
    return field?.type === 'many2one'
      ? text === ''
        ? false
        : Number.parseInt(text, 10)
      : text
          .split(',')
          .filter((id) => id !== '')
          .map((id) => Number.parseInt(id, 10));
  if (isFloat(field)) return text === '' ? '0' : text;
  return text === '' ? false : text;
}
