/**
 * What a syntax cannot carry of an invoice, one limit a row with its reason: the only differences that a rendition may
 * make. `carried` is an invoice as its rendition says it; whatever else comes back otherwise is a fault of ours.
 */
import { add, subtract } from '../../src/model/decimal.ts';
import type { Invoice, Syntax } from '../../src/model/invoice.ts';
import type { Build } from '../../src/parse/session.ts';

type I = Build<Invoice>;
type L = NonNullable<I['lines']>[number];
type P = NonNullable<I['seller']>;
type Notes = { notes?: NonNullable<I['notes']> };

export interface Limit {
  readonly syntax: Syntax | 'both';
  readonly why: string;
  /** Takes out of an invoice what cannot be carried, or puts in what is written beside. */
  readonly apply: (invoice: I) => void;
}

export const LIMITS: readonly Limit[] = [
  { syntax: 'both', why: 'a unit stands on a number', apply: eachLine(unitsOnNumbers) },
  { syntax: 'both', why: 'mime code and file name stand on a content', apply: filesOnContents },
  { syntax: 'both', why: 'standing alone, BT-111 is told from BT-110 by another currency than BT-5', apply: accountingAlone },
  { syntax: 'both', why: 'the reason of a price discount stands beside it', apply: eachLine(reasonsOfDiscounts) },
  { syntax: 'ubl', why: 'a gross price stands beside a discount, which is their difference', apply: eachLine(discountBesideGross) },
  { syntax: 'cii', why: 'a discount stands beside a gross price, which is their sum', apply: eachLine(grossBesideDiscount) },
  { syntax: 'ubl', why: 'a payee and a tax representative have one name', apply: oneName },
  { syntax: 'ubl', why: 'an identifier of the scheme SEPA is BT-90', apply: withoutSepa },
  { syntax: 'ubl', why: 'NA says that there is no number', apply: withoutNa },
  { syntax: 'ubl', why: 'a subject stands in the text of its note: three capitals between number signs', apply: notesAsText },
  { syntax: 'ubl', why: 'the words of a payment means stand on its code', apply: wordsOnMeans },
  { syntax: 'ubl', why: 'a sub-line is a reference to the invoice itself, by its number', apply: ownReferences },
  { syntax: 'both', why: 'an item attribute needs a name: one that repeats the code is none', apply: eachLine(attributeNames) },
  { syntax: 'ubl', why: 'UBL 2.1 has no total of a line with VAT', apply: eachLine(withoutLineTotal) },
  { syntax: 'cii', why: 'identifiers without a scheme stand before the others', apply: schemesLast },
  { syntax: 'cii', why: 'BT-8 is written in UNTDID 2475, where 5, 29 and 72 mean something else than in 2005', apply: vatPointCodes },
];

/** An invoice as its rendition says it. */
export function carried(invoice: Invoice, syntax: Syntax): Invoice {
  let left = structuredClone(invoice) as I;
  for (const limit of LIMITS) {
    if (limit.syntax !== 'both' && limit.syntax !== syntax) continue;
    limit.apply(left);
    left = pruned(left) ?? {};
  }
  if (syntax === 'ubl') addHolders(left);
  return left;
}

/** UBL puts some parties, and BT-90, inside others: these are there then, even with nothing of their own. */
function addHolders(invoice: I): void {
  const creditor = invoice.payment?.debit?.creditor !== undefined;
  if (invoice.sellerAgent ?? invoice.invoicer) invoice.seller ??= {};
  if (invoice.buyerAgent ?? invoice.invoicee) invoice.buyer ??= {};
  if (creditor && invoice.payee === undefined) invoice.seller ??= {};
}

function eachLine(apply: (line: L) => void): (invoice: I) => void {
  return ({ lines = [] }) => lines.forEach(apply);
}

function unitsOnNumbers(line: L): void {
  if (line.quantity === undefined) delete line.unitCode;
  if (line.priceBaseQuantity === undefined) delete line.priceBaseUnit;
  for (const attribute of line.item?.attributes ?? []) if (attribute.measure === undefined) delete attribute.measureUnit;
}

function withoutLineTotal(line: L): void {
  delete line.withVat;
}

function filesOnContents({ attachments = [] }: I): void {
  for (const file of attachments) {
    if (file.content !== undefined) continue;
    delete file.mime;
    delete file.fileName;
  }
}

