/** BR-FR-17, 18, 27 to 30: attached documents, attributes of items, object references. */
import { isCode } from '../../codes/code-list.ts';
import type { Identifier } from '../../model/party.ts';
import type { Report, Rule } from '../rule.ts';
import { isFilled, perLine, rule } from '../rule.ts';

/** Multi-vendor invoices mark sub-invoices so; each at most once in its place. */
const SUB_INVOICE_SCHEMES = ['AFL', 'AVV'] as const;
const READABLE = 'LISIBLE';

function onceEach(objects: readonly Identifier[] | undefined, at: string, fault: Report): void {
  for (const scheme of SUB_INVOICE_SCHEMES) {
    const count = (objects ?? []).filter((id) => id.scheme === scheme).length;
    if (count > 1) fault(at, { scheme, count });
  }
}

export const FR_ITEM_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-17',
    terms: ['BT-123'],
    test: ({ invoice }, fault) => {
      invoice.attachments?.forEach((attachment, index) => {
        const description = attachment.description;
        if (description !== undefined && !isCode('fr-attachment-kinds', description))
          fault(`attachments[${index}].description`, { description });
      });
    },
  }),
  rule({
    id: 'BR-FR-18',
    terms: ['BT-123'],
    test: ({ invoice }, fault) => {
      const count = (invoice.attachments ?? []).filter((attachment) => attachment.description === READABLE).length;
      if (count > 1) fault('attachments', { count });
    },
  }),
  perLine({ id: 'BR-FR-27', terms: ['BG-32', 'BT-160', 'EXT-FR-FE-159'] }, (line, at, fault) => {
    line.item?.attributes?.forEach((attribute, index) => {
      if (!isFilled(attribute.name) && !isFilled(attribute.code)) fault(`${at}.item.attributes[${index}]`, { value: attribute.value });
    });
  }),
  perLine({ id: 'BR-FR-28', terms: ['BT-161', 'EXT-FR-FE-160'] }, (line, at, fault) => {
    line.item?.attributes?.forEach((attribute, index) => {
      const [text, measure] = [attribute.value !== undefined, attribute.measure !== undefined];
      if (text === measure) fault(`${at}.item.attributes[${index}]`, { name: attribute.name ?? attribute.code, value: attribute.value });
    });
  }),
  rule({
    id: 'BR-FR-29',
    terms: ['BT-18'],
    test: ({ invoice }, fault) => {
      onceEach(invoice.objects, 'objects', fault);
    },
  }),
  perLine({ id: 'BR-FR-30', terms: ['BT-128'] }, (line, at, fault) => {
    onceEach(line.objects, `${at}.objects`, fault);
  }),
];
