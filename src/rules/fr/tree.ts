/** Small looks at the elements of a file, for the few rules of EXTENDED-CTC-FR that speak of what the invoice does not keep. */
import type { SyntaxElement } from '../../model/syntax-facts.ts';
import { once, type Subject } from '../subject.ts';
import { attributeOf, below } from '../syntax/found.ts';

const TRANSACTION = 'rsm:SupplyChainTradeTransaction';
const LINES = ['cac:InvoiceLine', 'cac:CreditNoteLine', 'ram:IncludedSupplyChainTradeLineItem'];

/** The element that holds what concerns the whole invoice: the root in UBL, the transaction in CII. */
export function headOf({ facts }: Subject): SyntaxElement | undefined {
  if (facts?.tree === undefined) return undefined;
  return facts.syntax === 'ubl' ? facts.tree : below(facts.tree, TRANSACTION)[0];
}

/** The elements of the lines BG-25, in order. */
export function lineElements(subject: Subject): readonly SyntaxElement[] {
  return (headOf(subject)?.children ?? []).filter(({ name }) => LINES.includes(name));
}

/** A reason code of a charge, as written. */
export interface ChargeCode {
  readonly code: string;
  /** The list that the file names for it. */
  readonly list: string | undefined;
  readonly at: string;
}

const HEAD_CHARGES = {
  ubl: ['cac:AllowanceCharge'],
  cii: ['ram:ApplicableHeaderTradeSettlement', 'ram:SpecifiedTradeAllowanceCharge'],
} as const;
const LINE_CHARGES = {
  ubl: ['cac:AllowanceCharge'],
  cii: ['ram:SpecifiedLineTradeSettlement', 'ram:SpecifiedTradeAllowanceCharge'],
} as const;
const INDICATOR = { ubl: ['cbc:ChargeIndicator'], cii: ['ram:ChargeIndicator', 'udt:Indicator'] } as const;
const CODE = { ubl: 'cbc:AllowanceChargeReasonCode', cii: 'ram:ReasonCode' } as const;
const TRUE: readonly (string | undefined)[] = ['true', '1'];

/** BT-105 and BT-145: of the file with the lists it names, else of the invoice. Made once for all rules. */
export function chargeCodes(subject: Subject): readonly ChargeCode[] {
  return once(subject, madeChargeCodes);
}

function madeChargeCodes(subject: Subject): readonly ChargeCode[] {
  return [...eachChargeCode(subject)];
}

function* eachChargeCode(subject: Subject): Iterable<ChargeCode> {
  const { facts, invoice } = subject;
  const head = headOf(subject);
  if (facts === undefined || head === undefined) {
    yield* codesOf(invoice.charges, 'charges');
    for (const [index, line] of (invoice.lines ?? []).entries()) yield* codesOf(line.charges, `lines[${index}].charges`);
    return;
  }
  yield* written(below(head, ...HEAD_CHARGES[facts.syntax]), facts.syntax, 'charges');
  for (const [index, line] of lineElements(subject).entries())
    yield* written(below(line, ...LINE_CHARGES[facts.syntax]), facts.syntax, `lines[${index}].charges`);
}

function* codesOf(charges: readonly { readonly reasonCode?: string }[] | undefined, at: string): Iterable<ChargeCode> {
  for (const [index, { reasonCode }] of (charges ?? []).entries())
    if (reasonCode !== undefined) yield { code: reasonCode.trim(), list: undefined, at: `${at}[${index}].reasonCode` };
}

function* written(elements: readonly SyntaxElement[], syntax: 'ubl' | 'cii', at: string): Iterable<ChargeCode> {
  const charges = elements.filter((element) => TRUE.includes(below(element, ...INDICATOR[syntax])[0]?.text.trim()));
  for (const [index, charge] of charges.entries()) {
    for (const element of below(charge, CODE[syntax]))
      yield { code: element.text.trim(), list: attributeOf(element, 'listID'), at: `${at}[${index}].reasonCode` };
  }
}