function accountingAlone({ currency, vatCurrency, totals, lines = [] }: I): void {
  if (vatCurrency !== undefined && vatCurrency !== currency) return;
  if (totals?.vat === undefined) delete totals?.vatAccounting;
  for (const line of lines) if (line.vatTotal === undefined) delete line.vatTotalAccounting;
}

function reasonsOfDiscounts(line: L): void {
  const derived = line.grossPrice !== undefined && line.price !== undefined;
  if (line.priceDiscount !== undefined || derived) return;
  delete line.priceDiscountReason;
  delete line.priceDiscountReasonCode;
}

function discountBesideGross(line: L): void {
  const { price, grossPrice, priceDiscount } = line;
  if (priceDiscount !== undefined || grossPrice === undefined) return;
  if (price === undefined) delete line.grossPrice;
  else line.priceDiscount = subtract(grossPrice, price);
}

function grossBesideDiscount(line: L): void {
  const { price, grossPrice, priceDiscount } = line;
  if (priceDiscount === undefined) {
    delete line.priceDiscountReason;
    delete line.priceDiscountReasonCode;
  } else if (grossPrice === undefined && price !== undefined) line.grossPrice = add(price, priceDiscount);
}

function oneName({ payee, taxRepresentative }: I): void {
  delete payee?.tradingName;
  delete taxRepresentative?.tradingName;
}

function withoutSepa({ seller, payee }: I): void {
  for (const party of [seller, payee]) if (party?.ids !== undefined) party.ids = party.ids.filter(({ scheme }) => scheme !== 'SEPA');
}

function withoutNa(invoice: I): void {
  const beside = invoice.salesOrderReference ?? invoice.orderDate;
  if (invoice.orderReference === 'NA' && beside !== undefined) delete invoice.orderReference;
  for (const line of invoice.lines ?? []) {
    for (const key of ['orderReference', 'orderLineReference', 'despatchLineReference', 'receiptLineReference'] as const) {
      if (line[key] === 'NA') delete line[key];
    }
  }
}

function notesAsText(invoice: I): void {
  for (const { notes = [] } of [invoice, ...(invoice.lines ?? [])] as readonly Notes[]) {
    for (const note of notes) {
      const written = note.subject === undefined ? (note.text ?? '') : `#${note.subject}#${note.text ?? ''}`;
      const [, subject, text = ''] = /^#([A-Z]{3})#([^]*)$/.exec(written) ?? [];
      delete note.subject;
      delete note.text;
      if (subject === undefined) note.text = written;
      else Object.assign(note, text === '' ? { subject } : { subject, text });
    }
  }
}

function wordsOnMeans({ payment }: I): void {
  if (payment?.means === undefined) delete payment?.meansText;
}

/** Without BT-1 there is no sub-line; with it, a line of the invoice itself is no line of a preceding one. */
function ownReferences({ number, lines = [] }: I): void {
  for (const line of lines) {
    if (number === undefined) {
      delete line.status;
      delete line.parentId;
    } else if (line.precedingInvoice?.line !== undefined && line.precedingInvoice.number?.trim() === number.trim()) {
      delete line.precedingInvoice;
    }
  }
}

function attributeNames({ item }: L): void {
  for (const attribute of item?.attributes ?? []) if (attribute.name === attribute.code) delete attribute.name;
}

function schemesLast(invoice: I): void {
  const { seller, buyer, payee, taxRepresentative, buyerAgent, payer, sellerAgent, invoicee, invoicer, lines = [] } = invoice;
  const parties = [
    seller,
    buyer,
    payee,
    taxRepresentative,
    buyerAgent,
    payer,
    sellerAgent,
    invoicee,
    invoicer,
    ...lines.map(({ vendor }) => vendor),
  ];
  for (const party of parties as readonly (P | undefined)[]) {
    party?.ids?.sort((a, b) => Number(a.scheme !== undefined) - Number(b.scheme !== undefined));
  }
}

function vatPointCodes(invoice: I): void {
  if (['5', '29', '72'].includes(invoice.vatPointCode?.trim() ?? '')) delete invoice.vatPointCode;
}

/** Without empty groups: a group that says nothing is not written. */
function pruned<T>(value: T): T | undefined {
  if (Array.isArray(value)) {
    const kept = (value as readonly unknown[]).flatMap((one) => pruned(one) ?? []);
    return kept.length === 0 ? undefined : (kept as T);
  }
  if (typeof value !== 'object' || value === null || 'units' in value) return value;
  const kept = Object.entries(value).flatMap(([name, one]) => {
    const left = pruned<unknown>(one);
    return left === undefined ? [] : [[name, left] as const];
  });
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as T);
}
