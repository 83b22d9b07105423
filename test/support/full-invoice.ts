/** An invoice with every term of the model filled once: fictitious, structurally sound, commercially senseless. */
import { dec } from '../../src/model/decimal.ts';
import type { Attachment, CreditTransfer, Delivery, Invoice, Payment, PrecedingInvoice } from '../../src/model/invoice.ts';
import type { Item, Line } from '../../src/model/line.ts';
import type { Address, Contact, Party } from '../../src/model/party.ts';
import type { AllowanceCharge, LineVat, VatBreakdown } from '../../src/model/tax.ts';
import type { Totals } from '../../src/model/totals.ts';

const address: Required<Address> = {
  line1: '1 rue du Port',
  line2: 'Bâtiment B',
  line3: 'Zone nord',
  city: 'Nantes',
  postCode: '44000',
  subdivision: 'Loire-Atlantique',
  country: 'FR',
};
const contact: Required<Contact> = { name: 'Service comptable', phone: '+33 2 00 00 00 00', email: 'compta@exemple.test' };
const id = { value: '10000000900012', scheme: '0009' };
const legalId = { value: '100000009', scheme: '0002' };
const endpoint = { value: '100000009', scheme: '0225' };

/** What every party of EXTENDED-CTC-FR has. */
const extended: Omit<Required<Party>, 'taxId' | 'legalForm'> = {
  name: 'Partenaire SAS',
  tradingName: 'Partenaire',
  ids: [id],
  legalId,
  vatId: 'FR00100000009',
  endpoint,
  address,
  contact,
  role: 'AB',
};

const vat: Required<Omit<LineVat, 'otherTax'>> = { category: 'E', rate: dec('0.00'), reason: 'Exonération', reasonCode: 'VATEX-EU-132' };
const lineAllowance: Omit<Required<AllowanceCharge>, 'vat'> = {
  amount: dec('1.00'),
  base: dec('10.00'),
  percent: dec('10'),
  reason: 'Remise',
  reasonCode: '95',
};
const allowance: Required<Omit<AllowanceCharge, 'vat'>> & { readonly vat: typeof vat } = { ...lineAllowance, vat };
const breakdown: Required<Omit<VatBreakdown, 'otherTax'>> = {
  base: dec('100.00'),
  amount: dec('20.00'),
  category: 'S',
  rate: dec('20'),
  reason: 'Sans objet',
  reasonCode: 'VATEX-FR-FRANCHISE',
};
const delivery: Required<Delivery> = { name: 'Entrepôt', location: id, date: '2026-10-01', address };
const preceding: Required<Omit<PrecedingInvoice, 'line'>> = { number: 'F2026-1', issueDate: '2026-09-01', typeCode: '380' };
const transfer: Required<CreditTransfer> = { account: 'FR7630006000011234567890189', name: 'Vendeur', bic: 'AGRIFRPP' };

const payment: Required<Payment> = {
  means: '58',
  meansText: 'Virement SEPA',
  reference: 'F2026-2',
  terms: '30 jours',
  transfers: [transfer],
  card: { number: '1234', holder: 'A. Dupont' },
  debit: { mandate: 'RUM1', creditor: 'FR00ZZZ', account: 'FR7630006000011234567890189' },
};

const attachment: Required<Attachment> = {
  id: 'P1',
  description: 'BON_LIVRAISON',
  url: 'https://exemple.test/p1',
  content: 'QUJD',
  mime: 'application/pdf',
  fileName: 'p1.pdf',
};

const item: Required<Item> = {
  name: 'Vis',
  description: 'Vis à bois',
  sellerId: 'V1',
  buyerId: 'A1',
  standardId: { value: '3518370400049', scheme: '0160' },
  classifications: [{ value: '15092000', scheme: 'HS', schemeVersion: 'NC8' }],
  originCountry: 'FR',
  attributes: [
    { name: 'Couleur', value: 'Gris' },
    { code: 'LEN', measure: dec('4.5'), measureUnit: 'CMT' },
  ],
};

const line: Required<Line> = {
  id: '1',
  notes: [{ subject: 'BLU', text: 'Éco-contribution' }],
  objects: [{ value: 'SF1', scheme: 'AFL' }],
  quantity: dec('10'),
  unitCode: 'C62',
  net: dec('100.00'),
  orderLineReference: '1',
  buyerAccountingReference: '607',
  period: { start: '2026-09-01', end: '2026-09-30' },
  allowances: [lineAllowance],
  charges: [lineAllowance],
  price: dec('10.00'),
  priceDiscount: dec('1.00'),
  priceDiscountReason: 'Volume',
  priceDiscountReasonCode: '100',
  grossPrice: dec('11.00'),
  priceBaseQuantity: dec('1'),
  priceBaseUnit: 'C62',
  vat,
  item,
  parentId: '0',
  status: 'DETAIL',
  orderReference: 'C1',
  precedingInvoice: { ...preceding, line: '3' },
  despatchReference: 'BL1',
  despatchLineReference: '2',
  receiptReference: 'BR1',
  receiptLineReference: '2',
  salesOrderReference: 'SO1',
  salesOrderLineReference: '4',
  delivery,
  vendor: { name: 'Sous-vendeur', ids: [id], legalId, vatId: 'FR00100000009', address },
  vatTotal: dec('20.00'),
  vatTotalAccounting: dec('21.00'),
  withVat: dec('120.00'),
};

const totals: Required<Totals> = {
  lines: dec('100.00'),
  allowances: dec('1.00'),
  charges: dec('1.00'),
  withoutVat: dec('100.00'),
  vat: dec('20.00'),
  vatAccounting: dec('21.00'),
  withVat: dec('120.00'),
  paid: dec('0.00'),
  rounding: dec('0.00'),
  due: dec('120.00'),
};

export const FULL_INVOICE: Required<Invoice> = {
  specification: 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr',
  businessProcess: 'M1',
  number: 'F2026-2',
  issueDate: '2026-10-01',
  typeCode: '380',
  currency: 'USD',
  vatCurrency: 'EUR',
  exchange: { rate: dec('0.92'), date: '2026-10-01' },
  vatPointDate: '2026-10-01',
  vatPointCode: '432',
  dueDate: '2026-10-31',
  buyerReference: 'SERVICE',
  projectReference: 'PR1',
  contractReference: 'CT1',
  contractDate: '2026-01-01',
  orderReference: 'C1',
  orderDate: '2026-02-01',
  salesOrderReference: 'SO1',
  receiptReference: 'BR1',
  despatchReference: 'BL1',
  despatchDate: '2026-09-30',
  tenderReference: 'LOT1',
  objects: [{ value: 'OBJ', scheme: 'ABT' }],
  buyerAccountingReference: '401',
  notes: [{ subject: 'PMD', text: 'Pénalités' }],
  precedingInvoices: [preceding],
  seller: { ...withoutRole(extended), taxId: '100000009', legalForm: 'SAS au capital de 1 000 EUR' },
  buyer: withoutRole(extended),
  payee: withoutTradingName(extended),
  taxRepresentative: { name: 'Représentant', vatId: 'FR00100000009', address },
  buyerAgent: extended,
  payer: extended,
  sellerAgent: extended,
  invoicee: extended,
  invoicer: extended,
  delivery,
  period: { start: '2026-09-01', end: '2026-09-30' },
  payment,
  allowances: [allowance],
  charges: [allowance],
  totals,
  vat: [breakdown],
  attachments: [attachment],
  lines: [line],
};

function withoutRole({ role: _, ...party }: typeof extended): Party {
  return party;
}

function withoutTradingName({ tradingName: _, ...party }: typeof extended): Party {
  return party;
}
