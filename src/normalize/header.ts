/**
 * Terms of the document that follow from others: specification BT-24, billing framework BT-23, VAT point BT-8, VAT
 * accounting currency BT-6, and the buyer's legal identifier abroad. What a mapping wrote is kept.
 */
import type { Company } from '../model/company.ts';
import { compare, isZero, type Decimal } from '../model/decimal.ts';
import type { ScopeHints } from '../model/draft.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import { specificationOf } from '../model/specification.ts';
import { setting, tell, type Story } from './story.ts';
import { isDomestic, isOverseas, isUnion } from './territory.ts';

/** UNTDID 1001 codes of the reform that are credit notes, and those that are prepayments. */
const CREDIT_NOTES: ReadonlySet<string> = new Set(['381', '261', '262', '396', '502', '503']);
const PREPAYMENTS: ReadonlySet<string> = new Set(['386', '500', '503']);

const LETTERS: Readonly<Record<string, string>> = { goods: 'B', services: 'S', mixed: 'M' };

/** UNTDID 2005: the invoice date (VAT on debits) and the payment. */
const ON_DEBITS = '3';
const ON_PAYMENT = '432';

export function addHeader(invoice: Invoice, hints: ScopeHints, company: Company, scope: Scope, story: Story): Invoice {
  const specification = invoice.specification ?? specificationOf(company.profile);
  if (invoice.specification === undefined)
    tell(story, 'normalize', 'specification', specification, `profile ${company.profile}`, [setting('profile')]);
  const withFramework = addFramework({ ...invoice, specification }, hints, story);
  return addForeignId(addVatPoint(withFramework, company, story), scope, story);
}

/** BT-23: letter of the operation, digit of the payment. Without a known operation it stays open and BR-FR-08 speaks. */
function addFramework(invoice: Invoice, hints: ScopeHints, story: Story): Invoice {
  if (invoice.businessProcess !== undefined) return invoice;
  const letter = LETTERS[hints.operation ?? ''];
  if (letter === undefined) return invoice;
  const digit = frameworkDigit(invoice, hints);
  tell(story, 'normalize', 'businessProcess', letter + digit, `${hints.operation}, ${DIGITS[digit]}`, ['lines', 'totals.due']);
  return { ...invoice, businessProcess: letter + digit };
}

const DIGITS = { '1': 'to be paid', '2': 'already paid', '4': 'final after prepayment' } as const;

function frameworkDigit(invoice: Invoice, hints: ScopeHints): keyof typeof DIGITS {
  const type = invoice.typeCode ?? '';
  if (hints.afterPrepayment === true && !PREPAYMENTS.has(type)) return '4';
  // a credit note set off against its invoice is not collected
  return !CREDIT_NOTES.has(type) && isPaid(invoice.totals?.withVat, invoice.totals?.paid, invoice.totals?.due) ? '2' : '1';
}

function isPaid(total: Decimal | undefined, paid: Decimal | undefined, due: Decimal | undefined): boolean {
  return (
    total !== undefined && paid !== undefined && due !== undefined && !isZero(total) && isZero(due) && compare(total, paid) === 0
  );
}

/** BT-8: on payment when the framework has services, unless the company opted for the debits; goods need none. */
function addVatPoint(invoice: Invoice, company: Company, story: Story): Invoice {
  if (invoice.vatPointCode !== undefined || invoice.vatPointDate !== undefined) return invoice;
  if (!/^[SM]/.test(invoice.businessProcess ?? '')) return invoice;
  const vatPointCode = company.vatOnDebits ? ON_DEBITS : ON_PAYMENT;
  tell(story, 'normalize', 'vatPointCode', vatPointCode, 'VAT point of services', ['businessProcess', setting('vatOnDebits')]);
  return { ...invoice, vatPointCode };
}

/** BT-6, known before the totals: BT-111 follows from it. */
export function addVatCurrency(invoice: Invoice, company: Company, story: Story): Invoice {
  if (invoice.vatCurrency !== undefined || invoice.currency === undefined || invoice.currency === company.currency)
    return invoice;
  tell(story, 'normalize', 'vatCurrency', company.currency, 'accounting currency of the company', [setting('currency')]);
  return { ...invoice, vatCurrency: company.currency };
}

/** Abroad BT-47 is the VAT number (0223) inside the union, else the country and the beginning of the name (0227). */
function addForeignId(invoice: Invoice, scope: Scope, story: Story): Invoice {
  const buyer = invoice.buyer;
  const country = buyer?.address?.country;
  if (scope.class !== 'b2b-int' || buyer === undefined || buyer.legalId !== undefined || country === undefined) return invoice;
  if (isDomestic(country) || isOverseas(country)) return invoice;
  const id = isUnion(country)
    ? buyer.vatId === undefined
      ? undefined
      : { value: buyer.vatId, scheme: '0223' }
    : { value: `${country}${(buyer.name ?? '').slice(0, 16)}`, scheme: '0227' };
  if (id === undefined) return invoice;
  const from = isUnion(country) ? ['buyer.vatId'] : ['buyer.address.country', 'buyer.name'];
  tell(story, 'normalize', 'buyer.legalId.value', id.value, 'identifier of a buyer abroad', from);
  tell(story, 'normalize', 'buyer.legalId.scheme', id.scheme, 'identifier of a buyer abroad', from);
  return { ...invoice, buyer: { ...buyer, legalId: id } };
}
