/** Records as such: taken away with what belongs to them, and what is known about them. */
import type { Database } from './database.ts';
import { pythonError } from './python-error.ts';
import type { Row } from './row.ts';

export function removeRecord(db: Database, model: string, id: number): void {
  if (model === 'account.move') {
    if (db.row(model, id)['posted_before'] === true)
      throw pythonError('UserError', 'Vous ne pouvez pas supprimer une écriture comptabilisée.');
    for (const line of db.search('account.move.line', [['move_id', '=', id]])) removeRecord(db, 'account.move.line', line['id'] as number);
    for (const file of db.search('ir.attachment', [
      ['res_id', '=', id],
      ['res_model', '=', model],
    ]))
      db.remove('ir.attachment', file['id'] as number);
    for (const message of db.search('mail.message', [
      ['res_id', '=', id],
      ['model', '=', model],
    ]))
      db.remove('mail.message', message['id'] as number);
  }
  for (const name of namesOf(db, model, id)) db.remove('ir.model.data', name['id'] as number);
  db.remove(model, id);
}

export function metadataOf(db: Database, model: string, row: Row): object {
  const xmlids = namesOf(db, model, row['id'] as number).map((name) => ({
    xmlid: `${String(name['module'])}.${String(name['name'])}`,
    noupdate: false,
  }));
  return {
    id: row['id'],
    create_uid: [row['create_uid'], ''],
    create_date: row['create_date'],
    write_uid: [row['write_uid'], ''],
    write_date: row['write_date'],
    xmlid: xmlids[0]?.xmlid ?? false,
    xmlids,
    noupdate: false,
  };
}

function namesOf(db: Database, model: string, id: number): readonly Row[] {
  return db.search('ir.model.data', [
    ['res_id', '=', id],
    ['model', '=', model],
  ]);
}
