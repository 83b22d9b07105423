/**
 * Invoices for property tests: every term of the model, EXTENDED-CTC-FR included, with hostile texts. `invoice` is what the
 * schemas of both syntaxes allow, `anyInvoice` any part of one. Neither is right: sums and business rules do not hold.
 * What a syntax cannot carry of them is in syntax-limits.ts.
 */
import fc from 'fast-check';
import type {
  Attachment,
  CreditTransfer,
  Delivery,
  ExchangeRate,
  Invoice,
  Note,
  Payment,
  PrecedingInvoice,
} from '../../src/model/invoice.ts';
import type { Classification, Item, ItemAttribute, Line } from '../../src/model/line.ts';
import type { Address, Contact, Identifier, Party } from '../../src/model/party.ts';
import type { AllowanceCharge, LineVat, VatBreakdown } from '../../src/model/tax.ts';
import { SPECIFICATIONS } from '../../src/model/specification.ts';
import { termAt } from '../../src/model/terms.ts';
import type { Totals } from '../../src/model/totals.ts';
import { anyText, day, decimal, list, some, token, words, type Arbitraries } from './arbitrary-values.ts';

/** Codes as they are, and now and then what is none. */
function coded(...codes: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...codes) }, { weight: 1, arbitrary: anyText });
}

const country = coded('FR', 'DE', 'BE', 'TN');
const currency = coded('EUR', 'USD', 'TND');
const unitCode = fc.constantFrom('C62', 'HUR', 'KGM', ' ', '\t\n', '😀', '&', 'é]');

export const identifier: fc.Arbitrary<Identifier> = some<Identifier>(
  {
    value: token,
    scheme: coded('0002', '0009', '0225', '0088', '', 'SEPA', ' 0002'),
  },
  ['value'],
);

const address = some<Address>({
  line1: words,
  line2: words,
  line3: words,
  city: words,
  postCode: token,
  subdivision: words,
  country,
});

const contact = some<Contact>({ name: words, phone: words, email: words });

/** A party as EXTENDED-CTC-FR allows it everywhere. */
const partyMembers: Arbitraries<Party> = {
  name: words,
  tradingName: words,
  ids: list(identifier, 3),
  legalId: identifier,
  vatId: token,
  taxId: token,
  legalForm: words,
  endpoint: identifier,
  address,
  contact,
  role: coded('AB', 'DL', 'SR', 'II'),
};
export const party: fc.Arbitrary<Party> = some<Party>(partyMembers);
/** The schema of UBL asks for a seller and a buyer. */
const main = some<Party>(partyMembers, ['name']);

/** Another tax than VAT is a fact of a file, not a term. */
const vat = some<Omit<LineVat, 'otherTax'>>(
  {
    category: coded('S', 'E', 'AE', 'Z'),
    rate: decimal,
    reason: words,
    reasonCode: token,
  },
  ['category'],
);

const allowance = some<AllowanceCharge>(
  {
    amount: decimal,
    base: decimal,
    percent: decimal,
    vat,
    reason: words,
    reasonCode: token,
  },
  ['amount', 'vat'],
);

const lineAllowance = allowance.map(({ vat: _, ...rest }): AllowanceCharge => rest);

const breakdown = some<Omit<VatBreakdown, 'otherTax'>>(
  {
    base: decimal,
    amount: decimal,
    category: coded('S', 'E', 'O'),
    rate: decimal,
    reason: words,
    reasonCode: token,
  },
  ['base', 'amount', 'category'],
);

const note = some<Note>({
  subject: coded('PMD', 'PMT', 'AAB', 'REG', 'ab', 'A#B'),
  text: fc.oneof({ weight: 5, arbitrary: words }, { weight: 1, arbitrary: fc.constantFrom('#ABC#', '#PMD#text', '# #') }),
});

const delivery = some<Delivery>({ name: words, location: identifier, date: day, address });

const period = some<{ start?: string; end?: string }>({ start: day, end: day });

const transfer = some<CreditTransfer>(
  {
    account: coded('FR7630006000011234567890189', 'BE71 0961 2345 6769', '12345/67'),
    name: words,
    bic: token,
  },
  ['account'],
);

