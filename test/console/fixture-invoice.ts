/** A fictitious invoice with everything a page can show, and the story of some of its values. */
import { dec } from '../../src/model/decimal.ts';
import type { Derivation } from '../../src/model/derivation.ts';
import type { Invoice } from '../../src/model/invoice.ts';

export interface InvoiceFacts {
  readonly number: string;
  readonly issueDate: string;
  readonly buyer: string;
  readonly siren: string;
  readonly typeCode?: string;
  readonly currency?: string;
}

export function fixtureInvoice(facts: InvoiceFacts): Invoice {
  return {
    specification: 'urn:cen.eu:en16931:2017',
    businessProcess: 'S1',
    number: facts.number,
    issueDate: facts.issueDate,
    typeCode: facts.typeCode ?? '380',
    currency: facts.currency ?? 'EUR',
    dueDate: '2026-12-20',
    buyerReference: 'SERVICE-ACHATS',
    orderReference: 'PO-2026-0311',
    contractReference: 'CT-7',
    ...(facts.typeCode === '381' ? { precedingInvoices: [{ number: 'FAC/2026/00007', issueDate: '2026-11-02' }] } : {}),
    seller: {
      name: 'Passerelle Démo SAS',
      tradingName: 'Passerelle',
      legalId: { value: '100000009', scheme: '0002' },
      ids: [{ value: '10000000900017', scheme: '0009' }],
      vatId: 'FR47100000009',
      endpoint: { value: '100000009', scheme: '0225' },
      legalForm: 'SAS au capital de 50 000 € — RCS Fictive 100 000 009',
      address: { line1: '12 quai de la Passerelle', postCode: '44000', city: 'Fictive-sur-Loire', country: 'FR' },
      contact: { name: 'Service facturation', email: 'facturation@passerelle-demo.example', phone: '+33 2 00 00 00 00' },
    },
    buyer: {
      name: facts.buyer,
      legalId: { value: facts.siren, scheme: '0002' },
      vatId: `FR00${facts.siren}`,
      endpoint: { value: facts.siren, scheme: '0225' },
      address: { line1: '3 rue des Exemples', line2: 'Bâtiment C', postCode: '75011', city: 'Paris', country: 'FR' },
    },
    delivery: {
      name: 'Dépôt nord',
      date: '2026-11-15',
      address: { line1: 'ZA des Essais', postCode: '59000', city: 'Lille', country: 'FR' },
    },
    period: { start: '2026-11-01', end: '2026-11-30' },
    lines: [
      {
        id: '1',
        item: { name: 'Conseil en organisation', sellerId: 'CONS-01', description: 'Ateliers et compte rendu' },
        quantity: dec('12.50'),
        unitCode: 'HUR',
        price: dec('95.00'),
        net: dec('1187.50'),
        vat: { category: 'S', rate: dec('20.00') },
      },
      {
        id: '2',
        item: { name: 'Câble réseau, au mètre' },
        quantity: dec('250'),
        unitCode: 'MTR',
        price: dec('0.845'),
        net: dec('201.25'),
        vat: { category: 'S', rate: dec('20.00') },
        allowances: [{ amount: dec('10.00'), reason: 'Remise quantité' }],
      },
      {
        id: '3',
        item: { name: 'Guide imprimé « La facture sans peur »' },
        quantity: dec('3'),
        unitCode: 'C62',
        price: dec('18.957345'),
        net: dec('56.87'),
        vat: { category: 'S', rate: dec('5.50') },
        notes: [{ text: 'Deux exemplaires signés' }],
      },
    ],
    allowances: [{ amount: dec('45.62'), reason: 'Remise fidélité', percent: dec('3'), vat: { category: 'S', rate: dec('20') } }],
    vat: [
      { category: 'S', rate: dec('20.00'), base: dec('1343.13'), amount: dec('268.63') },
      { category: 'S', rate: dec('5.50'), base: dec('56.87'), amount: dec('3.13') },
    ],
    totals: {
      lines: dec('1445.62'),
      allowances: dec('45.62'),
      withoutVat: dec('1400.00'),
      vat: dec('271.76'),
      withVat: dec('1671.76'),
      paid: dec('171.76'),
      due: dec('1500.00'),
    },
    payment: {
      means: '58',
      reference: facts.number,
      terms: '30 jours fin de mois. Escompte 1 % sous huit jours.',
      transfers: [{ account: 'FR7630001007941234567890185', name: 'Passerelle Démo SAS', bic: 'FICTFRPP' }],
    },
    notes: [
      { subject: 'PMD', text: 'Pénalités de retard : trois fois le taux d’intérêt légal.' },
      { subject: 'PMT', text: 'Indemnité forfaitaire de recouvrement : 40 €.' },
      { subject: 'AAB', text: 'Escompte pour paiement anticipé : 1 %.' },
    ],
    attachments: [
      { id: 'BL-118', description: 'Bon de livraison', fileName: 'bl-118.pdf', url: 'https://files.example/bl-118.pdf' },
    ],
  };
}

const MAPPING = 'odoo/customer-invoice';

export const FIXTURE_DERIVATIONS: readonly Derivation[] = [
  {
    at: 'number',
    by: 'map',
    line: 9,
    mapping: MAPPING,
    operation: 'from name',
    from: [{ field: 'name' }],
    value: 'FAC/2026/00042',
  },
  {
    at: 'issueDate',
    by: 'map',
    line: 10,
    mapping: MAPPING,
    operation: 'from invoice_date, as date',
    from: [{ field: 'invoice_date' }],
  },
  {
    at: 'buyer.name',
    by: 'map',
    line: 21,
    mapping: MAPPING,
    operation: 'from partner_id.name',
    from: [{ field: 'name', model: 'res.partner', id: '41' }],
  },
  {
    at: 'buyer.legalId',
    by: 'map',
    line: 22,
    mapping: MAPPING,
    operation: 'from partner_id.siret, as siren',
    from: [{ field: 'siret', model: 'res.partner', id: '41' }],
    value: '200000008',
  },
  {
    at: 'lines[0].quantity',
    by: 'map',
    line: 33,
    mapping: MAPPING,
    operation: 'as decimal',
    from: [{ field: 'invoice_line_ids[0].quantity' }],
    value: '12.50',
  },
  {
    at: 'lines[0].price',
    by: 'map',
    line: 35,
    mapping: MAPPING,
    operation: 'as decimal',
    from: [{ field: 'invoice_line_ids[0].price_unit' }],
    value: '95.00',
  },
  {
    at: 'lines[0].net',
    by: 'calculate',
    operation: 'quantity × price, rounded',
    from: ['lines[0].quantity', 'lines[0].price'],
    value: '1187.50',
  },
  {
    at: 'lines[1].net',
    by: 'map',
    line: 36,
    mapping: MAPPING,
    operation: 'as decimal',
    from: [{ field: 'invoice_line_ids[1].price_subtotal' }],
    value: '201.25',
  },
  {
    at: 'totals.lines',
    by: 'calculate',
    operation: 'sum of lines[].net',
    from: ['lines[0].net', 'lines[1].net'],
    value: '1445.62',
  },
  {
    at: 'totals.withVat',
    by: 'calculate',
    operation: 'withoutVat + vat',
    from: ['totals.withoutVat', 'totals.vat'],
    value: '1671.76',
  },
  { at: 'totals.due', by: 'calculate', operation: 'withVat − paid', from: ['totals.withVat', 'totals.paid'], value: '1500.00' },
  { at: 'buyer.endpoint.value', by: 'enrich', operation: 'directory', from: ['buyer.legalId.value'], value: '200000008' },
];
