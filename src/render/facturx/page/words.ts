/** The words of the page in French and English, and how each language writes days, numbers and amounts. */
import { formatDecimal, type Decimal } from '../../../model/decimal.ts';
import { isCalendarDate } from '../../../base/calendar-date.ts';

export const PAGE_LOCALES = ['fr', 'en'] as const;
export type PageLocale = (typeof PAGE_LOCALES)[number];

const FR = {
  invoice: 'Facture',
  creditNote: 'Avoir',
  corrected: 'Facture rectificative',
  prepayment: 'Facture d’acompte',
  prepaymentCredit: 'Avoir sur acompte',
  selfBilled: 'Facture (autofacturation)',
  selfBilledCredit: 'Avoir (autofacturation)',
  number: 'Numéro',
  issued: 'Date d’émission',
  due: 'Échéance',
  currency: 'Devise',
  page: 'Page {page} sur {pages}',
  seller: 'Vendeur',
  buyer: 'Client',
  deliverTo: 'Livré à',
  payee: 'Bénéficiaire du paiement',
  taxRepresentative: 'Représentant fiscal',
  siren: 'SIREN',
  siret: 'SIRET',
  legalId: 'Immatriculation',
  vatId: 'N° TVA',
  taxId: 'N° fiscal',
  endpoint: 'Adresse électronique',
  contact: 'Contact',
  order: 'Votre commande',
  buyerReference: 'Votre référence',
  contract: 'Contrat',
  project: 'Projet',
  salesOrder: 'Notre commande',
  despatch: 'Bon de livraison',
  receipt: 'Bon de réception',
  tender: 'Appel d’offres',
  object: 'Objet facturé',
  delivered: 'Livraison',
  period: 'Période',
  preceding: 'Facture d’origine',
  morePreceding: 'et {count} autres',
  from: 'du',
  position: 'N°',
  description: 'Désignation',
  quantity: 'Quantité',
  price: 'Prix unitaire HT',
  per: 'pour',
  vatRate: 'TVA',
  net: 'Montant HT',
  carriedForward: 'À reporter',
  broughtForward: 'Report',
  allowance: 'Remise',
  charge: 'Frais',
  article: 'Réf.',
  grossPrice: 'Prix brut',
  ofBase: 'de',
  vat: 'Détail de la TVA',
  base: 'Base HT',
  vatAmount: 'Montant TVA',
  category: 'Régime',
  linesTotal: 'Total des lignes HT',
  allowances: 'Remises',
  charges: 'Frais',
  withoutVat: 'Total HT',
  vatTotal: 'Total TVA',
  vatAccounting: 'TVA en {currency}',
  withVat: 'Total TTC',
  paid: 'Déjà payé',
  rounding: 'Arrondi',
  toPay: 'Net à payer',
  toCredit: 'Net à votre crédit',
  payment: 'Règlement',
  means: 'Mode de règlement',
  account: 'Compte',
  iban: 'IBAN',
  bic: 'BIC',
  holder: 'Titulaire',
  reference: 'Référence à rappeler',
  mandate: 'Mandat de prélèvement',
  creditor: 'Identifiant créancier',
  debited: 'Compte débité',
  card: 'Carte',
  terms: 'Conditions',
  notes: 'Mentions',
  lateFees: 'Pénalités de retard',
  recovery: 'Frais de recouvrement',
  discountTerms: 'Escompte',
  taxNote: 'Mention fiscale',
  legalNote: 'Mention légale',
  customs: 'Douane',
  attachments: 'Pièces jointes',
  exempt: 'Exonéré',
  zero: 'Taux zéro',
  reverse: 'Autoliquidation',
  intra: 'Intracommunautaire',
  export: 'Export',
  outside: 'Hors champ',
  transfer: 'Virement',
  sepaTransfer: 'Virement SEPA',
  cheque: 'Chèque',
  cash: 'Espèces',
  bankCard: 'Carte bancaire',
  debit: 'Prélèvement',
  sepaDebit: 'Prélèvement SEPA',
  offset: 'Compensation',
  subject: 'Facture électronique Factur-X',
} as const;

export type Words = Readonly<Record<keyof typeof FR, string>>;

