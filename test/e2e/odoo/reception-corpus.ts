/**
 * The supplier invoices that others published, and what each of them says of its amounts: read here by a few paths of
 * libxml2, not by the parser of the product, so that neither can hide a mistake of the other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { SHARED_DATA } from '../../support/official-data.ts';

const FOLDERS = ['en16931/cii-examples', 'en16931/ubl-examples', 'fr/akretion', 'fr/facturx-flawed', 'fr/facturx-good', 'fr/ubl-gobl'];

export interface CorpusFile {
  /** Path below the folder of official samples. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly xml: Uint8Array;
  readonly syntax: 'UBL' | 'CII' | 'Factur-X';
  /** Local name of the root element. */
  readonly root: string;
  readonly stated: Stated;
}

/** Amounts in ten-thousandths, with the signs of the document. */
export interface Stated {
  readonly number: string;
  readonly year: string;
  /** What the seller is told by best, to see which files are one invoice. */
  readonly seller: string;
  readonly credit: boolean;
  readonly currency: string;
  /** BT-109 and BT-112, each with the rounding BT-114: what is booked and owed. */
  readonly untaxed: number;
  readonly total: number;
  /** BG-23: rate in ten-thousandths of a percent → VAT and base; rates of nothing are left out. */
  readonly rates: ReadonlyMap<number, { readonly base: number; readonly amount: number }>;
}

const INVOICE_ROOTS = ['Invoice', 'CreditNote', 'CrossIndustryInvoice'];

export function isInvoice(file: CorpusFile): boolean {
  return INVOICE_ROOTS.includes(file.root);
}

/** All files, sorted by path. */
export function readCorpus(): readonly CorpusFile[] {
  const base = SHARED_DATA ?? '';
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(base, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  return paths
    .filter((path) => ['.xml', '.pdf'].includes(extname(path).toLowerCase()))
    .toSorted()
    .map((path) => readOne(path, readFileSync(join(base, path))));
}

function readOne(path: string, bytes: Buffer): CorpusFile {
  const pdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  const xml = pdf ? embeddedXml(bytes) : bytes;
  const document = XmlDocument.fromBuffer(xml);
  try {
    const root = document.root.name;
    const syntax = pdf ? 'Factur-X' : root === 'Invoice' || root === 'CreditNote' ? 'UBL' : 'CII';
    return { path, bytes, xml, syntax, root, stated: root.startsWith('Cross') ? fromCii(document) : fromUbl(document) };
  } finally {
    document.dispose();
  }
}

/** A PDF keeps the file in a deflated stream: the first that inflates to an XML of an invoice or order. */
function embeddedXml(pdf: Buffer): Buffer {
  for (let at = pdf.indexOf('stream'); at >= 0; at = pdf.indexOf('stream', at + 6)) {
    const start = pdf[at + 6] === 13 ? at + 8 : at + 7;
    const end = pdf.indexOf('endstream', start);
    if (end < 0) break;
    // an end of line belongs before the word, and is none of the bytes
    const data = pdf.subarray(start, pdf[end - 1] === 10 ? end - 1 : end);
    for (const text of [data, inflated(data)])
      if (text !== null && /^\s*(?:\xef\xbb\xbf)?<[^>]*>?[\s\S]{0,2000}Cross\w+/.test(text.subarray(0, 3000).toString('latin1')))
        return text;
  }
  throw new Error('no XML in this PDF');
}

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes);
  } catch {
    return null;
  }
}

/** `a/b` → text of the first element of these local names. */
function reader(from: XmlDocument | XmlElement): { text(path: string): string; all(path: string): readonly XmlElement[] } {
  const xpath = (path: string): string =>
    path
      .split('/')
      .map((step) => (step === '' || step === '.' ? step : `*[local-name()='${step}']`))
      .join('/');
  const all = (path: string): readonly XmlElement[] => from.find(xpath(path)) as XmlElement[];
  return { all, text: (path) => all(path)[0]?.content.trim() ?? '' };
}

