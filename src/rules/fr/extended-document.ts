/** EXTENDED-CTC-FR, the whole invoice: what EN 16931 asked once and the extension still asks. */
import { ZERO, compare } from '../../model/decimal.ts';
import { rule, type Rule } from '../rule.ts';
import { hasDueDate } from './dates.ts';

export const EXTENDED_DOCUMENT_RULES: readonly Rule[] = [
  rule({
    id: 'BR-CO-25',
    terms: ['BT-9', 'BT-20', 'BT-115'],
    document: ({ invoice: { totals, dueDate, payment }, facts }, fault) => {
      // the UBL artefact asks it of invoices alone
      if (facts?.root === 'cn:CreditNote') return;
      const due = totals?.due;
      if (due === undefined || compare(due, ZERO) <= 0) return;
      if ((dueDate === undefined || !hasDueDate(facts)) && payment?.terms === undefined) fault(['dueDate', 'payment.terms'], { due });
    },
  }),
];
