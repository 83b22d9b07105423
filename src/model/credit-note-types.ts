/** Types BT-3 that are credit notes (UNTDID 1001, as XP Z12-012 allows them): UBL writes them as CreditNote. */
export const CREDIT_NOTE_TYPES: ReadonlySet<string> = new Set(['381', '261', '262', '396', '502', '503']);
