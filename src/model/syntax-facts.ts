/**
 * What rules need of a file beyond its meaning: the syntax bindings of EN 16931 (UBL-SR, UBL-DT, CII-SR …) speak of
 * elements and attributes that the invoice does not keep. Parsers gather it; an invoice from an ERP has none.
 */
import type { Decimal } from './decimal.ts';
import type { Syntax } from './invoice.ts';
import type { InstancePath } from './path.ts';

/** A currencyID as it stands on amounts of the file. */
export interface CurrencyUse {
  readonly currency: string;
  readonly count: number;
  /** XPath of the first. */
  readonly first: string;
}

/** One total of VAT of the document as written: UBL cac:TaxTotal, CII ram:TaxTotalAmount. */
export interface VatTotalFact {
  readonly amount?: Decimal;
  readonly currency?: string;
  /** Number of breakdown groups inside (UBL). */
  readonly subtotals: number;
}

/** An element of the file, as the reader gives it. */
export interface SyntaxElement {
  /** In the prefixes of xml/names.ts. */
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly SyntaxElement[];
  /** Character data directly inside, as written; '' where there is nothing but blanks around children. */
  readonly text: string;
}

export interface SyntaxFacts {
  readonly syntax: Syntax;
  /** The root element, for the rules that look at elements and attributes themselves; absent: those are not judged. */
  readonly tree?: SyntaxElement;
  /** Root element in the prefixes of xml/names.ts: `ubl:Invoice`, `cn:CreditNote`, `rsm:CrossIndustryInvoice`. */
  readonly root: string;
  readonly currencies: readonly CurrencyUse[];
  readonly vatTotals: readonly VatTotalFact[];
  /** XPath of every element beyond the first where the invoice holds one; its content is in `unread` too. */
  readonly repeated: readonly string[];
  /** XPath of every element without text, children or attributes (PEPPOL-EN16931-R008, BR-FR). */
  readonly empty: readonly string[];
  /** XPath and words of tax schemes other than VAT where VAT stands. */
  readonly taxSchemes: readonly { readonly path: string; readonly scheme: string }[];
  /** XPath and words of dates that are no calendar date of the syntax (CII format 102). */
  readonly dates: readonly { readonly path: string; readonly at: InstancePath; readonly value: string; readonly format?: string }[];
  /** Numbers that are not digits with a point among them, as written: `64.`, `+0.10`, with a space before or behind. */
  readonly numbers: readonly { readonly at: InstancePath; readonly text: string }[];
  /** What the invoice does not hold: XPath and value of every element and attribute that was not read. */
  readonly unread: readonly { readonly path: string; readonly value: string }[];
  /** XPath of allowances or charges whose indicator is absent or neither true nor false; they were read as allowances. */
  readonly indicators: readonly string[];
}
