/** Fields that Odoo fills when a record is made: defaults of bills and their lines, commercial partners, checksums. */
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import type { Cell, Row } from './row.ts';

export interface Making {
  readonly db: Database;
  /** `allowed_company_ids` of the call: the first is where records are made. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** Values given win over what would be filled in. */
export function withDefaults(model: string, cells: Row, { db, context }: Making): Row {
  if (model === 'account.move') return { ...moveDefaults(db, context, cells), ...cells };
  if (model === 'account.move.line') return { display_type: 'product', quantity: '1', ...lineDefaults(db, cells), ...cells };
  if (model === 'ir.attachment' && typeof cells['datas'] === 'string') {
    return { ...cells, checksum: createHash('sha1').update(Buffer.from(cells['datas'], 'base64')).digest('hex') };
  }
  if (model === 'res.partner.bank')
    return {
      ...cells,
      sanitized_acc_number: String(cells['acc_number'] ?? '')
        .replace(/\W/g, '')
        .toUpperCase(),
    };
  return cells;
}

/** What follows from the record once it is there. */
export function fillStored(db: Database, model: string, id: number): void {
  const row = db.row(model, id);
  if (model === 'res.partner') {
    const parent = row['is_company'] === true ? false : (row['parent_id'] ?? false);
    row['commercial_partner_id'] = typeof parent === 'number' ? (db.row('res.partner', parent)['commercial_partner_id'] as number) : id;
  }
  const partner = row['partner_id'];
  if (model === 'account.move' && typeof partner === 'number') {
    row['commercial_partner_id'] = (db.find('res.partner', partner)?.['commercial_partner_id'] as number | undefined) || partner;
  }
  if (model === 'res.partner.bank' && typeof partner === 'number') {
    const banks = db.search('res.partner.bank', [['partner_id', '=', partner]]).map((bank) => bank['id'] as number);
    db.update('res.partner', partner, { bank_ids: banks });
  }
}

function moveDefaults(db: Database, context: Readonly<Record<string, unknown>>, cells: Row): Row {
  const type = String(cells['move_type'] ?? '');
  if (!type.startsWith('in_')) return { state: 'draft' };
  const [allowed] = (context['allowed_company_ids'] ?? []) as readonly number[];
  const company = numberIn(cells['company_id']) ?? allowed ?? 1;
  const own = numberIn(db.find('res.company', company)?.['currency_id']) ?? 0;
  const currency = numberIn(cells['currency_id']) ?? own;
  const [journal] = db.search('account.journal', [
    ['type', '=', 'purchase'],
    ['company_id', '=', company],
  ]);
  const rate = currency === own ? '1' : db.find('res.currency', currency)?.['rate'];
  return {
    state: 'draft',
    company_id: company,
    currency_id: currency,
    company_currency_id: own,
    journal_id: journal?.['id'] ?? false,
    invoice_currency_rate: typeof rate === 'string' && rate !== '0' ? rate : '1',
    date: db.stamp().slice(0, 10),
  };
}

function lineDefaults(db: Database, cells: Row): Row {
  const move = db.find('account.move', numberIn(cells['move_id']) ?? 0);
  if (move === undefined || !String(move['move_type']).startsWith('in_')) return {};
  const journal = db.find('account.journal', numberIn(move['journal_id']) ?? 0);
  const company = move['company_id'] ?? false;
  return {
    account_id: journal?.['default_account_id'] ?? false,
    currency_id: move['currency_id'] ?? false,
    company_id: company,
    // the company's purchase tax comes by itself wherever no taxes are given
    tax_ids: db
      .search('account.tax', [
        ['type_tax_use', '=', 'purchase'],
        ['company_id', '=', company],
      ])
      .slice(0, 1)
      .map((tax) => tax['id'] as number),
  };
}

function numberIn(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
