/** Suppliers that do not exist, what they invoice, and the bill that would be booked of it. */
import type { Bill, BillLine } from '../../src/model/bill.ts';
import { add, dec, negate } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { ReceptionEnrichment } from '../../src/model/reception.ts';
import type { BillToBook } from '../../src/console/reception-data.ts';
import { fixtureInvoice } from './fixture-invoice.ts';

export const SUPPLIERS = [
  { name: 'Imprimerie Boréale SARL', siren: '410000005', prefix: 'IB', city: 'Chambéry' },
  { name: 'Énergie du Ponant SA', siren: '420000004', prefix: 'EDP', city: 'Brest' },
  { name: 'Nettoyage des Halles SAS', siren: '430000003', prefix: 'NH', city: 'Lyon' },
  { name: 'Studio Lumen', siren: '440000002', prefix: 'SL', city: 'Montreuil' },
  { name: 'Quincaillerie Vauban et Fils', siren: '450000001', prefix: 'QV', city: 'Lille' },
  { name: 'Transports Garonne SARL', siren: '460000000', prefix: 'TG', city: 'Bordeaux' },
] as const;

export interface SupplierFacts {
  readonly name: string;
  readonly siren: string;
  readonly city: string;
  readonly number: string;
  readonly issueDate: string;
}

const PRICED = { quantity: dec('10.000'), price: dec('0.5') } as const;

export function supplierInvoice({ name, siren, city, number, issueDate }: SupplierFacts): Invoice {
  const base = fixtureInvoice({ number, issueDate, buyer: 'Passerelle Démo SAS', siren: '100000009' });
  return {
    ...base,
    seller: {
      name,
      legalId: { value: siren, scheme: '0002' },
      ids: [{ value: `${siren}00017`, scheme: '0009' }],
      vatId: `FR12${siren}`,
      endpoint: { value: siren, scheme: '0225' },
      address: { line1: '8 rue de l’Atelier', postCode: '73000', city, country: 'FR' },
    },
    lines: [
      ...(base.lines ?? []),
      {
        id: '4',
        item: { name: 'Papier couché 135 g' },
        ...PRICED,
        unitCode: 'KGM',
        net: dec('5.00'),
        vat: { category: 'S', rate: dec('20') },
      },
    ],
    vat: [
      { category: 'S', rate: dec('20.00'), base: dec('1348.13'), amount: dec('269.63') },
      { category: 'S', rate: dec('5.50'), base: dec('56.87'), amount: dec('3.13') },
    ],
    totals: {
      lines: dec('1450.62'),
      allowances: dec('45.62'),
      withoutVat: dec('1405.00'),
      vat: dec('272.76'),
      withVat: dec('1677.76'),
      due: dec('1677.76'),
    },
  };
}

export function enrichmentOf(supplier: number): ReceptionEnrichment {
  return {
    supplier: { state: 'found', party: String(40 + supplier), name: SUPPLIERS[supplier]?.name ?? '?', by: 'siret', proposals: [] },
    accounts: ['FR7630001007941234567890185'],
    order: { number: 'PO-2026-0311', id: '77' },
    duplicates: [],
    currencyKnown: true,
    resolved: [
      { what: 'tax', by: { category: 'S', rate: '20' }, answer: '31', name: '20 % achats', how: 'history' },
      { what: 'tax', by: { category: 'S', rate: '5.5' }, answer: '34', name: '5,5 % achats', how: 'list' },
      { what: 'account', by: { item: 'Conseil en organisation' }, answer: '622600', name: 'Honoraires', how: 'binding' },
      { what: 'account', by: { item: 'Papier couché 135 g' }, answer: '606400', how: 'default' },
      { what: 'unit', by: { code: 'KGM' }, answer: '12', name: 'kg', how: 'list' },
    ],
  };
}

/** The lines as adopting arranges them: the third one's price was folded so that the ERP's product is the net. */
export function billOf(invoice: Invoice, enrichment: ReceptionEnrichment, wrong: boolean): BillToBook {
  const cent = dec(wrong ? '0.01' : '0');
  const lines = (invoice.lines ?? []).map((line, index): BillLine => {
    const net = line.net ?? dec('0');
    const folded = index === 2 || index === 1;
    return {
      source: 'line',
      ...(line.id === undefined ? {} : { line: line.id }),
      name: folded ? `${line.item?.name} (${index === 1 ? '250 m × 0,845' : '3 × 18,957345'})` : (line.item?.name ?? ''),
      quantity: folded ? dec('1') : (line.quantity ?? dec('1')),
      price: folded ? net : (line.price ?? net),
      net: index === 0 ? add(net, cent) : net,
      ...(folded || line.unitCode === undefined ? {} : { unitCode: line.unitCode }),
      vat: { category: 'S', rate: line.vat?.rate ?? dec('20') },
    };
  });
  const allowance: BillLine = {
    source: 'allowance',
    name: 'Remise fidélité',
    quantity: dec('1'),
    price: negate(dec('45.62')),
    net: negate(dec('45.62')),
    vat: { category: 'S', rate: dec('20') },
  };
  const bill: Bill = {
    type: 'invoice',
    lines: [...lines, allowance],
    taxes: [
      { category: 'S', rate: dec('20'), base: add(dec('1348.13'), cent), amount: add(dec('269.63'), cent) },
      { category: 'S', rate: dec('5.5'), base: dec('56.87'), amount: dec('3.13') },
    ],
    withoutVat: add(dec('1405.00'), cent),
    vat: add(dec('272.76'), cent),
    withVat: add(dec('1677.76'), add(cent, cent)),
  };
  const values = {
    move_type: 'in_invoice',
    ref: invoice.number ?? '',
    partner_id: enrichment.supplier.party ?? null,
    invoice_date: invoice.issueDate ?? '',
    invoice_line_ids: bill.lines.map((line) => ({ name: line.name, quantity: line.quantity, price_unit: line.price, tax_ids: ['31'] })),
  };
  return { bill, values };
}
