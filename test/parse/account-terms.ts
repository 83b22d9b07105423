/**
 * An independent account of a file: walks the XML by itself, without the tables of the parser, and asks of every text
 * and attribute value whether it is in the list of what was not read, or among the values of the invoice as often as in
 * the file. Only words that the binding prescribes, and that the invoice holds by its shape, are excepted, by name.
 */
import { formatDecimal, parseDecimal, type Decimal } from '../../src/model/decimal.ts';
import type { ParsedInvoice } from '../../src/parse/parse-invoice.ts';
import type { XmlElement } from '../../src/xml/element.ts';

export interface Term {
  readonly path: string;
  readonly value: string;
}

/** Every text and attribute value with its XPath. */
export function termsOf(root: XmlElement): readonly Term[] {
  const terms: Term[] = [];
  const walk = (element: XmlElement, path: string): void => {
    const own = element.text.trim();
    if (own !== '') terms.push({ path, value: own });
    for (const { name, value } of element.attributes) terms.push({ path: `${path}/@${name}`, value });
    const [seen, totals] = [new Map<string, number>(), new Map<string, number>()];
    for (const { name } of element.children) count(totals, name);
    for (const child of element.children) {
      const position = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, position);
      walk(child, `${path}/${child.name}${(totals.get(child.name) ?? 0) > 1 ? `[${position}]` : ''}`);
    }
  };
  walk(root, `/${root.name}`);
  return terms;
}

/** What the shape of the invoice says instead of a value: which list, which member, which kind of date. */
const BY_SHAPE: readonly (readonly [RegExp, RegExp])[] = [
  [/ChargeIndicator(?:\/udt:Indicator)?$/, /^(?:true|false|0|1)$/],
  [/\/@format$/, /^102$/],
  [/cac:TaxScheme(?:\[\d+\])?\/cbc:ID$/, /^(?:VAT|LOC|TAX|FC)$/i],
  [/ram:(?:Applicable|Category)TradeTax(?:\[\d+\])?\/ram:TypeCode$/, /^VAT$/],
  [/ram:SpecifiedTaxRegistration(?:\[\d+\])?\/ram:ID\/@schemeID$/, /^(?:VA|FC)$/],
  [/ReferencedDocument(?:\[\d+\])?\/ram:TypeCode$/, /^(?:50|130|916)$/],
  [/DocumentReference(?:\[\d+\])?\/cbc:DocumentTypeCode$/, /^(?:50|130|916)$/],
  [/cac:PartyIdentification(?:\[\d+\])?\/cbc:ID\/@schemeID$/, /^SEPA$/],
  [/ram:EmailURIUniversalCommunication\/ram:URIID\/@schemeID$/, /^SMTP$/],
  [/cbc:UBLVersionID$/, /^2\.\d$/],
  [/cac:CardAccount\/cbc:NetworkID$/, /^NA$/],
  [/ram:SpecifiedProcuringProject\/ram:Name$/, /^Project reference$/],
];

/** What a syntax says more than once and the invoice keeps once: a place, and the place where it was said first. */
const SAID_AGAIN: readonly (readonly [RegExp, string])[] = [
  [/(PaymentMeans)\[\d+\](\/(?:ram:TypeCode|ram:Information|cbc:PaymentMeansCode|cbc:PaymentID|cbc:PaymentDueDate))$/, '$1[1]$2'],
  [/(ram:ApplicableTradeTax)\[\d+\](\/ram:(?:DueDateTypeCode|TaxPointDate\/udt:DateString))$/, '$1[1]$2'],
  [/(^\/\w+:\w+)\/cac:TaxExchangeRate\/cbc:SourceCurrencyCode$/, '$1/cbc:DocumentCurrencyCode'],
  [/(^\/\w+:\w+)\/cac:TaxExchangeRate\/cbc:TargetCurrencyCode$/, '$1/cbc:TaxCurrencyCode'],
  [/ram:TaxApplicableTradeCurrencyExchange\/ram:SourceCurrencyCode$/, 'ram:InvoiceCurrencyCode'],
  [/ram:TaxApplicableTradeCurrencyExchange\/ram:TargetCurrencyCode$/, 'ram:TaxCurrencyCode'],
  [/(^\/\w+:\w+)\/cac:\w+Line(?:\[\d+\])?\/cac:BillingReference(?:\[\d+\])?\/cac:InvoiceDocumentReference\/cbc:ID$/, '$1/cbc:ID'],
  [/(cac:AdditionalItemProperty(?:\[\d+\])?)\/cbc:Name$/, '$1/cbc:NameCode'],
  [/(ram:ApplicableProductCharacteristic(?:\[\d+\])?)\/ram:Description$/, '$1/ram:TypeCode'],
  [/ram:GrossPrice(ProductTradePrice\/ram:BasisQuantity(?:\/@unitCode)?)$/, 'ram:NetPrice$1'],
];

/** BT-8 in UNTDID 2475, which the invoice keeps in UNTDID 2005. */
const VAT_POINT: Readonly<Record<string, string>> = { '5': '3', '29': '35', '72': '432' };

/** Terms of the file that are neither listed as unread nor found in the invoice; of all of them, or of those with one value. */
export function unaccounted(root: XmlElement, parsed: ParsedInvoice, value?: string): readonly Term[] {
  const unread = new Map<string, number>();
  for (const term of parsed.unread) count(unread, `${term.path}\n${term.value.trim()}`);
  const landed = new Map<string, number>();
  for (const one of valuesOf(parsed.invoice)) count(landed, canonical(one));
  for (const { currency, count: uses } of parsed.facts.currencies) count(landed, canonical(currency), uses);
  const terms = termsOf(root);
  const said = new Map(terms.map((term) => [term.path, term.value]));
  const again = ({ path, value: own }: Term): boolean =>
    SAID_AGAIN.some(([where, first]) => {
      const before = path.replace(where, first);
      return before !== path && said.get(before) === own;
    });
  return terms.filter((term) => {
    if (value !== undefined && term.value !== value) return false;
    if (take(unread, `${term.path}\n${term.value.trim()}`)) return false;
    if (BY_SHAPE.some(([where, words]) => where.test(term.path) && words.test(term.value)) || again(term)) return false;
    return !written(term).every((one) => take(landed, canonical(one)));
  });
}

/** UBL puts the subject of a note before its text; CII has codes of its own for BT-8. */
function written({ path, value }: Term): readonly string[] {
  const note = /cbc:Note(?:\[\d+\])?$/.test(path) ? /^#([A-Z]{3})#([^]*)$/.exec(value) : null;
  if (note !== null) return note.slice(1).filter((part) => part !== '');
  return path.endsWith('ram:DueDateTypeCode') ? [VAT_POINT[value] ?? value] : [value];
}

function valuesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if ('units' in value && 'scale' in value) return [formatDecimal(value as Decimal)];
  return Object.values(value).flatMap((member) => valuesOf(member));
}

/** The same number, date or text however it is written. */
function canonical(text: string): string {
  const trimmed = text.trim();
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed);
  if (day !== null) return `${day[1]}-${day[2]}-${day[3]}`;
  const number = parseDecimal(trimmed);
  return number === null ? trimmed : formatDecimal(number);
}

function count(counts: Map<string, number>, key: string, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function take(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  if (left > 0) counts.set(key, left - 1);
  return left > 0;
}
