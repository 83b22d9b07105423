/** Which terms of an invoice a rendition lacks: found by reading back what was written, so that nothing is lost unsaid. */
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import { termAt } from '../model/terms.ts';

export interface NotCarried {
  /** BT or BG id; empty for what has none. */
  readonly term: string;
  /** Instance path: `lines[0].item.name`. */
  readonly path: string;
  readonly value: string;
}

/** Values of `before` that stand nowhere in `after`, as often as they stood there. */
export function notCarried(before: Invoice, after: Invoice): readonly NotCarried[] {
  const kept = new Map<string, number>();
  for (const { pattern, value } of leaves(after)) kept.set(`${pattern}=${value}`, (kept.get(`${pattern}=${value}`) ?? 0) + 1);
  return leaves(before).flatMap(({ pattern, path, value }) => {
    const left = kept.get(`${pattern}=${value}`) ?? 0;
    kept.set(`${pattern}=${value}`, left - 1);
    return left > 0 ? [] : [{ term: termAt(pattern)?.id ?? '', path, value }];
  });
}

interface Leaf {
  readonly pattern: string;
  readonly path: string;
  readonly value: string;
}

function leaves(value: unknown, pattern = '', path = ''): readonly Leaf[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((item, index) => leaves(item, `${pattern}[]`, `${path}[${index}]`));
  }
  if (isDecimal(value)) return [{ pattern, path, value: formatDecimal(value) }];
  if (typeof value === 'object') {
    const dot = path === '' ? '' : '.';
    return Object.entries(value).flatMap(([name, item]) => leaves(item, `${pattern}${dot}${name}`, `${path}${dot}${name}`));
  }
  return typeof value === 'string' ? [{ pattern, path, value }] : [];
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value && typeof value.units === 'bigint';
}
