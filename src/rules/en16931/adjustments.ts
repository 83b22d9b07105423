/**
 * Rules of allowances and charges: BG-20 and BG-21 of the document, BG-27 and BG-28 of the lines. BR-33 and BR-CO-21
 * (and their like) ask the same of a reason; both are official ids, so both speak. BR-CO-05 to 08 (reason and code must
 * mean the same) cannot be tested by a program and are left out, as the official artefacts leave them true.
 */
import { vatCategory, type AllowanceCharge } from '../../model/tax.ts';
import { rule, type Report, type Rule } from '../rule.ts';

function hasAmount({ amount }: AllowanceCharge, fault: Report): void {
  if (amount === undefined) fault('amount');
}

function hasCategory({ vat }: AllowanceCharge, fault: Report): void {
  if (vatCategory(vat) === undefined) fault('vat.category');
}

function hasReason({ reason, reasonCode, amount }: AllowanceCharge, fault: Report): void {
  if (reason === undefined && reasonCode === undefined) fault('reason', { amount });
}

export const ADJUSTMENT_RULES: readonly Rule[] = [
  rule({ id: 'BR-31', terms: ['BT-92'], allowance: hasAmount }),
  rule({ id: 'BR-32', terms: ['BT-95'], allowance: hasCategory }),
  rule({ id: 'BR-33', terms: ['BT-97', 'BT-98'], allowance: hasReason }),
  rule({ id: 'BR-CO-21', terms: ['BT-97', 'BT-98'], allowance: hasReason }),
  rule({ id: 'BR-36', terms: ['BT-99'], charge: hasAmount }),
  rule({ id: 'BR-37', terms: ['BT-102'], charge: hasCategory }),
  rule({ id: 'BR-38', terms: ['BT-104', 'BT-105'], charge: hasReason }),
  rule({ id: 'BR-CO-22', terms: ['BT-104', 'BT-105'], charge: hasReason }),
  rule({ id: 'BR-41', terms: ['BT-136'], lineAllowance: hasAmount }),
  rule({ id: 'BR-42', terms: ['BT-139', 'BT-140'], lineAllowance: hasReason }),
  rule({ id: 'BR-CO-23', terms: ['BT-139', 'BT-140'], lineAllowance: hasReason }),
  rule({ id: 'BR-43', terms: ['BT-141'], lineCharge: hasAmount }),
  rule({ id: 'BR-44', terms: ['BT-144', 'BT-145'], lineCharge: hasReason }),
  rule({ id: 'BR-CO-24', terms: ['BT-144', 'BT-145'], lineCharge: hasReason }),
];