const CREDIT_CODES = ['381', '261', '396', '532', '502', '503', '81', '83', '308', '420', '458', '296'];

function fromUbl(document: XmlDocument): Stated {
  const { text, all } = reader(document);
  const root = document.root.name;
  const head = (path: string): string => text(`/${root}/${path}`);
  const seller = `AccountingSupplierParty/Party`;
  const totals = all(`/${root}/TaxTotal`).filter((total) => reader(total).all('TaxSubtotal').length > 0);
  const rows = totals
    .flatMap((total) => reader(total).all('TaxSubtotal'))
    .map((row) => ({
      rate: reader(row).text('TaxCategory/Percent'),
      base: reader(row).text('TaxableAmount'),
      amount: reader(row).text('TaxAmount'),
    }));
  const rounding = units(head('LegalMonetaryTotal/PayableRoundingAmount'));
  return {
    number: head('ID'),
    year: head('IssueDate').slice(0, 4),
    seller:
      head(`${seller}/PartyTaxScheme/CompanyID`) ||
      head(`${seller}/PartyLegalEntity/CompanyID`) ||
      head(`${seller}/PartyLegalEntity/RegistrationName`),
    credit: root === 'CreditNote' || CREDIT_CODES.includes(head('InvoiceTypeCode')),
    currency: head('DocumentCurrencyCode'),
    untaxed: units(head('LegalMonetaryTotal/TaxExclusiveAmount')) + rounding,
    total: units(head('LegalMonetaryTotal/TaxInclusiveAmount')) + rounding,
    rates: ratesOf(rows),
  };
}

function fromCii(document: XmlDocument): Stated {
  const { text, all } = reader(document);
  const seller = '//ApplicableHeaderTradeAgreement/SellerTradeParty';
  const settlement = '//ApplicableHeaderTradeSettlement';
  const sum = `${settlement}/SpecifiedTradeSettlementHeaderMonetarySummation`;
  const rows = all(`${settlement}/ApplicableTradeTax`).map((row) => ({
    rate: reader(row).text('RateApplicablePercent'),
    base: reader(row).text('BasisAmount'),
    amount: reader(row).text('CalculatedAmount'),
  }));
  const rounding = units(text(`${sum}/RoundingAmount`));
  return {
    number: text('//ExchangedDocument/ID'),
    year: text('//ExchangedDocument/IssueDateTime/DateTimeString').slice(0, 4),
    seller: text(`${seller}/SpecifiedTaxRegistration/ID`) || text(`${seller}/SpecifiedLegalOrganization/ID`) || text(`${seller}/Name`),
    credit: CREDIT_CODES.includes(text('//ExchangedDocument/TypeCode')),
    currency: text(`${settlement}/InvoiceCurrencyCode`),
    untaxed: units(text(`${sum}/TaxBasisTotalAmount`)) + rounding,
    total: units(text(`${sum}/GrandTotalAmount`)) + rounding,
    rates: ratesOf(rows),
  };
}

function ratesOf(rows: readonly { readonly rate: string; readonly base: string; readonly amount: string }[]): Stated['rates'] {
  const rates = new Map<number, { base: number; amount: number }>();
  for (const { rate, base, amount } of rows) {
    const key = units(rate);
    const known = rates.get(key) ?? { base: 0, amount: 0 };
    rates.set(key, { base: known.base + units(base), amount: known.amount + units(amount) });
  }
  rates.delete(0);
  return rates;
}

/** Ten-thousandths of a unit: a fraction of a cent in the document is seen. */
export function units(written: string | number): number {
  const text = typeof written === 'number' ? written.toFixed(4) : written.trim();
  const [, sign = '', whole = '', fraction = ''] = /^([-+]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (/[1-9]/.test(fraction.slice(4))) throw new Error(`${text} has more digits than are compared here`);
  const value = Number.parseInt(`0${whole}${fraction.slice(0, 4).padEnd(4, '0')}`, 10);
  return sign === '-' ? -value : value;
}
