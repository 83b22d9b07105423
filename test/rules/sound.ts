/** Invoices that break no rule: a rich one, and one for each VAT category. Companies are fictitious. */
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';

export const SOUND: Invoice = {
  specification: 'urn:cen.eu:en16931:2017',
  businessProcess: 'M1',
  number: 'FAC/2026/00042',
  issueDate: '2026-11-02',
  dueDate: '2026-12-02',
  typeCode: '380',
  currency: 'EUR',
  vatPointCode: '432',
  buyerReference: 'SERVICE-1',
  notes: [
    { subject: 'PMD', text: 'Pénalités de retard : trois fois le taux légal.' },
    { subject: 'PMT', text: 'Indemnité forfaitaire de recouvrement : 40 €.' },
    { subject: 'AAB', text: 'Pas d’escompte pour paiement anticipé.' },
    { subject: 'BAR', text: 'B2B' },
  ],
  objects: [{ value: 'CPT-1', scheme: 'ABF' }],
  precedingInvoices: [{ number: 'FAC/2026/00001', issueDate: '2026-10-01' }],
  seller: {
    name: 'Passerelle Démo SAS',
    ids: [{ value: '10000000900017', scheme: '0009' }],
    legalId: { value: '100000009', scheme: '0002' },
    vatId: 'FR26100000009',
    endpoint: { value: '100000009', scheme: '0225' },
    address: { city: 'Fictiville', country: 'FR' },
  },
  buyer: {
    name: 'Librairie des Exemples SARL',
    ids: [
      { value: '20000000800017', scheme: '0009' },
      { value: 'SERVICE-1', scheme: '0224' },
    ],
    legalId: { value: '200000008', scheme: '0002' },
    endpoint: { value: '200000008_20000000800017', scheme: '0225' },
    address: { city: 'Exempleville', country: 'FR' },
  },
  payee: { name: 'Fonderie Fictive SA', legalId: { value: '300000007', scheme: '0002' } },
  taxRepresentative: { name: 'Représentant Fictif SA', vatId: 'FR89300000007', address: { country: 'FR' } },
  delivery: { date: '2026-11-01', location: { value: '20000000800017', scheme: '0009' }, address: { country: 'FR' } },
  period: { start: '2026-10-01', end: '2026-10-31' },
  payment: {
    means: '30',
    transfers: [{ account: 'FR7612345678901234567890123' }],
    card: { number: '123456' },
  },
  allowances: [{ amount: dec('10.00'), base: dec('100.00'), vat: { category: 'S', rate: dec('20') }, reason: 'Remise', reasonCode: '95' }],
  charges: [{ amount: dec('5.00'), base: dec('100.00'), vat: { category: 'S', rate: dec('20') }, reason: 'Port', reasonCode: 'FC' }],
  attachments: [{ id: 'bon', description: 'BON_COMMANDE', mime: 'application/pdf', content: 'JVBERi0=', fileName: 'bon.pdf' }],
  lines: [
    {
      id: '1',
      quantity: dec('2'),
      unitCode: 'C62',
      net: dec('105.00'),
      price: dec('50'),
      grossPrice: dec('50'),
      priceBaseQuantity: dec('1'),
      priceBaseUnit: 'C62',
      period: { start: '2026-10-01', end: '2026-10-31' },
      allowances: [{ amount: dec('5.00'), base: dec('100.00'), reason: 'Remise', reasonCode: '95' }],
      charges: [{ amount: dec('10.00'), base: dec('100.00'), reason: 'Port', reasonCode: 'FC' }],
      objects: [{ value: 'CPT-1', scheme: 'ABF' }],
      vat: { category: 'S', rate: dec('20') },
      item: {
        name: 'Livre',
        standardId: { value: '3012345678904', scheme: '0160' },
        classifications: [{ value: '49010000', scheme: 'HS' }],
        originCountry: 'FR',
        attributes: [{ name: 'Couleur', value: 'bleu' }],
      },
    },
  ],
  vat: [{ base: dec('100.00'), amount: dec('20.00'), category: 'S', rate: dec('20') }],
  totals: {
    lines: dec('105.00'),
    allowances: dec('10.00'),
    charges: dec('5.00'),
    withoutVat: dec('100.00'),
    vat: dec('20.00'),
    withVat: dec('120.00'),
    paid: dec('20.00'),
    rounding: dec('0.00'),
    due: dec('100.00'),
  },
};

/** What a category needs to be right; the amounts are those of SOUND without tax where there is none. */
interface Shape {
  readonly rate?: string;
  readonly tax: string;
  readonly reason?: string;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  S: { rate: '20', tax: '20.00' },
  L: { rate: '7', tax: '7.00' },
  M: { rate: '10', tax: '10.00' },
  Z: { rate: '0', tax: '0.00' },
  E: { rate: '0', tax: '0.00', reason: 'VATEX-FR-FRANCHISE' },
  AE: { rate: '0', tax: '0.00', reason: 'VATEX-EU-AE' },
  K: { rate: '0', tax: '0.00', reason: 'VATEX-EU-IC' },
  G: { rate: '0', tax: '0.00', reason: 'VATEX-EU-G' },
  O: { tax: '0.00', reason: 'VATEX-EU-O' },
};

/** SOUND with another VAT category on line, allowance, charge and breakdown. */
export function soundIn(category: string): Invoice {
  const shape = SHAPES[category] as Shape;
  const vat = { category, ...(shape.rate === undefined ? {} : { rate: dec(shape.rate) }) };
  const { taxRepresentative: _representative, ...rest } = SOUND;
  const total = String(100 + Number.parseInt(shape.tax, 10)) + '.00';
  const { vatId: _seller, ...anonymous } = SOUND.seller ?? {};
  return {
    ...rest,
    seller: category === 'O' ? anonymous : (SOUND.seller ?? {}),
    buyer: category === 'O' ? (SOUND.buyer ?? {}) : { ...SOUND.buyer, vatId: 'FR18200000008' },
    allowances: (SOUND.allowances ?? []).map((item) => ({ ...item, vat })),
    charges: (SOUND.charges ?? []).map((item) => ({ ...item, vat })),
    lines: (SOUND.lines ?? []).map((line) => ({ ...line, vat })),
    vat: [
      {
        ...vat,
        base: dec('100.00'),
        amount: dec(shape.tax),
        ...(shape.reason === undefined ? {} : { reasonCode: shape.reason }),
      },
    ],
    totals: { ...SOUND.totals, vat: dec(shape.tax), withVat: dec(total), paid: dec('0.00'), due: dec(total) },
  };
}

/** An Italian invoice with split payment: the only place of category B. */
export const SPLIT_PAYMENT: Invoice = {
  ...SOUND,
  seller: { ...SOUND.seller, address: { country: 'IT' } },
  buyer: { ...SOUND.buyer, address: { country: 'IT' } },
  taxRepresentative: { name: 'Representante Fittizio', vatId: 'IT12345678901', address: { country: 'IT' } },
  delivery: { date: '2026-11-01', address: { country: 'IT' } },
  allowances: (SOUND.allowances ?? []).map((item) => ({ ...item, vat: { category: 'B', rate: dec('20') } })),
  charges: (SOUND.charges ?? []).map((item) => ({ ...item, vat: { category: 'B', rate: dec('20') } })),
  lines: (SOUND.lines ?? []).map((line) => ({ ...line, vat: { category: 'B', rate: dec('20') } })),
  vat: [{ base: dec('100.00'), amount: dec('20.00'), category: 'B', rate: dec('20') }],
};
