/**
 * Which kind of bill a supplier's invoice is. A negative invoice is a credit note and a negative credit note an invoice:
 * ERPs refuse to post a negative total, and the amounts of a bill are positive for its type.
 */
import { isCode } from '../codes/code-list.ts';
import type { BillType } from '../model/bill.ts';
import type { Decimal } from '../model/decimal.ts';

export interface BillKind {
  readonly type: BillType;
  /** Every sign of the document turns. */
  readonly flipped: boolean;
}

/** `document`: what the root element of the file says (a UBL CreditNote whose BT-3 says nothing is one all the same). */
export function billKind(typeCode: string | undefined, document: BillType | undefined, total: Decimal): BillKind {
  const credit = document === 'credit-note' || isCode('untdid-1001-credit-note', typeCode?.trim() ?? '');
  const flipped = total.units < 0n;
  return { type: credit === flipped ? 'invoice' : 'credit-note', flipped };
}
