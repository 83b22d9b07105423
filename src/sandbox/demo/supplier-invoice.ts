/** Invoices of fictitious suppliers to the demonstration company, as a platform would hand them over. */
import { add, dec, divide, multiply, round, sum, type Decimal } from '../../model/decimal.ts';
import type { Invoice, Syntax } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import type { Party } from '../../model/party.ts';
import { SPECIFICATIONS } from '../../model/specification.ts';
import { renderInvoice } from '../../render/render-invoice.ts';
import data from './suppliers.json' with { type: 'json' };

export interface DemoSupplier {
  readonly name: string;
  /** 9 digits. */
  readonly siren: string;
  readonly vatId: string;
  readonly iban?: string;
}

export interface DemoLine {
  readonly name: string;
  readonly quantity: string;
  /** Without VAT. */
  readonly price: string;
  /** Percent. */
  readonly rate: string;
}

export interface DemoBill {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly issueDate: string;
  readonly supplier: DemoSupplier;
  readonly lines: readonly DemoLine[];
  readonly typeCode?: string;
  readonly order?: string;
  readonly currency?: string;
  /** Name and SIREN of the buyer; the demonstration company when absent. */
  readonly buyer?: { readonly name: string; readonly siren: string; readonly vatId: string };
}

const DEMO_BUYER = { name: 'Passerelle Démo SAS', siren: '100000009', vatId: 'FR88100000009' };
const ADDRESS = { line1: '12 rue des Exemples', city: 'Rennes', postCode: '35000', country: 'FR' };

/** The suppliers that the sandbox Odoo knows. */
export const DEMO_SUPPLIERS: readonly DemoSupplier[] = data.suppliers.map(({ name, siren, iban }) => ({
  name,
  siren,
  iban,
  vatId: vatOf(siren),
}));

/** French VAT key: (12 + 3 × (SIREN mod 97)) mod 97. */
export function vatOf(siren: string): string {
  const key = (12 + 3 * (Number.parseInt(siren, 10) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/** The file of such an invoice: exact totals, VAT rounded per rate. */
export function supplierInvoice(bill: DemoBill, syntax: Syntax): Uint8Array {
  return renderInvoice(demoInvoice(bill), syntax);
}

export function demoInvoice(bill: DemoBill): Invoice {
  const lines = bill.lines.map(lineOf);
  const vat = ratesOf(bill.lines);
  const net = sum(lines.map((line) => line.net));
  const tax = sum(vat.map((one) => one.amount));
  const buyer = bill.buyer ?? DEMO_BUYER;
  return {
    specification: SPECIFICATIONS['fr-cius'],
    businessProcess: 'M1',
    number: bill.number,
    issueDate: bill.issueDate,
    typeCode: bill.typeCode ?? '380',
    currency: bill.currency ?? 'EUR',
    dueDate: dueOf(bill.issueDate),
    ...(bill.order === undefined ? {} : { orderReference: bill.order }),
    notes: [
      { subject: 'PMD', text: 'Pénalités de retard : trois fois le taux d’intérêt légal.' },
      { subject: 'PMT', text: 'Indemnité forfaitaire pour frais de recouvrement : 40 euros.' },
      { subject: 'AAB', text: 'Pas d’escompte pour paiement anticipé.' },
    ],
    seller: partyOf(bill.supplier),
    buyer: partyOf(buyer),
    payment: {
      means: '30',
      reference: bill.number,
      ...(bill.supplier.iban === undefined ? {} : { transfers: [{ account: bill.supplier.iban }] }),
    },
    vat,
    totals: { lines: net, withoutVat: net, vat: tax, withVat: add(net, tax), due: add(net, tax) },
    lines,
  };
}

function lineOf(line: DemoLine, index: number): Line {
  const { name, quantity, price, rate } = line;
  return {
    id: String(index + 1),
    quantity: dec(quantity),
    unitCode: 'C62',
    net: netOf(line),
    price: dec(price),
    vat: { category: rate === '0' ? 'E' : 'S', rate: dec(rate) },
    item: { name },
  };
}

/** VAT rounded once per rate. */
function ratesOf(lines: readonly DemoLine[]): NonNullable<Invoice['vat']> {
  return [...Map.groupBy(lines, (line) => line.rate)].map(([rate, of]) => {
    const base = sum(of.map(netOf));
    const exempt = rate === '0';
    return {
      base,
      amount: round(multiply(base, divide(dec(rate), dec('100'), 6)), 2),
      category: exempt ? 'E' : 'S',
      rate: dec(rate),
      ...(exempt ? { reason: 'Exonération de TVA, article 261 du CGI', reasonCode: 'VATEX-FR-CGI261-4' } : {}),
    };
  });
}

function netOf({ quantity, price }: DemoLine): Decimal {
  return round(multiply(dec(quantity), dec(price)), 2);
}

function partyOf({ name, siren, vatId }: { readonly name: string; readonly siren: string; readonly vatId: string }): Party {
  return {
    name,
    legalId: { value: siren, scheme: '0002' },
    vatId,
    endpoint: { value: siren, scheme: '0225' },
    address: ADDRESS,
  };
}

/** The end of the month that follows: a computation on the text of a date. */
function dueOf(issueDate: string): string {
  const [year = '2026', month = '01'] = issueDate.split('-');
  const next = Number.parseInt(month, 10) + 1;
  const [y, m] = next > 12 ? [Number.parseInt(year, 10) + 1, next - 12] : [Number.parseInt(year, 10), next];
  return `${String(y)}-${String(m).padStart(2, '0')}-28`;
}
