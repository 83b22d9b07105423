/** The page of the sandbox Odoo that a person looks at: invoices with what was written back to them. */
import { isBill } from './compute-move.ts';
import type { Database } from './database.ts';
import type { Row } from './row.ts';

const STYLE = [
  'body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#222;background:#fafafa}',
  'h1{font-size:1.3rem;font-weight:600}p.lead{color:#555}',
  'table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #ddd}',
  'th,td{padding:.45rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #eee}',
  'th{font-weight:600;font-size:.85rem;color:#555;background:#f4f4f4}',
  'td.amount{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}',
  '.status{display:inline-block;padding:.05rem .5rem;border-radius:.6rem;background:#eee;font-size:.85rem;white-space:nowrap}',
  '.status.good{background:#d9f2df}.status.bad{background:#fbdcdc}.status.wait{background:#fdf0cf}',
  'ul{margin:.2rem 0;padding-left:1.1rem;font-size:.85rem;color:#555}.activity{color:#8a4b00;font-size:.85rem}',
].join('');
const HEAD = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Odoo du bac à sable</title><style>${STYLE}</style></head><body>`;

export function invoicesPage(db: Database, company: string): string {
  const bills = of(db, ['in_invoice', 'in_refund']);
  return `${HEAD}
<h1>${escape(company)} : factures clients</h1>
<p class="lead">Odoo simulé, en mémoire. Le statut, l’historique et les activités sont écrits par Passerelle.</p>
${table(db, 'Client', of(db, ['out_invoice', 'out_refund']))}
${bills.length === 0 ? '' : `<h1>Factures fournisseurs</h1>\n${table(db, 'Fournisseur', bills)}`}
</body></html>
`;
}

function of(db: Database, types: readonly string[]): readonly Row[] {
  return db.search('account.move', [['move_type', 'in', types]], { order: 'id' });
}

function table(db: Database, party: string, rows: readonly Row[]): string {
  return `<table><thead><tr><th>Numéro</th><th>Date</th><th>${party}</th><th>Total</th><th>E-facture</th><th>Historique</th></tr></thead>
<tbody>
${rows.map((row) => line(db, row)).join('\n')}
</tbody></table>`;
}

const STATE: Readonly<Record<string, string>> = { draft: 'Brouillon', cancel: 'Annulée', posted: '' };

function line(db: Database, row: Row): string {
  const id = row['id'] as number;
  const partner = typeof row['partner_id'] === 'number' ? db.displayName('res.partner', row['partner_id']) : '';
  const currency = typeof row['currency_id'] === 'number' ? db.displayName('res.currency', row['currency_id']) : '';
  const number = [text(row['name']) || 'Brouillon', isBill(row) ? text(row['ref']) : ''].filter((part) => part !== '').join(' · ');
  return (
    `<tr id="move-${String(id)}"><td>${escape(number)}<br><small>${escape(STATE[text(row['state'])] ?? '')}</small></td>` +
    `<td>${escape(text(row['invoice_date']))}</td>` +
    `<td>${escape(partner)}</td><td class="amount">${escape(text(row['amount_total']))} ${escape(currency)}</td>` +
    `<td>${statusCell(row)}</td><td>${history(db, id)}${files(db, id)}</td></tr>`
  );
}

const GOOD = ['203', '204', '205', '211', '212'];
const BAD = ['held', '207', '208', '210', '213', '221', 'diverged'];

function statusCell(row: Row): string {
  const code = text(row['x_passerelle_status']);
  if (code === '') return '<span class="status">aucun</span>';
  const look = GOOD.includes(code) ? ' good' : BAD.includes(code) ? ' bad' : ' wait';
  const tracks = text(row['x_passerelle_tracks']);
  const reason = text(row['x_passerelle_reason']);
  return `<span class="status${look}">${escape(code)}</span><br><small>${escape(tracks)}</small>${reason === '' ? '' : `<br><small>${escape(reason)}</small>`}`;
}

function history(db: Database, id: number): string {
  const messages = db.search(
    'mail.message',
    [
      ['model', '=', 'account.move'],
      ['res_id', '=', id],
    ],
    { order: 'id' },
  );
  const activities = db.search('mail.activity', [
    ['res_model', '=', 'account.move'],
    ['res_id', '=', id],
  ]);
  // bodies were escaped when they were posted
  const lines = messages.map((row) => `<li>${text(row['body']).replace(/<\/?p>/g, '')}</li>`).join('');
  const todo = activities.map((row) => `<div class="activity">À faire : ${escape(text(row['summary']))}</div>`).join('');
  return (lines === '' ? '' : `<ul>${lines}</ul>`) + todo;
}

function files(db: Database, id: number): string {
  const found = db.search('ir.attachment', [
    ['res_id', '=', id],
    ['res_model', '=', 'account.move'],
  ]);
  return found.map((row) => `<div><small>${escape(text(row['name']))}</small></div>`).join('');
}

function text(cell: unknown): string {
  return typeof cell === 'string' ? cell : '';
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