const EN: Words = {
  invoice: 'Invoice',
  creditNote: 'Credit note',
  corrected: 'Corrected invoice',
  prepayment: 'Prepayment invoice',
  prepaymentCredit: 'Prepayment credit note',
  selfBilled: 'Self-billed invoice',
  selfBilledCredit: 'Self-billed credit note',
  number: 'Number',
  issued: 'Issue date',
  due: 'Due date',
  currency: 'Currency',
  page: 'Page {page} of {pages}',
  seller: 'Seller',
  buyer: 'Bill to',
  deliverTo: 'Delivered to',
  payee: 'Payee',
  taxRepresentative: 'Tax representative',
  siren: 'SIREN',
  siret: 'SIRET',
  legalId: 'Registration',
  vatId: 'VAT number',
  taxId: 'Tax number',
  endpoint: 'Electronic address',
  contact: 'Contact',
  order: 'Your order',
  buyerReference: 'Your reference',
  contract: 'Contract',
  project: 'Project',
  salesOrder: 'Our order',
  despatch: 'Despatch note',
  receipt: 'Goods received note',
  tender: 'Tender',
  object: 'Invoiced object',
  delivered: 'Delivery',
  period: 'Period',
  preceding: 'Original invoice',
  morePreceding: 'and {count} more',
  from: 'of',
  position: 'No.',
  description: 'Description',
  quantity: 'Quantity',
  price: 'Unit price',
  per: 'per',
  vatRate: 'VAT',
  net: 'Net amount',
  carriedForward: 'Carried forward',
  broughtForward: 'Brought forward',
  allowance: 'Discount',
  charge: 'Charge',
  article: 'Item',
  grossPrice: 'Gross price',
  ofBase: 'of',
  vat: 'VAT breakdown',
  base: 'Taxable amount',
  vatAmount: 'VAT amount',
  category: 'Treatment',
  linesTotal: 'Total of lines',
  allowances: 'Discounts',
  charges: 'Charges',
  withoutVat: 'Total without VAT',
  vatTotal: 'Total VAT',
  vatAccounting: 'VAT in {currency}',
  withVat: 'Total with VAT',
  paid: 'Already paid',
  rounding: 'Rounding',
  toPay: 'Amount due',
  toCredit: 'Amount in your favour',
  payment: 'Payment',
  means: 'Payment by',
  account: 'Account',
  iban: 'IBAN',
  bic: 'BIC',
  holder: 'Account name',
  reference: 'Payment reference',
  mandate: 'Direct debit mandate',
  creditor: 'Creditor identifier',
  debited: 'Debited account',
  card: 'Card',
  terms: 'Terms',
  notes: 'Notes',
  lateFees: 'Late payment',
  recovery: 'Recovery costs',
  discountTerms: 'Early payment',
  taxNote: 'Tax note',
  legalNote: 'Legal note',
  customs: 'Customs',
  attachments: 'Attachments',
  exempt: 'Exempt',
  zero: 'Zero rated',
  reverse: 'Reverse charge',
  intra: 'Intra-Community',
  export: 'Export',
  outside: 'Out of scope',
  transfer: 'Credit transfer',
  sepaTransfer: 'SEPA credit transfer',
  cheque: 'Cheque',
  cash: 'Cash',
  bankCard: 'Bank card',
  debit: 'Direct debit',
  sepaDebit: 'SEPA direct debit',
  offset: 'Offset',
  subject: 'Factur-X electronic invoice',
};

export const WORDS: Readonly<Record<PageLocale, Words>> = { fr: FR, en: EN };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A text that is no day is shown as it is. */
export function dayText(day: string | undefined, locale: PageLocale): string {
  if (day === undefined || !isCalendarDate(day)) return day ?? '';
  const [year = '', month = '', date = ''] = day.split('-');
  return locale === 'fr' ? `${date}/${month}/${year}` : `${date} ${MONTHS[Number.parseInt(month, 10) - 1] ?? ''} ${year}`;
}

/** No-break spaces, so that a number is never broken over two lines. */
const NARROW = '\u202f';
const MINUS = '\u2212';

/** All digits of the value, at least `least` after the point. */
export function numberText(value: Decimal, locale: PageLocale, least = 0): string {
  const [whole = '', fraction = ''] = formatDecimal(value).replace('-', '').split('.');
  const digits = fraction.replace(/0+$/, '').padEnd(least, '0');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'fr' ? NARROW : ',');
  const sign = value.units < 0n ? MINUS : '';
  return `${sign}${groups}${digits === '' ? '' : `${locale === 'fr' ? ',' : '.'}${digits}`}`;
}

/** ISO 4217: currencies whose smallest unit is not a hundredth. */
const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
]);

/** With the digits of the currency, and more where the value has them. */
export function amountText(value: Decimal | undefined, locale: PageLocale, currency?: string): string {
  return value === undefined ? '' : numberText(value, locale, DIGITS[currency ?? ''] ?? 2);
}

const SIGNS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' };

export function moneyText(value: Decimal | undefined, currency: string | undefined, locale: PageLocale): string {
  if (value === undefined) return '';
  const sign = SIGNS[currency ?? ''];
  const amount = amountText(value, locale, currency);
  if (locale === 'en' && sign !== undefined) return `${sign}${amount}`;
  return `${amount}\u00a0${sign ?? currency ?? ''}`.trim();
}

export function percentText(rate: Decimal, locale: PageLocale): string {
  return `${numberText(rate, locale)}${locale === 'fr' ? `${NARROW}%` : '%'}`;
}
