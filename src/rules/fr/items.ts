/** BR-FR-17, 18, 27 to 30: attached documents, attributes of items, object references. */
import { isCode } from '../../codes/code-list.ts';
import type { Identifier } from '../../model/party.ts';
import { isFilled, rule, type Report, type Rule } from '../rule.ts';

/** Multi-vendor invoices mark sub-invoices so; each at most once in its place, and never empty. */
const SUB_INVOICE_SCHEMES: readonly string[] = ['AFL', 'AVV'];
const READABLE = 'LISIBLE';

function onceEach({ objects }: { readonly objects?: readonly Identifier[] }, fault: Report): void {
  if (objects === undefined) return;
  for (const scheme of SUB_INVOICE_SCHEMES) {
    const count = objects.filter((id) => id.scheme === scheme).length;
    if (count > 1) fault('objects', { scheme, count });
  }
  objects.forEach(({ scheme, value }, index) => {
    if (scheme !== undefined && SUB_INVOICE_SCHEMES.includes(scheme) && !isFilled(value)) fault(`objects[${index}]`, { scheme, count: 0 });
  });
}

export const FR_ITEM_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-17',
    terms: ['BT-123'],
    document: ({ invoice }, fault) => {
      invoice.attachments?.forEach(({ description }, index) => {
        if (description !== undefined && !isCode('fr-attachment-kinds', description))
          fault(`attachments[${index}].description`, { description });
      });
    },
  }),
  rule({
    id: 'BR-FR-18',
    terms: ['BT-123'],
    document: ({ invoice }, fault) => {
      const count = invoice.attachments?.filter(({ description }) => description === READABLE).length ?? 0;
      if (count > 1) fault('attachments', { count });
    },
  }),
  rule({
    id: 'BR-FR-27',
    terms: ['BG-32', 'BT-160', 'EXT-FR-FE-159'],
    line: ({ item }, fault) => {
      item?.attributes?.forEach(({ name, code, value }, index) => {
        if (!isFilled(name) && !isFilled(code)) fault(`item.attributes[${index}]`, { value });
      });
    },
  }),
  rule({
    id: 'BR-FR-28',
    terms: ['BT-161', 'EXT-FR-FE-160', 'EXT-FR-FE-161'],
    line: ({ item }, fault) => {
      item?.attributes?.forEach(({ name, code, value, measure, measureUnit }, index) => {
        const measured = measure !== undefined && isFilled(measureUnit);
        if (value === undefined ? !measured : measure !== undefined) fault(`item.attributes[${index}]`, { name: name ?? code, value });
      });
    },
  }),
  rule({ id: 'BR-FR-29', terms: ['BT-18'], document: ({ invoice }, fault) => onceEach(invoice, fault) }),
  rule({ id: 'BR-FR-30', terms: ['BT-128'], line: onceEach }),
];
