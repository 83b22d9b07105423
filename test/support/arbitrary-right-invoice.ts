/**
 * Invoices that break no rule, for property tests: amounts that add up, one VAT category or a mix of rates, terms of the
 * profile present or absent, hostile words where words are free. Companies are fictitious.
 */
import fc from 'fast-check';
import { add, dec, divide, multiply, round, subtract, sum, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line, LineDelivery } from '../../src/model/line.ts';
import { SPECIFICATIONS } from '../../src/model/specification.ts';
import type { AllowanceCharge, LineVat, VatBreakdown } from '../../src/model/tax.ts';
import { soundIn } from '../rules/sound.ts';
import type { Address, Party } from '../../src/model/party.ts';
import { anyText, list, some } from './arbitrary-values.ts';

type Profile = 'fr-cius' | 'fr-extended';

const free = anyText.map((text) => `x${text}y`);
const number = fc.stringMatching(/^[A-Z0-9][A-Z0-9/_-]{0,12}$/);
const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`);

/** Categories with the rates they are used at; the breakdown keeps the reason of soundIn. */
const RATES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  S: ['20', '10', '5.5', '2.1', '20.00'],
  Z: ['0'],
  E: ['0', '0.00'],
  AE: ['0'],
  K: ['0'],
  G: ['0'],
  O: [undefined],
};

function cents(most: number, least = 0): fc.Arbitrary<Decimal> {
  return fc.integer({ min: least, max: most }).map((units) => ({ units: BigInt(units), scale: 2 }));
}

const adjustment = fc
  .tuple(cents(500, 1), free, fc.option(cents(100_000, 1), { nil: undefined }))
  .map(([amount, reason, base]): AllowanceCharge => ({ amount, reason, ...(base === undefined ? {} : { base }) }));

const address = some<Address>(
  { line1: free, line2: free, line3: free, city: free, postCode: number, subdivision: free, country: fc.constant('FR') },
  ['country'],
);

const extras = some<Pick<Line, 'notes' | 'objects' | 'orderLineReference' | 'buyerAccountingReference' | 'period'>>({
  notes: list(some<{ subject: string; text: string }>({ subject: fc.constant('AAI'), text: free }, ['subject', 'text']), 1),
  objects: fc.constant([{ value: 'CPT', scheme: 'ABF' }]),
  orderLineReference: number,
  buyerAccountingReference: free,
  period: fc.constant({ start: '2026-10-01', end: '2026-10-31' }),
});

type LineReferences = Pick<
  Line,
  | 'orderReference'
  | 'precedingInvoice'
  | 'despatchReference'
  | 'despatchLineReference'
  | 'receiptReference'
  | 'receiptLineReference'
  | 'salesOrderReference'
  | 'salesOrderLineReference'
  | 'delivery'
>;

const extendedExtras = some<LineReferences>({
  orderReference: number,
  precedingInvoice: fc.tuple(number, date, number).map(([of, issueDate, line]) => ({ number: `P${of}`, issueDate, typeCode: '380', line })),
  despatchReference: number,
  despatchLineReference: number,
  receiptReference: number,
  receiptLineReference: number,
  salesOrderReference: number,
  salesOrderLineReference: number,
  delivery: some<Omit<LineDelivery, 'location'>>({ name: free, date, address }, ['date']),
});

const item = some<NonNullable<Line['item']>>(
  {
    name: free,
    description: free,
    sellerId: number,
    buyerId: number,
    standardId: fc.constant({ value: '3012345678904', scheme: '0160' }),
    classifications: fc.constant([{ value: '49010000', scheme: 'HS' }]),
    originCountry: fc.constantFrom('FR', 'TN'),
    attributes: list(fc.tuple(free, free).map(([name, value]) => ({ name, value }))),
  },
  ['name'],
);

/** A line without number and VAT. */
const goods = fc
  .record({
    quantity: fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 3 })),
    price: fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 4 })),
    discount: fc.option(cents(900, 1), { nil: undefined }),
    per: fc.option(fc.constantFrom('1', '10', '100'), { nil: undefined }),
    allowances: fc.option(list(adjustment), { nil: undefined }),
    charges: fc.option(list(adjustment), { nil: undefined }),
    item,
    extra: fc.option(extras, { nil: undefined }),
    unitCode: fc.constantFrom('C62', 'HUR', 'KGM'),
  })
  .map(({ quantity: [units, scale], price: [priceUnits, priceScale], discount, per, allowances, charges, extra, ...rest }): Line => {
    const quantity = { units: BigInt(units), scale };
    const price = { units: BigInt(priceUnits), scale: priceScale };
    const whole = round(divide(multiply(quantity, price), dec(per ?? '1'), 10), 2);
    const net = add(subtract(whole, sum((allowances ?? []).map(({ amount }) => amount))), sum((charges ?? []).map(({ amount }) => amount)));
    return {
      ...extra,
      ...rest,
      quantity,
      price,
      net,
      ...(discount === undefined ? {} : { grossPrice: add(price, discount), priceDiscount: discount }),
      ...(per === undefined ? {} : { priceBaseQuantity: dec(per), priceBaseUnit: rest.unitCode }),
      ...(allowances === undefined ? {} : { allowances }),
      ...(charges === undefined ? {} : { charges }),
    };
  });

type Head = Pick<
  Invoice,
  | 'number'
  | 'dueDate'
  | 'buyerReference'
  | 'projectReference'
  | 'contractReference'
  | 'orderReference'
  | 'salesOrderReference'
  | 'receiptReference'
  | 'despatchReference'
  | 'tenderReference'
  | 'buyerAccountingReference'
  | 'typeCode'
>;

const head = some<Head>({
  number: number.map((text) => `F${text}`),
  dueDate: fc.constant('2026-12-02'),
  buyerReference: free,
  projectReference: number,
  contractReference: number,
  orderReference: number,
  salesOrderReference: number,
  receiptReference: number,
  despatchReference: number,
  tenderReference: number,
  buyerAccountingReference: free,
  typeCode: fc.constantFrom('380', '380', '381'),
});

const extendedHead = some<Pick<Invoice, 'contractDate' | 'orderDate' | 'despatchDate'>>({
  contractDate: date,
  orderDate: date,
  despatchDate: date,
});

/** A party as only the extension has it. */
const party = some<Omit<Party, 'ids' | 'taxId' | 'endpoint'>>(
  {
    name: free,
    tradingName: free,
    legalId: fc.constant({ value: '300000007', scheme: '0002' }),
    vatId: fc.constant('FR89300000007'),
    legalForm: free,
    address,
    contact: some<NonNullable<Party['contact']>>({ name: free, phone: free, email: free }),
    role: fc.constantFrom('AB', 'DL', 'SR', 'II'),
  },
  ['name'],
);
const extendedParties = some<Pick<Invoice, 'buyerAgent' | 'payer' | 'sellerAgent' | 'invoicee' | 'invoicer'>>({
  buyerAgent: party,
  payer: party,
  sellerAgent: party,
  invoicee: party,
  invoicer: party,
});

/** @param category of every line; S and E may stand beside each other. */
function invoiceIn(category: string, profile: Profile): fc.Arbitrary<Invoice> {
  const categories = category === 'S' ? ['S', 'S', 'E'] : [category];
  const vat = fc.constantFrom(...categories).chain((one) => fc.constantFrom(...(RATES[one] ?? [])).map((rate) => vatOf(one, rate)));
  const billed = fc
    .tuple(goods, vat, fc.option(extendedExtras, { nil: undefined }))
    .map(([line, own, extension]): Line => ({ ...line, ...(profile === 'fr-extended' ? extensionOf(line, extension) : {}), vat: own }));
  const adjusted = fc.tuple(adjustment, vat).map(([one, own]): AllowanceCharge => ({ ...one, vat: own }));
  return fc
    .record({
      lines: fc.array(billed, { minLength: 1, maxLength: 5 }),
      allowances: fc.option(list(adjusted), { nil: undefined }),
      charges: fc.option(list(adjusted), { nil: undefined }),
      head: fc.option(head, { nil: undefined }),
      extended: fc.option(extendedHead, { nil: undefined }),
      parties: fc.option(extendedParties, { nil: undefined }),
      nested: fc.boolean(),
    })
    .map(({ lines, allowances, charges, head: given, extended, parties, nested }) => {
      const numbered = lines.map((line, index) => ({ id: String(index + 1), ...line }));
      const inGroup = profile === 'fr-extended' && nested;
      return totalled({
        ...base(category, profile),
        ...given,
        ...(profile === 'fr-extended' ? { ...parties, ...datesOf(given ?? {}, extended ?? {}) } : {}),
        specification: SPECIFICATIONS[profile],
        lines: inGroup ? grouped(numbered) : numbered,
        ...(allowances === undefined ? {} : { allowances }),
        ...(charges === undefined ? {} : { charges }),
      });
    });
}

/** Beside references, a code in the place of the name of an item attribute. */
function extensionOf(line: Line, extension: Line | undefined): Line {
  if (extension?.orderReference === undefined) return extension ?? {};
  const attributes = (line.item?.attributes ?? []).map(({ value }) => ({ code: 'LN', value: value ?? '' }));
  return { ...extension, ...(attributes.length === 0 ? {} : { item: { ...line.item, attributes } }) };
}

function vatOf(category: string, rate: string | undefined): LineVat {
  return { category, ...(rate === undefined ? {} : { rate: dec(rate) }) };
}

/** The parties and mentions of a right invoice, without what is added up. BT-46 is one, but in the extension. */
function base(category: string, profile: Profile): Invoice {
  const { allowances: _allowances, charges: _charges, totals: _totals, vat: _vat, lines: _lines, ...rest } = soundIn(category);
  const ids = rest.buyer?.ids ?? [];
  return { ...rest, buyer: { ...rest.buyer, ids: profile === 'fr-cius' ? ids.slice(0, 1) : ids } };
}

function datesOf(given: Invoice, { contractDate, orderDate, despatchDate }: Invoice): Invoice {
  return {
    ...(given.contractReference === undefined || contractDate === undefined ? {} : { contractDate }),
    ...(given.orderReference === undefined || orderDate === undefined ? {} : { orderDate }),
    ...(given.despatchReference === undefined || despatchDate === undefined ? {} : { despatchDate }),
  };
}

/** All lines as the details of one group, with an information beside them. */
function grouped(lines: readonly Line[]): readonly Line[] {
  const net = sum(lines.map((line) => line.net));
  const group: Line = { id: 'G', status: 'GROUP', net, item: { name: 'Lot' } };
  const told: Line = { id: 'I', status: 'INFORMATION', parentId: 'G', net: ZERO, item: { name: 'Information' } };
  return [group, ...lines.map((line): Line => ({ ...line, status: 'DETAIL', parentId: 'G' })), told];
}

function totalled(invoice: Invoice): Invoice {
  const { lines = [], allowances = [], charges = [] } = invoice;
  const counted = lines.filter(({ status }) => status === undefined || status === 'DETAIL');
  const net = sum(counted.map((line) => line.net));
  const [less, more] = [sum(allowances.map(({ amount }) => amount)), sum(charges.map(({ amount }) => amount))];
  const withoutVat = add(subtract(net, less), more);
  const vat = breakdownOf([
    ...counted.map((line) => ({ vat: line.vat, amount: line.net ?? ZERO })),
    ...allowances.map((one) => ({ vat: one.vat, amount: subtract(ZERO, one.amount ?? ZERO) })),
    ...charges.map((one) => ({ vat: one.vat, amount: one.amount ?? ZERO })),
  ]);
  const tax = sum(vat.map(({ amount }) => amount));
  const withVat = add(withoutVat, tax);
  const totals = {
    lines: round(net, 2),
    ...(allowances.length === 0 ? {} : { allowances: less }),
    ...(charges.length === 0 ? {} : { charges: more }),
    withoutVat: round(withoutVat, 2),
    vat: round(tax, 2),
    withVat: round(withVat, 2),
    due: round(withVat, 2),
  };
  return { ...invoice, vat, totals };
}

function breakdownOf(parts: readonly { readonly vat: LineVat | undefined; readonly amount: Decimal }[]): readonly VatBreakdown[] {
  const rows = new Map<string, { readonly vat: LineVat; base: Decimal }>();
  for (const { vat = {}, amount } of parts) {
    const key = `${vat.category ?? ''} ${vat.rate === undefined ? '' : round(vat.rate, 4).units}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { vat, base: amount });
    else row.base = add(row.base, amount);
  }
  return [...rows.values()].map(({ vat, base: taxed }) => {
    const reasonCode = vat.category === undefined ? undefined : soundIn(vat.category).vat?.[0]?.reasonCode;
    const amount = round(divide(multiply(taxed, vat.rate ?? ZERO), dec('100'), 10), 2);
    return { ...vat, base: round(taxed, 2), amount, ...(reasonCode === undefined ? {} : { reasonCode }) };
  });
}

export function rightInvoice(profile: Profile): fc.Arbitrary<Invoice> {
  return fc.constantFrom(...Object.keys(RATES)).chain((category) => invoiceIn(category, profile));
}
