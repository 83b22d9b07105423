/** The one page of the simulator: what passed through it, newest first, readable without a manual. */
import { statusLabel } from '../../model/lifecycle-codes.ts';
import type { StoredFlow, Submission } from './stored-flow.ts';

const ROWS = 200;

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1d2733;background:#f7f8fa}
h1{font-size:1.3rem;margin:0}p{color:#5a6675;margin:.3rem 0 1.2rem}
table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #dfe3e8}
th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid #eceff3;vertical-align:top}
th{font-weight:600;color:#5a6675;font-size:.85rem}
.Ok{color:#1a7f45}.Error{color:#b3261e}.Pending{color:#8a6100}td small{color:#5a6675;display:block}`;

const COLUMNS = ['Heure · Time', 'Facture · Invoice', 'Acheteur · Buyer', 'Sens · Direction', 'Accusé · Ack', 'Statuts · Statuses'];

export function flowPage(flows: readonly StoredFlow[], submissions: readonly Submission[]): string {
  const refused = submissions.filter(({ outcome }) => outcome === 'refused').length;
  const newest = [...flows].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, ROWS);
  const rows = newest.map((flow) => row(flow, flows)).join('');
  const nothing = `<tr><td colspan="${COLUMNS.length}">Rien encore · Nothing yet</td></tr>`;
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>Bac à sable – plateforme agréée simulée</title><style>${STYLE}</style>
<h1>Plateforme agréée simulée · <span lang="en">simulated approved platform</span></h1>
<p>${submissions.length} dépôts · <span lang="en">submissions</span>, ${refused} refusés · <span lang="en">refused</span>.
Données fictives · <span lang="en">fictitious data</span>.</p>
<table><thead><tr>${COLUMNS.map((name) => `<th>${name}</th>`).join('')}</tr></thead>
<tbody>${rows === '' ? nothing : rows}</tbody></table></html>`;
}

function row(flow: StoredFlow, flows: readonly StoredFlow[]): string {
  if (flow.type.endsWith('LC')) return '';
  const statuses = flows.filter(({ about }) => about === flow.flowId).map(({ code, direction }) =>
    `${escape(code ?? '')} ${escape(statusLabel(code ?? '', 'fr'))}${direction === 'Out' ? ' ↑' : ''}`);
  const why = flow.ack.details?.map(({ reasonCode, reasonMessage }) => `${reasonCode} : ${reasonMessage}`).join(' ; ') ?? '';
  const cells = [
    escape(flow.updatedAt.slice(0, 19).replace('T', ' ')),
    `${escape(flow.invoice?.number ?? flow.name)}<small>${escape(flow.syntax)} · ${escape(flow.processingRule)}</small>`,
    `${escape(flow.invoice?.buyerName ?? '')}<small>${escape(flow.invoice?.buyerAddress ?? '')}</small>`,
    flow.direction === 'Out' ? 'vente · sale' : 'achat · purchase',
    `<span class="${flow.ack.status}">${flow.ack.status}</span><small>${escape(why)}</small>`,
    statuses.join('<br>'),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