const payment = some<Payment>(
  {
    means: coded('30', '48', '58', '1'),
    meansText: words,
    reference: token,
    terms: words,
    transfers: list(transfer, 3),
    card: some<NonNullable<Payment['card']>>({ number: token, holder: words }, ['number']),
    debit: some<NonNullable<Payment['debit']>>({ mandate: token, creditor: token, account: token }, ['mandate']),
  },
  ['means'],
);

/** The schema of UBL asks for the mime code of a content. */
const attachmentMembers: Arbitraries<Attachment> = {
  id: token,
  description: words,
  url: fc.oneof(fc.webUrl(), words),
  content: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  mime: coded('application/pdf', 'text/csv'),
  fileName: token,
};
const { content: _, ...withoutContent } = attachmentMembers;
const attachment: fc.Arbitrary<Attachment> = fc.oneof(
  some<Omit<Attachment, 'content'>>(withoutContent, ['id']),
  some<Attachment>(attachmentMembers, ['id', 'content', 'mime']),
);

const preceding = some<Omit<PrecedingInvoice, 'line'>>(
  { number: fc.oneof(token, fc.constant('F1')), issueDate: day, typeCode: coded('380', '503') },
  ['number'],
);
const linePreceding = some<PrecedingInvoice>(
  { number: fc.oneof(token, fc.constant('F1')), issueDate: day, typeCode: coded('380', '503'), line: token },
  ['number'],
);

const name = fc.oneof(words, fc.constant('COL'));
const code = fc.oneof(token, fc.constant('COL'));
const attributeMembers = { name, code, value: words, measure: decimal, measureUnit: unitCode };
/** The schema of UBL asks for a name, which the code stands for where there is a measure alone. */
const attribute: fc.Arbitrary<ItemAttribute> = fc.oneof(
  some<ItemAttribute>(attributeMembers, ['name']),
  some<Omit<ItemAttribute, 'name' | 'value'>>({ code, measure: decimal, measureUnit: unitCode }, ['code']),
);

const item = some<Item>(
  {
    name: words,
    description: words,
    sellerId: token,
    buyerId: token,
    standardId: identifier,
    classifications: fc.array(some<Classification>({ value: token, scheme: coded('STI', 'HS'), schemeVersion: token }, ['value']), {
      minLength: 1,
      maxLength: 2,
    }),
    originCountry: country,
    attributes: list(attribute),
  },
  ['name'],
);

const object = some<Identifier>({ value: token, scheme: coded('AFL', 'AVV', 'ABT') }, ['value']);
const objects = list(object);

/** 'NA' is what UBL writes where the number of a document or a line is asked for and there is none. */
const number = fc.oneof({ weight: 9, arbitrary: token }, { weight: 1, arbitrary: fc.constant('NA') });

export const line: fc.Arbitrary<Line> = some<Line>(
  {
    id: token,
    notes: list(note),
    objects,
    quantity: decimal,
    unitCode,
    net: decimal,
    orderLineReference: number,
    buyerAccountingReference: words,
    period,
    allowances: list(lineAllowance),
    charges: list(lineAllowance),
    price: decimal,
    priceDiscount: decimal,
    priceDiscountReason: words,
    priceDiscountReasonCode: token,
    grossPrice: decimal,
    priceBaseQuantity: decimal,
    priceBaseUnit: unitCode,
    vat,
    item,
    parentId: token,
    status: coded('GROUP', 'DETAIL', 'INFORMATION'),
    orderReference: number,
    precedingInvoice: linePreceding,
    despatchReference: number,
    despatchLineReference: number,
    receiptReference: number,
    receiptLineReference: number,
    salesOrderReference: token,
    salesOrderLineReference: token,
    delivery,
    vendor: party,
    vatTotal: decimal,
    vatTotalAccounting: decimal,
    withVat: decimal,
  },
  ['id', 'quantity', 'unitCode', 'net', 'price', 'vat', 'item'],
);

const totals = some<Totals>(
  {
    lines: decimal,
    allowances: decimal,
    charges: decimal,
    withoutVat: decimal,
    vat: decimal,
    vatAccounting: decimal,
    withVat: decimal,
    paid: decimal,
    rounding: decimal,
    due: decimal,
  },
  ['lines', 'withoutVat', 'vat', 'withVat', 'due'],
);

