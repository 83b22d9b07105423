/** What intra-community supplies and out-of-scope invoices ask besides the ten rules of their category. */
import type { LineVat } from '../../model/tax.ts';
import { isFilled, rule, type Rule } from '../rule.ts';
import type { VatSums } from '../vat-sums.ts';

export const SPECIAL_FAMILY_RULES: readonly Rule[] = [
  rule({
    id: 'BR-IC-11',
    terms: ['BT-72', 'BG-14', 'BT-118'],
    category: 'K',
    document: ({ invoice, sums }, fault) => {
      if (!sums.rows.has('K')) return;
      const { delivery, period, vatPointCode } = invoice;
      if (isFilled(delivery?.date) || period !== undefined || vatPointCode !== undefined) return;
      fault(['delivery.date', 'period']);
    },
  }),
  rule({
    id: 'BR-IC-12',
    terms: ['BT-80', 'BT-118'],
    category: 'K',
    document: ({ invoice, sums }, fault) => {
      if (sums.rows.has('K') && !isFilled(invoice.delivery?.address?.country)) fault('delivery.address.country');
    },
  }),
  rule({
    id: 'BR-O-11',
    terms: ['BT-118'],
    category: 'O',
    document: ({ sums, facts }, fault) => {
      if (!sums.rows.has('O')) return;
      // the CII artefact looks at the lines too, and in allowances and charges at both
      const all = facts?.syntax === 'cii' ? [...sums.rows.keys(), ...sums.onLines] : [...sums.rows.keys()];
      const others = [...new Set(all)].filter((category) => category !== 'O');
      if (others.length > 0) fault('vat', { categories: others.join(', ') });
    },
  }),
  onlyOutOfScope('BR-O-12', 'BT-151', 'onLines', 'lines'),
  onlyOutOfScope('BR-O-13', 'BT-95', 'onAllowances', 'allowances'),
  onlyOutOfScope('BR-O-14', 'BT-102', 'onCharges', 'charges'),
];

type Place = 'onLines' | 'onAllowances' | 'onCharges';
type Items = 'lines' | 'allowances' | 'charges';

function seenInCii(where: Place, { rows, onLines, onAllowances, onCharges }: VatSums): readonly string[] {
  return where === 'onLines' ? [...rows.keys(), ...onLines] : [...onAllowances, ...onCharges];
}

/** Some of these have VAT that does not say its category. */
function hasUnsaid(items: readonly { readonly vat?: LineVat }[] | undefined): boolean {
  return items?.some(({ vat }) => vat !== undefined && vat.otherTax === undefined && !isFilled(vat.category)) ?? false;
}

function onlyOutOfScope(id: string, term: string, where: Place, path: Items): Rule {
  return rule({
    id,
    terms: [term, 'BT-118'],
    document: ({ invoice, sums, facts }, fault) => {
      if (!sums.rows.has('O')) return;
      const all = facts?.syntax === 'cii' ? seenInCii(where, sums) : [...sums[where]];
      const others = [...new Set(all)].filter((category) => category !== 'O');
      // to the UBL artefact what has no category is of another
      if (facts?.syntax === 'ubl' && hasUnsaid(invoice[path])) others.push('—');
      if (others.length > 0) fault(path, { categories: others.join(', ') });
    },
  });
}
