/** How the French reform groups the document types of UNTDID 1001. */

const SELF_BILLED: ReadonlySet<string> = new Set(['389', '501', '500', '471', '473', '261', '502']);
const CORRECTIVE: ReadonlySet<string> = new Set(['384', '471', '472', '473']);
/** 262 is a discount over a period: it names a contract and a period (CO-03) instead of invoices. */
const CREDIT_NOTES: ReadonlySet<string> = new Set(['381', '261', '396', '502', '503']);
const PREPAYMENTS: ReadonlySet<string> = new Set(['386', '500', '503']);

export function isSelfBilled(type: string | undefined): boolean {
  return SELF_BILLED.has(type ?? '');
}

export function isCorrective(type: string | undefined): boolean {
  return CORRECTIVE.has(type ?? '');
}

export function isCreditNote(type: string | undefined): boolean {
  return CREDIT_NOTES.has(type ?? '');
}

export function isPrepayment(type: string | undefined): boolean {
  return PREPAYMENTS.has(type ?? '');
}

/** B2, S2, M2. */
export function isPaidFramework(code: string | undefined): boolean {
  return /^[BSM]2$/.test(code ?? '');
}

/** B4, S4, M4. */
export function isFinalFramework(code: string | undefined): boolean {
  return /^[BSM]4$/.test(code ?? '');
}
