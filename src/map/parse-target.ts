/** What may stand under a target: the parser asks, the shape of the invoice or of a reverse mapping answers. */
import { CODE_LISTS, isCode, isCodeListName } from '../codes/code-list.ts';
import { isCalendarDate } from '../base/calendar-date.ts';
import { nearest } from '../base/text.ts';
import { parseDecimal } from '../model/decimal.ts';
import { shapeAt, type Shape } from './targets.ts';

export interface FieldsTarget {
  /** value: one entry · list: parts · fields: members below · either: a value or a list, known only to the ERP. */
  readonly takes: 'value' | 'list' | 'fields' | 'either';
  /** The target below, or the sentence that says what was expected. */
  readonly at: (key: string) => FieldsTarget | string;
  readonly item?: FieldsTarget;
  /** The sentence that says why a literal cannot stand here. */
  readonly judge?: (literal: string) => string | undefined;
}

export const LEAVES_ONLY: FieldsTarget = { takes: 'value', at: () => 'a single value has no members' };

/** Targets of an invoice. Only an overlay reaches into a list of its base, as `lines[].item.name`. */
export function invoiceTarget(shape: Shape, overlay: boolean): FieldsTarget {
  if (shape.kind === 'list') {
    return { takes: 'list', item: invoiceTarget(shape.item, overlay), at: () => 'a list has parts, not members' };
  }
  const at = (key: string): FieldsTarget | string => {
    const cut = key.indexOf('[].');
    if (cut >= 0 && overlay) {
      const list = shapeAt(shape, key.slice(0, cut));
      if ('problem' in list) return list.problem;
      if (list.kind !== 'list') return `\`${key.slice(0, cut)}\` is no list: leave out the brackets`;
      return invoiceTarget(list.item, overlay).at(key.slice(cut + 3));
    }
    if (/\[\d*\]/.test(key))
      return `a target has no brackets: write \`${key.replace(/\[\d*\].*$/, '')}\` with \`each\` and \`fields\``;
    const found = shapeAt(shape, key);
    return 'problem' in found ? found.problem : invoiceTarget(found, overlay);
  };
  if (shape.kind === 'group') return { takes: 'fields', at };
  return { takes: 'value', at, judge: (literal) => judgeLiteral(shape, literal) };
}

/**
 * Fields of the ERP: their names are checked against what the connector can write when it is asked. Only an overlay
 * reaches into a list of its base, as `invoice_line_ids[].account_id`.
 */
export function erpTarget(overlay: boolean): FieldsTarget {
  const shape = overlay ? /^[A-Za-z][\w.]*(?:\[\]\.[A-Za-z][\w.]*)?$/ : /^[A-Za-z][\w.]*$/;
  const target: FieldsTarget = {
    takes: 'either',
    at: (key) => (shape.test(key) ? target : `\`${key}\` is no field name`),
    get item(): FieldsTarget {
      return { takes: 'fields', at: target.at };
    },
  };
  return target;
}

export function judgeLiteral(shape: Shape, literal: string): string | undefined {
  if (shape.kind !== 'leaf') return undefined;
  if (shape.type === 'decimal') return parseDecimal(literal) === null ? `\`${literal}\` is no decimal` : undefined;
  if (shape.type === 'date') return isCalendarDate(literal) ? undefined : `\`${literal}\` is no day written YYYY-MM-DD`;
  if (shape.type === 'bool')
    return literal === 'true' || literal === 'false' ? undefined : `\`${literal}\` is neither true nor false`;
  const list = shape.term?.list;
  if (list === undefined || !isCodeListName(list) || isCode(list, literal)) return undefined;
  const near = nearest(literal, CODE_LISTS[list].codes);
  return `\`${literal}\` is no code of ${list} (${shape.term?.id ?? ''})${near === undefined ? '' : `: did you mean \`${near}\`?`}`;
}
