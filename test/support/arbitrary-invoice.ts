/**
 * Invoices for property tests: every term of the model, EXTENDED-CTC-FR included, in combinations that both syntaxes can
 * carry and their schemas allow. They are structurally sound, not right: sums and business rules do not hold.
 */
import fc from 'fast-check';
import type { Decimal } from '../../src/model/decimal.ts';
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
import type { Totals } from '../../src/model/totals.ts';

type Arbitraries<T> = { readonly [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> };

/** Some members present, others absent; `required` always there. */
function some<T extends object>(members: Arbitraries<T>, required: readonly (keyof T & string)[]): fc.Arbitrary<T> {
  return fc.record(members, { requiredKeys: [...required], noNullPrototype: true }) as unknown as fc.Arbitrary<T>;
}

function record<T>(members: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(members, { noNullPrototype: true });
}

/** What XML 1.0 can hold, with the characters that need escaping well represented. */
const unit = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'abcdéàœABC 0123456789-/.,') },
  { weight: 2, arbitrary: fc.constantFrom('&', '<', '>', '"', "'", ']]>', '\n', '\t', '\r', '€', '😀', '#', ';') },
);
export const words: fc.Arbitrary<string> = fc.array(unit, { minLength: 1, maxLength: 12 }).map((parts) => `a${parts.join('')}`);
/** xsd:token as the schemas want for identifiers and codes: no line breaks, no edge spaces. */
export const token: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...'abcXYZ0123456789-_/&<'), { minLength: 1, maxLength: 10 })
  .map((parts) => `t${parts.join('')}`);

export const decimal: fc.Arbitrary<Decimal> = fc
  .tuple(fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => ({ units, scale }));

export const day: fc.Arbitrary<string> = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const country = fc.constantFrom('FR', 'DE', 'BE', 'TN');
const currency = fc.constantFrom('EUR', 'USD', 'TND');
const unitCode = fc.constantFrom('C62', 'HUR', 'KGM');

export const identifier: fc.Arbitrary<Identifier> = some<Identifier>(
  {
    value: token,
    scheme: fc.constantFrom('0002', '0009', '0225', '0088', ''),
  },
  ['value'],
);

/** The binding of UBL reads the scheme SEPA as BT-90, and CII writes identifiers without a scheme first. */
const identifiers = fc
  .array(identifier, { minLength: 1, maxLength: 3 })
  .map((ids) => [...ids].sort((a, b) => Number(a.scheme !== undefined) - Number(b.scheme !== undefined)));

const address = some<Address>(
  {
    line1: words,
    line2: words,
    line3: words,
    city: words,
    postCode: token,
    subdivision: words,
    country,
  },
  ['country'],
);

const contact = some<Contact>({ name: words, phone: words, email: words }, ['name']);

/** A party as EXTENDED-CTC-FR allows it everywhere. */
export const party: fc.Arbitrary<Party> = some<Party>(
  {
    name: words,
    tradingName: words,
    ids: identifiers,
    legalId: identifier,
    vatId: token,
    taxId: token,
    legalForm: words,
    endpoint: identifier,
    address,
    contact,
    role: fc.constantFrom('AB', 'DL', 'SR', 'II'),
  },
  ['name', 'address'],
);

/** UBL has no trading name for a payee and a tax representative. */
const plainParty = party.map(({ tradingName: _, ...rest }): Party => rest);

