/** What kind of account a booked line is on, in every version of Odoo: partner, money, or another. */
import { textOf, type OdooRow } from './value.ts';

/** `account_type` of the line from 16 on, `account_internal_type` before. */
export const ACCOUNT_FIELDS = ['account_type', 'account_internal_type'] as const;

export const PARTNER_ACCOUNTS: readonly string[] = ['asset_receivable', 'liability_payable', 'receivable', 'payable'];
const PAYABLE: readonly string[] = ['liability_payable', 'payable'];
const MONEY: readonly string[] = ['asset_cash', 'liability_credit_card', 'liquidity'];

export function isPartnerLine(line: OdooRow): boolean {
  return PARTNER_ACCOUNTS.includes(kindOf(line));
}

export function isPayableLine(line: OdooRow): boolean {
  return PAYABLE.includes(kindOf(line));
}

export function isMoneyLine(line: OdooRow): boolean {
  return MONEY.includes(kindOf(line));
}

function kindOf(line: OdooRow): string {
  return textOf(line['account_type']) ?? textOf(line['account_internal_type']) ?? '';
}
