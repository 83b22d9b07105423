/** Elements that tests of the whole document ask for, gathered while the pass goes by; and small looks below an element. */
import type { SyntaxElement } from '../../model/syntax-facts.ts';

export type Found = Map<string, SyntaxElement[]>;

/** What a test names in its sentence; null: nothing to say. */
export type SyntaxTest = (element: SyntaxElement, found: Found, path: string) => Readonly<Record<string, string>> | null;

export const GATHERED: ReadonlySet<string> = new Set([
  'cac:AccountingSupplierParty',
  'cac:AdditionalDocumentReference',
  'cac:PartyIdentification',
  'cbc:PaymentID',
  'cbc:PaymentMeansCode',
  'cn:CreditNote',
  'rsm:CrossIndustryInvoice',
  'ram:SpecifiedTradeSettlementPaymentMeans',
  'ram:ApplicableTradeTax',
  'ram:PaymentReference',
]);

export function below(element: SyntaxElement, ...names: readonly string[]): readonly SyntaxElement[] {
  const found: SyntaxElement[] = [];
  collect(element, names, 0, found);
  return found;
}

function collect(element: SyntaxElement, names: readonly string[], depth: number, found: SyntaxElement[]): void {
  if (depth === names.length) {
    found.push(element);
    return;
  }
  const name = names[depth];
  for (const child of element.children) if (child.name === name) collect(child, names, depth + 1, found);
}

export function has(element: SyntaxElement, ...names: readonly string[]): boolean {
  return reaches(element, names, 0);
}

function reaches({ children }: SyntaxElement, names: readonly string[], depth: number): boolean {
  const name = names[depth];
  for (const child of children) {
    if (child.name === name && (depth === names.length - 1 || reaches(child, names, depth + 1))) return true;
  }
  return false;
}

/** Texts of children, as written. */
export function textsOf(element: SyntaxElement, ...names: readonly string[]): readonly string[] {
  return below(element, ...names).map(({ text }) => text);
}

export function attributeOf(element: SyntaxElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

/** Speaks with these values when the condition does not hold. */
export function unless(holds: boolean, values: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> | null {
  return holds ? null : values;
}

/** At most one different text. */
export function oneText(all: readonly string[]): Readonly<Record<string, string>> | null {
  const texts = new Set(all);
  return unless(texts.size <= 1, { words: [...texts].slice(0, 3).join(', ').slice(0, 120), count: String(texts.size) });
}