const vat = some<LineVat>(
  {
    category: fc.constantFrom('S', 'E', 'AE', 'Z'),
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

const breakdown = some<VatBreakdown>(
  {
    base: decimal,
    amount: decimal,
    category: fc.constantFrom('S', 'E', 'O'),
    rate: decimal,
    reason: words,
    reasonCode: token,
  },
  ['base', 'amount', 'category'],
);

const note = some<Note>({ subject: fc.constantFrom('PMD', 'PMT', 'AAB', 'REG'), text: words }, ['text']);

const delivery = some<Delivery>({ name: words, location: identifier, date: day, address }, ['date']);

const period = some<{ start?: string; end?: string }>({ start: day, end: day }, ['start']);

const transfer = some<CreditTransfer>(
  {
    account: fc.constantFrom('FR7630006000011234567890189', 'BE71 0961 2345 6769', '12345/67'),
    name: words,
    bic: token,
  },
  ['account'],
);

const payment = some<Payment>(
  {
    means: fc.constantFrom('30', '48', '58'),
    meansText: words,
    reference: token,
    terms: words,
    transfers: fc.array(transfer, { minLength: 1, maxLength: 3 }),
    card: some<NonNullable<Payment['card']>>({ number: token, holder: words }, ['number']),
    debit: some<NonNullable<Payment['debit']>>({ mandate: token, creditor: token, account: token }, ['mandate']),
  },
  ['means'],
);

const attachment = fc
  .tuple(
    some<Attachment>(
      {
        id: token,
        description: words,
        url: fc.webUrl(),
        content: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64')),
        mime: fc.constantFrom('application/pdf', 'text/csv'),
        fileName: token,
      },
      ['id'],
    ),
  )
  .map(([{ content, mime, fileName, ...rest }]): Attachment =>
    content === undefined ? rest : { ...rest, content, mime: mime ?? 'application/pdf', fileName: fileName ?? 'a.pdf' },
  );

const preceding = some<Omit<PrecedingInvoice, 'line'>>({ number: token, issueDate: day, typeCode: fc.constant('380') }, ['number']);
const linePreceding = some<PrecedingInvoice>({ number: token, issueDate: day, typeCode: fc.constant('380'), line: token }, ['number']);

/** BG-32 has a name or a code, a text or a measure (BR-FR-27, BR-FR-28). */
const attribute: fc.Arbitrary<ItemAttribute> = fc
  .tuple(
    fc.oneof(record({ name: words }), record({ code: token })),
    fc.oneof(record({ value: words }), record({ measure: decimal, measureUnit: unitCode })),
  )
  .map(([name, value]): ItemAttribute => ({ ...name, ...value }));

const item = some<Item>(
  {
    name: words,
    description: words,
    sellerId: token,
    buyerId: token,
    standardId: identifier,
    classifications: fc.array(
      some<Classification>({ value: token, scheme: fc.constantFrom('STI', 'HS'), schemeVersion: token }, ['value']),
      { minLength: 1, maxLength: 2 },
    ),
    originCountry: country,
    attributes: fc.array(attribute, { minLength: 1, maxLength: 2 }),
  },
  ['name'],
);

const object = some<Identifier>({ value: token, scheme: fc.constantFrom('AFL', 'AVV', 'ABT') }, ['value']);
const objects = fc.array(object, { minLength: 1, maxLength: 2 });

/** A gross price with its discount, or neither: each syntax derives the missing one. */
const price = fc.oneof(
  record({ price: decimal }),
  record({ price: decimal, grossPrice: decimal, priceDiscount: decimal }),
  record({
    price: decimal,
    grossPrice: decimal,
    priceDiscount: decimal,
    priceDiscountReason: words,
    priceDiscountReasonCode: token,
  }),
  record({ price: decimal, priceBaseQuantity: decimal, priceBaseUnit: unitCode }),
);

type LineRest = Omit<
  Line,
  | 'price'
  | 'grossPrice'
  | 'priceDiscount'
  | 'priceDiscountReason'
  | 'priceDiscountReasonCode'
  | 'priceBaseQuantity'
  | 'priceBaseUnit'
  | 'despatchLineReference'
  | 'receiptLineReference'
>;

const lineRest = some<LineRest>(
  {
    id: token,
    notes: fc.array(note, { minLength: 1, maxLength: 2 }),
    objects,
    quantity: decimal,
    unitCode,
    net: decimal,
    orderLineReference: token,
    buyerAccountingReference: words,
    period,
    allowances: fc.array(lineAllowance, { minLength: 1, maxLength: 2 }),
    charges: fc.array(lineAllowance, { minLength: 1, maxLength: 2 }),
    vat,
    item,
    parentId: token,
    status: fc.constantFrom('GROUP', 'DETAIL', 'INFORMATION'),
    orderReference: token,
    precedingInvoice: linePreceding,
    despatchReference: token,
    receiptReference: token,
    salesOrderReference: token,
    salesOrderLineReference: token,
    delivery,
    vendor: party,
    vatTotal: decimal,
    vatTotalAccounting: decimal,
    withVat: decimal,
  },
  ['id', 'quantity', 'unitCode', 'net', 'vat', 'item'],
);

const documentLines = some<Pick<Line, 'despatchLineReference' | 'receiptLineReference'>>(
  {
    despatchLineReference: token,
    receiptLineReference: token,
  },
  [],
);

export const line: fc.Arbitrary<Line> = fc.tuple(lineRest, price, documentLines).map(([rest, prices, documents]) => {
  const { despatchLineReference, receiptLineReference } = documents;
  return {
    ...rest,
    ...prices,
    ...(rest.despatchReference === undefined || despatchLineReference === undefined ? {} : { despatchLineReference }),
    ...(rest.receiptReference === undefined || receiptLineReference === undefined ? {} : { receiptLineReference }),
  };
});

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
  businessProcess: fc.constantFrom('B1', 'S1', 'M1'),
  issueDate: day,
  // never the number of a preceding invoice: in UBL a reference to the invoice itself is a sub-line's
  number: token.map((id) => `N${id}`),
  typeCode: fc.constantFrom('380', '386', '389', '384', '381', '261', '396', '503'),
  currency,
  vatCurrency: currency,
  exchange: some<ExchangeRate>({ rate: decimal, date: day }, ['rate']),
  vatPointDate: day,
  vatPointCode: fc.constantFrom('3', '35', '432'),
  dueDate: day,
  buyerReference: words,
  projectReference: token,
  contractReference: token,
  contractDate: day,
  orderReference: token,
  orderDate: day,
  salesOrderReference: token,
  receiptReference: token,
  despatchReference: token,
  despatchDate: day,
  tenderReference: token,
  objects,
  buyerAccountingReference: words,
  notes: fc.array(note, { minLength: 1, maxLength: 4 }),
  precedingInvoices: fc.array(preceding, { minLength: 1, maxLength: 2 }),
  seller: party,
  buyer: party,
  payee: plainParty,
  taxRepresentative: plainParty,
  buyerAgent: party,
  payer: party,
  sellerAgent: party,
  invoicee: party,
  invoicer: party,
  delivery,
  period,
  payment,
  allowances: fc.array(allowance, { minLength: 1, maxLength: 2 }),
  charges: fc.array(allowance, { minLength: 1, maxLength: 2 }),
  totals,
  vat: fc.array(breakdown, { minLength: 1, maxLength: 3 }),
  attachments: fc.array(attachment, { minLength: 1, maxLength: 2 }),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
};

const REQUIRED = ['specification', 'number', 'issueDate', 'typeCode', 'currency', 'seller', 'buyer', 'totals', 'vat', 'lines'] as const;

/** A date needs its document, and an amount in the accounting currency needs that currency. */
function sound({ contractDate, orderDate, despatchDate, exchange, ...invoice }: Invoice): Invoice {
  const foreign = invoice.vatCurrency !== undefined && invoice.vatCurrency !== invoice.currency;
  const { vatAccounting: _, ...sums } = invoice.totals ?? {};
  return {
    ...invoice,
    ...(contractDate === undefined || invoice.contractReference === undefined ? {} : { contractDate }),
    ...(orderDate === undefined || invoice.orderReference === undefined ? {} : { orderDate }),
    ...(despatchDate === undefined || invoice.despatchReference === undefined ? {} : { despatchDate }),
    ...(foreign && exchange !== undefined ? { exchange } : {}),
    totals: foreign ? (invoice.totals ?? {}) : sums,
    lines: (invoice.lines ?? []).map((one) => {
      // UBL 2.1 has no place for the total of a line with VAT
      const { vatTotal, vatTotalAccounting, withVat: _total, ...rest } = one;
      return {
        ...rest,
        ...(vatTotal === undefined ? {} : { vatTotal }),
        ...(foreign && vatTotal !== undefined && vatTotalAccounting !== undefined ? { vatTotalAccounting } : {}),
      };
    }),
  };
}

export const invoice: fc.Arbitrary<Invoice> = some<Invoice>(members, REQUIRED).map(sound);
