/** Every field of the ERP that the bill writes, by the connector's own names, each with its story. */
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { BillContext } from './bill-value.ts';
import { html, NOTHING, type Html } from './html.ts';
import { value } from './invoice-value.ts';

const ROWS_MAX = 300;
const DEPTH_MAX = 8;
const TEXT_MAX = 300;

type Row = readonly [path: string, text: string];

export function erpValues(context: BillContext): Html {
  const {
    visit: { words },
    booking: { values },
  } = context;
  const rows: Row[] = [];
  flatten(values, '', rows, 0);
  if (rows.length === 0) return NOTHING;
  const shown = rows.slice(0, ROWS_MAX);
  return html`<details
    class="erp-values"
    ${context.chosen !== undefined && rows.some(([path]) => path === context.chosen) ? html` open` : NOTHING}
  >
    <summary>${words('bill.values')} <span class="count">${rows.length > ROWS_MAX ? `${ROWS_MAX}+` : rows.length}</span></summary>
    <dl class="facts">
      ${shown.map(
        ([path, text]) =>
          html`<div>
            <dt><code>${path}</code></dt>
            <dd>${value(context, path, text)}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

function isDecimal(given: object): given is Decimal {
  return 'units' in given && typeof given.units === 'bigint' && 'scale' in given;
}

/** Stops one row after the most that are shown: the page then says that there are more. */
function flatten(given: unknown, path: string, rows: Row[], depth: number): void {
  if (rows.length > ROWS_MAX || given === undefined || given === null) return;
  if (typeof given !== 'object') {
    if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean')
      rows.push([path, String(given).slice(0, TEXT_MAX)]);
    return;
  }
  if (isDecimal(given)) {
    rows.push([path, formatDecimal(given)]);
    return;
  }
  if (depth >= DEPTH_MAX) return;
  const inside = Array.isArray(given)
    ? given.map((item: unknown, index) => [`${path}[${index}]`, item] as const)
    : Object.entries(given).map(([name, item]) => [path === '' ? name : `${path}.${name}`, item] as const);
  for (const [at, item] of inside) flatten(item, at.slice(0, TEXT_MAX), rows, depth + 1);
}
