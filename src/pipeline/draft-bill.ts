/**
 * What would be booked of a supplier invoice, and everything it was decided from: asks the ERP, writes nothing but the
 * bindings a person's answer makes. A replay needs only the stored invoice and the enrichment.
 */
import { billSource } from '../map/bill-source.ts';
import type { Answers } from '../map/question.ts';
import { applyReverse } from '../map/reverse.ts';
import type { Bill } from '../model/bill.ts';
import { formatDecimal, trim } from '../model/decimal.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Document } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { ReceptionEnrichment, Resolved, SupplierFound } from '../model/reception.ts';
import { adopt } from '../normalize/adopt.ts';
import { bookedTaxes } from '../normalize/booked-taxes.ts';
import type { BillToCreate, BookedLine, ListEntry } from '../ports/connector.ts';
import type { Resolution } from '../ports/operator.ts';
import { answerQuestions, type Known } from './answer-questions.ts';
import { fatal, holdFaults } from './book-faults.ts';
import { erpList } from './erp-lists.ts';
import { findSupplier, partyRef } from './find-supplier.ts';
import type { CompanyRoad, Road } from './road.ts';

/** Odoo's default digits of prices and quantities; a database with more digits computes the same. */
const PRICE_DIGITS = 2;
const QUANTITY_DIGITS = 2;
const HISTORY_LINES = 200;
const NOBODY: SupplierFound = { state: 'unknown', proposals: [] };
/** Questions without an answer that have a fault of their own, in words of the invoice. */
const SAID_OTHERWISE = ['party', 'tax', 'currency'];

export interface ReadyBill {
  readonly bill: Bill;
  readonly toCreate: BillToCreate;
}

/** What the journal of the document says besides the invoice. */
export interface Received {
  /** UBL tells an invoice from a credit note by its root. */
  readonly kind: 'invoice' | 'credit-note';
  readonly resolutions: readonly Resolution[];
}

export interface BillDraft {
  readonly enrichment: ReceptionEnrichment;
  readonly bill: Bill | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly derivations: readonly Derivation[];
  readonly faults: readonly Fault[];
  /** null: something is missing; the faults say what. */
  readonly ready: ReadyBill | null;
}

export async function draftBill(
  invoice: Invoice,
  received: Received,
  document: Document,
  company: CompanyRoad,
  road: Road,
): Promise<BillDraft> {
  const { resolutions } = received;
  const currency = await currencyOf(invoice, company, road);
  const digits = Number.parseInt(currency?.attributes['decimal_places'] ?? '2', 10);
  const adopted = adopt(invoice, {
    priceDigits: PRICE_DIGITS,
    quantityDigits: QUANTITY_DIGITS,
    currencyDigits: digits,
    document: received.kind,
    locale: company.company.locale,
  });
  const head = [...holdFaults.head(invoice), ...adopted.faults];
  if (currency === null) head.push(fatal('PASS-IN-CURRENCY-UNKNOWN', ['currency'], { currency: invoice.currency ?? '' }));
  // a supplier is not looked for, nor made, for an invoice that cannot be booked
  const bookable = adopted.bill !== null && !head.some(isFatal);
  const supplier = bookable ? await findSupplier(invoice, resolutions, company, road) : NOBODY;
  const { accounts, history, order } = await aboutSupplier(supplier, invoice, company);
  const known = { party: supplier.party, order, history, resolutions };
  const resolved = adopted.bill === null ? [] : await answersFor(invoice, adopted.bill, known, company, road);
  const enrichment: ReceptionEnrichment = {
    supplier,
    accounts,
    ...(invoice.orderReference === undefined ? {} : { order: { number: invoice.orderReference, id: order } }),
    duplicates: [],
    currencyKnown: currency !== null,
    resolved,
  };
  const faults = [
    ...head,
    ...(bookable ? holdFaults.supplier(supplier, invoice) : []),
    ...holdFaults.accounts(enrichment, invoice, resolutions),
    ...holdFaults.taxes(resolved),
    ...(company.connector.findOrder === undefined || supplier.party === undefined ? [] : holdFaults.order(enrichment)),
  ];
  const told =
    adopted.bill === null ? null : applyReverse(company.billMapping, billSource(invoice, adopted.bill, enrichment), answering(resolved));
  return {
    enrichment,
    bill: adopted.bill,
    values: told?.values ?? {},
    derivations: [...adopted.derivations, ...(told?.derivations ?? [])],
    faults: [...faults, ...(told?.faults ?? []).filter(isNews)],
    ready: adopted.bill === null || told === null ? null : readyBill(document, adopted.bill, told.values, resolved, company),
  };
}

interface AboutSupplier {
  readonly accounts: readonly string[];
  readonly history: readonly BookedLine[];
  readonly order: string | null;
}

async function aboutSupplier({ party: id }: SupplierFound, invoice: Invoice, { company, connector }: CompanyRoad): Promise<AboutSupplier> {
  if (id === undefined) return { accounts: [], history: [], order: null };
  const party = partyRef(id);
  const erpCompany = company.erp.company ?? '';
  const [accounts, history, order] = await Promise.all([
    connector.partyAccounts?.(party) ?? [],
    connector.history?.(party, erpCompany, HISTORY_LINES) ?? [],
    invoice.orderReference === undefined ? null : (connector.findOrder?.(invoice.orderReference, party, erpCompany) ?? null),
  ]);
  return { accounts, history, order: order?.id ?? null };
}

function isNews({ rule, values }: Fault): boolean {
  return rule !== 'PASS-MAP-RESOLVE' || !SAID_OTHERWISE.includes(values['what'] ?? '');
}

/** The mapping is applied twice: once to hear its questions, once with the answers. */
async function answersFor(invoice: Invoice, bill: Bill, known: Known, company: CompanyRoad, road: Road): Promise<readonly Resolved[]> {
  const { questions } = applyReverse(company.billMapping, billSource(invoice, bill), () => null);
  return answerQuestions(questions, known, company, road);
}

function answering(resolved: readonly Resolved[]): Answers {
  return ({ what, by }) => resolved.find((one) => one.what === what && sameValues(one.by, by))?.answer ?? null;
}

function sameValues(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function readyBill(
  document: Document,
  bill: Bill,
  values: Readonly<Record<string, unknown>>,
  resolved: readonly Resolved[],
  { company }: CompanyRoad,
): ReadyBill {
  const taxes = bookedTaxes(bill, ({ vat, nature }) => {
    if (vat === undefined) return null;
    const by = { category: vat.category, rate: formatDecimal(trim(vat.rate)), ...(nature === undefined ? {} : { nature }) };
    const exact = resolved.find((one) => one.what === 'tax' && sameValues(one.by, by));
    // a house's mapping may ask by category and rate alone
    const alike = (one: Resolved): boolean => one.what === 'tax' && one.by['category'] === by.category && one.by['rate'] === by.rate;
    return (exact ?? resolved.find(alike))?.answer ?? null;
  });
  return { bill, toCreate: { key: document.key, company: company.erp.company ?? '', values, taxes } };
}

async function currencyOf(invoice: Invoice, company: CompanyRoad, road: Road): Promise<ListEntry | null> {
  if (invoice.currency === undefined) return null;
  for (const fresh of [false, true]) {
    const entries = await erpList(company.connector, 'currency', road, fresh);
    const entry = entries.find((one) => one.code === invoice.currency && one.attributes['active'] !== 'false');
    if (entry !== undefined) return entry;
  }
  return null;
}