const members: Arbitraries<Invoice> = {
  specification: token,
  businessProcess: coded('B1', 'S1', 'M1'),
  issueDate: day,
  number: fc.oneof(token, fc.constant('F1')),
  typeCode: coded('380', '386', '389', '384', '381', '261', '396', '503'),
  currency,
  vatCurrency: currency,
  exchange: some<ExchangeRate>({ rate: decimal, date: day }, ['rate']),
  vatPointDate: day,
  vatPointCode: coded('3', '35', '432', '72'),
  dueDate: day,
  buyerReference: words,
  projectReference: token,
  contractReference: token,
  contractDate: day,
  orderReference: number,
  orderDate: day,
  salesOrderReference: token,
  receiptReference: token,
  despatchReference: token,
  despatchDate: day,
  tenderReference: token,
  objects,
  buyerAccountingReference: words,
  notes: list(note, 4),
  precedingInvoices: list(preceding),
  seller: main,
  buyer: main,
  payee: party,
  taxRepresentative: party,
  buyerAgent: party,
  payer: party,
  sellerAgent: party,
  invoicee: party,
  invoicer: party,
  delivery,
  period,
  payment,
  allowances: list(allowance),
  charges: list(allowance),
  totals,
  vat: list(breakdown, 3),
  attachments: list(attachment),
  lines: list(line, 4),
};

const REQUIRED = ['specification', 'number', 'issueDate', 'typeCode', 'currency', 'seller', 'buyer', 'totals', 'vat', 'lines'] as const;

/** The schema of UBL asks for the number beside a date, and for a currency on each amount. */
function sound({ contractDate, despatchDate, exchange, ...invoice }: Invoice): Invoice {
  const { vatAccounting, ...sums } = invoice.totals ?? {};
  const known = invoice.vatCurrency !== undefined;
  return {
    ...invoice,
    ...(contractDate === undefined || invoice.contractReference === undefined ? {} : { contractDate }),
    ...(despatchDate === undefined || invoice.despatchReference === undefined ? {} : { despatchDate }),
    ...(known && exchange !== undefined ? { exchange } : {}),
    totals: { ...sums, ...(known && vatAccounting !== undefined ? { vatAccounting } : {}) },
    lines: (invoice.lines ?? []).map(({ vatTotalAccounting, ...rest }) => ({
      ...rest,
      ...(known && vatTotalAccounting !== undefined ? { vatTotalAccounting } : {}),
    })),
  };
}

/** What the schemas of both syntaxes allow. */
export const invoice: fc.Arbitrary<Invoice> = some<Invoice>(members, REQUIRED).map(sound);

/** Any part of one, as mappings leave it and strangers send it: every value there or not, whatever stands beside it. */
export const anyInvoice: fc.Arbitrary<Invoice> = fc
  .tuple(some<Invoice>(members), fc.infiniteStream(fc.integer({ min: 0, max: 99 })), fc.constantFrom(0, 5, 30, 60))
  .map(([whole, chances, percent]) => thinned(whole, () => chances.next().value < percent) ?? {});

/** As either, with nothing but what is a term of a profile. */
export function invoiceOf(profile: 'fr-cius' | 'fr-extended', from = invoice): fc.Arbitrary<Invoice> {
  const holds = (path: string): boolean => {
    const term = termAt(path);
    return term !== undefined && (profile === 'fr-extended' || term.extension !== true);
  };
  return from.map((value) => ({ ...(thinned(value, (path) => !holds(path)) ?? {}), specification: SPECIFICATIONS[profile] }));
}

/** Without the values that `drop` says, and without the groups that are empty then; an identifier without a value is none. */
function thinned<T>(value: T, drop: (path: string) => boolean, path = ''): T | undefined {
  if (Array.isArray(value)) {
    const kept = (value as readonly unknown[]).flatMap((one) => thinned(one, drop, `${path}[]`) ?? []);
    return kept.length === 0 ? undefined : (kept as T);
  }
  if (typeof value !== 'object' || value === null || 'units' in value) return drop(path) ? undefined : value;
  const dot = path === '' ? '' : '.';
  const entries = Object.entries(value).map(([name, one]) => [name, thinned<unknown>(one, drop, `${path}${dot}${name}`)] as const);
  const kept = entries.filter(([, one]) => one !== undefined);
  const whole =
    !('value' in value && ('scheme' in value || 'schemeVersion' in value || Object.keys(value).length === 1)) ||
    kept.some(([name]) => name === 'value');
  return kept.length === 0 || !whole ? undefined : (Object.fromEntries(kept) as T);
}
