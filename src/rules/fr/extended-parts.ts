/**
 * EXTENDED-CTC-FR, what its sums are made of: the lines that count, allowances, charges, and in CII the logistics service
 * charges, which the invoice does not hold. Made once for all rules.
 */
import { parseDecimal, round, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { SyntaxElement } from '../../model/syntax-facts.ts';
import type { LineVat } from '../../model/tax.ts';
import { once, type Subject } from '../subject.ts';
import { below, textsOf } from '../syntax/found.ts';
import { isCounted } from './extended-lines.ts';
import { headOf } from './tree.ts';

/** A sum, and of how many amounts: a cent of tolerance each. */
export interface Summed {
  readonly amount: Decimal;
  readonly count: number;
}

export const NOTHING: Summed = { amount: ZERO, count: 0 };

export interface Parts {
  readonly lines: Summed;
  readonly allowances: Summed;
  readonly charges: Summed;
  readonly logistics: readonly Logistics[];
}

/** A charge for freight and the like, of CII alone. */
export interface Logistics {
  readonly amount: Decimal;
  readonly vat: LineVat;
}

export function partsOf(subject: Subject): Parts {
  return once(subject, madeParts);
}

function madeParts(subject: Subject): Parts {
  const { lines = [], allowances = [], charges = [] } = subject.invoice;
  const logistics = subject.facts?.syntax === 'cii' ? logisticsOf(subject) : [];
  return {
    lines: summed(lines.filter((line) => isCounted(line) && line.net !== undefined).map(({ net }) => net)),
    allowances: summed(allowances.map(({ amount }) => amount)),
    charges: summed([...charges, ...logistics].map(({ amount }) => amount)),
    logistics,
  };
}

function summed(amounts: readonly (Decimal | undefined)[]): Summed {
  return { amount: round(sum(amounts), 2), count: amounts.length };
}

function logisticsOf(subject: Subject): readonly Logistics[] {
  const head = headOf(subject);
  if (head === undefined) return [];
  return below(head, 'ram:ApplicableHeaderTradeSettlement', 'ram:SpecifiedLogisticsServiceCharge').map((charge) => ({
    amount: decimalOf(charge, 'ram:AppliedAmount') ?? ZERO,
    vat: vatOf(below(charge, 'ram:AppliedTradeTax')[0]),
  }));
}

function vatOf(tax: SyntaxElement | undefined): LineVat {
  if (tax === undefined) return {};
  const of = (name: string): string | undefined => textsOf(tax, name)[0]?.trim();
  const [category, reason, reasonCode] = [of('ram:CategoryCode'), of('ram:ExemptionReason'), of('ram:ExemptionReasonCode')];
  const rate = decimalOf(tax, 'ram:RateApplicablePercent');
  return {
    ...(category === undefined ? {} : { category }),
    ...(rate === undefined ? {} : { rate }),
    ...(reason === undefined ? {} : { reason }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
}

/** A text that is no number is told by the structure of the file. */
function decimalOf(element: SyntaxElement, name: string): Decimal | undefined {
  const text = textsOf(element, name)[0]?.trim();
  return text === undefined ? undefined : (parseDecimal(text) ?? undefined);
}
