/**
 * Rules of allowances and charges: BG-20 and BG-21 of the document, BG-27 and BG-28 of the lines. BR-33 and BR-CO-21
 * (and their like) ask the same of a reason; both are official ids, so both speak. BR-CO-05 to 08 (reason and code must
 * mean the same) cannot be tested by a program and are left out, as the official artefacts leave them true.
 */
import type { AllowanceCharge } from '../../model/tax.ts';
import { perAdjustment, perLineAdjustment, type Adjustment, type Rule } from '../rule.ts';

function hasReason(item: AllowanceCharge): boolean {
  return item.reason !== undefined || item.reasonCode !== undefined;
}

function ofDocument(
  kind: Adjustment,
  amount: readonly [string, string],
  vat: readonly [string, string],
  reasons: readonly string[],
  terms: readonly string[],
): Rule[] {
  return [
    perAdjustment({ id: amount[0], terms: [amount[1]] }, kind, (item, at, fault) => {
      if (item.amount === undefined) fault(`${at}.amount`);
    }),
    perAdjustment({ id: vat[0], terms: [vat[1]] }, kind, (item, at, fault) => {
      if (item.vat?.category === undefined) fault(`${at}.vat.category`);
    }),
    ...reasons.map((id) =>
      perAdjustment({ id, terms }, kind, (item, at, fault) => {
        if (!hasReason(item)) fault(`${at}.reason`, { amount: item.amount });
      }),
    ),
  ];
}

function ofLine(kind: Adjustment, amount: readonly [string, string], reasons: readonly string[], terms: readonly string[]): Rule[] {
  return [
    perLineAdjustment({ id: amount[0], terms: [amount[1]] }, kind, (item, at, fault) => {
      if (item.amount === undefined) fault(`${at}.amount`);
    }),
    ...reasons.map((id) =>
      perLineAdjustment({ id, terms }, kind, (item, at, fault) => {
        if (!hasReason(item)) fault(`${at}.reason`, { amount: item.amount });
      }),
    ),
  ];
}

export const ADJUSTMENT_RULES: readonly Rule[] = [
  ...ofDocument('allowances', ['BR-31', 'BT-92'], ['BR-32', 'BT-95'], ['BR-33', 'BR-CO-21'], ['BT-97', 'BT-98']),
  ...ofDocument('charges', ['BR-36', 'BT-99'], ['BR-37', 'BT-102'], ['BR-38', 'BR-CO-22'], ['BT-104', 'BT-105']),
  ...ofLine('allowances', ['BR-41', 'BT-136'], ['BR-42', 'BR-CO-23'], ['BT-139', 'BT-140']),
  ...ofLine('charges', ['BR-43', 'BT-141'], ['BR-44', 'BR-CO-24'], ['BT-144', 'BT-145']),
];
