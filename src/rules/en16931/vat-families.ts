/**
 * The ten rules of each VAT category (BR-S-01 to 10 and their like) from one table of how the categories differ: who
 * must be identified, which rate is written, whether a reason is asked for or forbidden, how the base is compared.
 */
import { absolute, equals, isZero, round, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { InstancePath } from '../../model/path.ts';
import type { LineVat } from '../../model/tax.ts';
import { rule, type Report, type Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { expectedTax, isNear } from './vat.ts';

interface Family {
  /** Letters of the rule ids: BR-IC is category K. */
  readonly prefix: string;
  readonly category: string;
  /** One row of the breakdown in all, or one for each rate. */
  readonly rows: 'one' | 'some';
  readonly identified: (invoice: Invoice) => boolean;
  readonly rate: 'positive' | 'zero' | 'zero-or-positive' | 'none';
  readonly reason: 'asked' | 'forbidden';
}

/** BT-31, BT-32 or BT-63. */
const sellerTaxed = ({ seller, taxRepresentative }: Invoice): boolean =>
  seller?.vatId !== undefined || seller?.taxId !== undefined || taxRepresentative?.vatId !== undefined;
/** BT-31 or BT-63. */
const sellerVat = ({ seller, taxRepresentative }: Invoice): boolean =>
  seller?.vatId !== undefined || taxRepresentative?.vatId !== undefined;
const buyerVat = ({ buyer }: Invoice): boolean => buyer?.vatId !== undefined;

const FAMILIES: readonly Family[] = [
  { prefix: 'S', category: 'S', rows: 'some', identified: sellerTaxed, rate: 'positive', reason: 'forbidden' },
  { prefix: 'Z', category: 'Z', rows: 'one', identified: sellerTaxed, rate: 'zero', reason: 'forbidden' },
  { prefix: 'E', category: 'E', rows: 'one', identified: sellerTaxed, rate: 'zero', reason: 'asked' },
  {
    prefix: 'AE',
    category: 'AE',
    rows: 'one',
    rate: 'zero',
    reason: 'asked',
    identified: (invoice) => sellerTaxed(invoice) && (buyerVat(invoice) || invoice.buyer?.legalId !== undefined),
  },
  {
    prefix: 'IC',
    category: 'K',
    rows: 'one',
    rate: 'zero',
    reason: 'asked',
    identified: (invoice) => sellerVat(invoice) && buyerVat(invoice),
  },
  { prefix: 'G', category: 'G', rows: 'one', identified: sellerVat, rate: 'zero', reason: 'asked' },
  {
    prefix: 'O',
    category: 'O',
    rows: 'one',
    rate: 'none',
    reason: 'asked',
    identified: (invoice) => !sellerVat(invoice) && !buyerVat(invoice),
  },
  { prefix: 'AF', category: 'L', rows: 'some', identified: sellerTaxed, rate: 'zero-or-positive', reason: 'forbidden' },
  { prefix: 'AG', category: 'M', rows: 'some', identified: sellerTaxed, rate: 'zero-or-positive', reason: 'forbidden' },
];

const IDENTIFIERS: readonly InstancePath[] = ['seller.vatId', 'seller.taxId', 'taxRepresentative.vatId', 'buyer.vatId'];

function isRateRight(rate: Decimal | undefined, want: Family['rate']): boolean {
  if (want === 'none') return rate === undefined;
  if (rate === undefined) return false;
  return want === 'zero' ? rate.units === 0n : want === 'positive' ? rate.units > 0n : rate.units >= 0n;
}

/** BR-x-01: what is used has its row in the breakdown, and a row is used. */
function breakdownRule(family: Family): Rule {
  const { category } = family;
  return rule({
    id: `BR-${family.prefix}-01`,
    terms: ['BG-23', 'BT-118', 'BT-151', 'BT-95', 'BT-102'],
    category,
    document: (subject, fault) => {
      const { sums, facts } = subject;
      // the UBL artefact asks for VAT where a category has one row, and the CII artefact nowhere
      const ofVat = family.rows === 'one' && facts?.syntax !== 'cii';
      const used = ofVat
        ? sums.onLines.has(category) || sums.onAllowances.has(category) || sums.onCharges.has(category)
        : sums.ofAnyTax.used.has(category);
      const rows = (ofVat ? sums.rows : sums.ofAnyTax.rows).get(category) ?? 0;
      const right = family.rows === 'some' ? isSome(used, rows, facts) : isOnce(used, rows, facts);
      if (!right) fault('vat', { category, rows });
    },
  });
}

/** A row that nothing uses is a fault of UBL alone. */
function isSome(used: boolean, rows: number, facts: Subject['facts']): boolean {
  return used ? rows > 0 : rows === 0 || facts?.syntax === 'cii';
}

/** A second total of VAT with a breakdown of its own writes the row again; only CII asks that the row is used. */
function isOnce(used: boolean, rows: number, facts: Subject['facts']): boolean {
  if (!used && rows === 0) return true;
  const again = (facts?.vatTotals ?? []).filter((written) => written.subtotals > 0).length > 1;
  return rows === 1 && !again && (used || facts?.syntax !== 'cii');
}

/** BR-x-02 to 04: who must (or, out of scope, must not) have a tax number. */
function identifierRules(family: Family): Rule[] {
  const { category, prefix } = family;
  const places = [
    ['02', 'onLines', 'BT-151'],
    ['03', 'onAllowances', 'BT-95'],
    ['04', 'onCharges', 'BT-102'],
  ] as const;
  return places.map(([number, where, term]) =>
    rule({
      id: `BR-${prefix}-${number}`,
      terms: [term, 'BT-31', 'BT-32', 'BT-63', 'BT-48', 'BT-47'],
      category,
      document: (subject, fault) => {
        const { invoice, sums } = subject;
        const used = sums[where].has(category);
        if (used ? !family.identified(invoice) : number === '02' && category === 'S' && isOnlyOfOtherTax(subject))
          fault(IDENTIFIERS, { category, seller: invoice.seller?.name, buyer: invoice.buyer?.name });
      },
    }),
  );
}

/** To the UBL artefact a line at the standard rate of another tax is one whose seller is not identified. */
function isOnlyOfOtherTax({ invoice, facts }: Subject): boolean {
  if (facts?.syntax !== 'ubl' || facts.taxSchemes.length === 0) return false;
  return invoice.lines?.some(({ vat }) => vat?.otherTax !== undefined && vat.category?.trim() === 'S') === true;
}

/** BR-x-05 to 07: the rate that belongs to the category. */
function rateRules({ category, prefix, rate: want }: Family): Rule[] {
  const test = ({ vat }: { readonly vat?: LineVat }, fault: Report): void => {
    if (!isRateRight(vat?.rate, want)) fault('vat.rate', { category, rate: vat?.rate });
  };
  return [
    rule({ id: `BR-${prefix}-05`, terms: ['BT-151', 'BT-152'], category, line: test }),
    rule({ id: `BR-${prefix}-06`, terms: ['BT-95', 'BT-96'], category, allowance: test }),
    rule({ id: `BR-${prefix}-07`, terms: ['BT-102', 'BT-103'], category, charge: test }),
  ];
}

/** The artefacts give one unit of tolerance to these, by syntax; what never was a file gets none. */
const LOOSE: Readonly<Record<'ubl' | 'cii', ReadonlySet<string>>> = {
  ubl: new Set(['S', 'L', 'M']),
  cii: new Set(['E', 'Z', 'AE', 'K', 'G']),
};

function isBaseRight(base: Decimal, sum: Decimal, category: string, { facts }: Subject): boolean {
  // the CII artefact compares with what was rounded to cents
  const computed = facts?.syntax === 'cii' ? round(sum, 2) : sum;
  return equals(base, computed) || (facts !== undefined && LOOSE[facts.syntax].has(category) && isNear(base, computed));
}

/** BR-x-08: the base is what the lines, charges and allowances of the category (and rate) come to. */
function baseRule({ category, prefix, rows }: Family): Rule {
  return rule({
    id: `BR-${prefix}-08`,
    terms: ['BT-116', 'BT-131', 'BT-99', 'BT-92'],
    category,
    vat: ({ base, rate }, fault, subject) => {
      if (rows === 'some' && rate === undefined) return;
      const { sums } = subject;
      const computed = (rows === 'some' ? sums.at(category, rate) : sums.ofCategory(category)) ?? ZERO;
      if (base === undefined || !isBaseRight(base, computed, category, subject)) fault(['base', '/lines'], { stated: base, computed });
    },
  });
}

/** BR-x-09: the tax is base × rate, or nothing. */
function amountRule({ category, prefix, rate: want }: Family): Rule {
  const taxed = want === 'positive' || want === 'zero-or-positive';
  return rule({
    id: `BR-${prefix}-09`,
    terms: ['BT-117', 'BT-116', 'BT-119'],
    category,
    vat: ({ amount, base, rate }, fault) => {
      if (!taxed) {
        if (amount === undefined || !isZero(amount)) fault('amount', { stated: amount, computed: ZERO });
        return;
      }
      const computed = base === undefined || rate === undefined ? undefined : expectedTax(base, rate);
      if (amount === undefined || computed === undefined || !isNear(absolute(amount), computed))
        fault(['amount', 'base', 'rate'], { stated: amount, computed, base });
    },
  });
}

/** BR-x-10: why no tax, where there is none; no reason where there is some. */
function reasonRule({ category, prefix, reason: want }: Family): Rule {
  return rule({
    id: `BR-${prefix}-10`,
    terms: ['BT-120', 'BT-121'],
    category,
    vat: ({ reason, reasonCode }, fault) => {
      const given = reason !== undefined || reasonCode !== undefined;
      if (given !== (want === 'asked')) fault(['reason', 'reasonCode'], { reason: reason ?? reasonCode });
    },
  });
}

export const FAMILY_RULES: readonly Rule[] = FAMILIES.flatMap((family) => [
  breakdownRule(family),
  ...identifierRules(family),
  ...rateRules(family),
  baseRule(family),
  amountRule(family),
  reasonRule(family),
]);
