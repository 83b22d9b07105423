/**
 * EXTENDED-CTC-FR, sums: the rules of EN 16931 with a cent of tolerance for each amount that is summed, over the lines
 * that count; the breakdown may have a row for each reason of exemption (BR-FREXT-CO-10 to 15, -x-01, -x-08, -S-09).
 */
import { absolute, add, compare, dec, divide, multiply, subtract, ZERO, type Decimal } from '../../model/decimal.ts';
import type { InstancePath } from '../../model/path.ts';
import type { LineVat, VatBreakdown } from '../../model/tax.ts';
import { rule, type Rule } from '../rule.ts';
import { once, type Subject } from '../subject.ts';
import { rateKey } from '../vat-sums.ts';
import { isCounted } from './extended-lines.ts';
import { NOTHING, partsOf, type Parts, type Summed } from './extended-parts.ts';

const CENT = dec('0.01');
const HUNDRED = dec('100');

/** Letters of the rule ids by category: BR-FREXT-IC is category K. */
const FAMILIES: readonly (readonly [prefix: string, category: string])[] = [
  ['S', 'S'],
  ['Z', 'Z'],
  ['E', 'E'],
  ['AE', 'AE'],
  ['IC', 'K'],
  ['G', 'G'],
  ['O', 'O'],
  ['AF', 'L'],
  ['AG', 'M'],
];

function isNear(stated: Decimal, computed: Decimal, count: number): boolean {
  return compare(absolute(subtract(stated, computed)), multiply(CENT, { units: BigInt(count), scale: 0 })) <= 0;
}

function near(
  id: string,
  terms: readonly string[],
  at: InstancePath,
  of: (subject: Subject, parts: Parts) => readonly [Decimal | undefined, Summed] | null,
): Rule {
  return rule({
    id,
    terms,
    document: (subject, fault) => {
      const found = of(subject, partsOf(subject));
      if (found === null) return;
      const [stated, { amount, count }] = found;
      if (stated === undefined || !isNear(stated, amount, count)) fault(at, { stated, computed: amount });
    },
  });
}

function adjustments(id: string, terms: readonly string[], kind: 'allowances' | 'charges'): Rule {
  return near(id, terms, `totals.${kind}`, ({ invoice: { totals } }, parts) => {
    if (totals === undefined || (totals[kind] === undefined && parts[kind].count === 0)) return null;
    return [totals[kind], parts[kind]];
  });
}

function isCii({ facts }: Subject): boolean {
  return facts?.syntax === 'cii';
}

const TOTAL_RULES: readonly Rule[] = [
  near('BR-FREXT-CO-10', ['BT-106', 'BT-131'], 'totals.lines', (subject, { lines }) => {
    const { totals, lines: all = [] } = subject.invoice;
    if (totals === undefined) return null;
    // the artefact for CII gives a cent for each line, also for those that do not count
    return [totals.lines, isCii(subject) ? { amount: lines.amount, count: all.length } : lines];
  }),
  adjustments('BR-FREXT-CO-11', ['BT-107', 'BT-92'], 'allowances'),
  adjustments('BR-FREXT-CO-12', ['BT-108', 'BT-99'], 'charges'),
  near('BR-FREXT-CO-13', ['BT-109', 'BT-131', 'BT-92', 'BT-99'], 'totals.withoutVat', ({ invoice }, { lines, allowances, charges }) => {
    if (invoice.totals === undefined) return null;
    const amount = add(subtract(lines.amount, allowances.amount), charges.amount);
    return [invoice.totals.withoutVat, { amount, count: lines.count + allowances.count + charges.count }];
  }),
  near('BR-FREXT-CO-15', ['BT-109', 'BT-110', 'BT-112'], 'totals.withVat', (subject, { lines, allowances, charges }) => {
    const { invoice, facts } = subject;
    const { withoutVat, withVat } = invoice.totals ?? {};
    // a total of VAT in another currency is none
    const told =
      facts?.tree === undefined || facts.vatTotals.some(({ currency }) => currency !== undefined && currency === invoice.currency);
    const vat = told ? invoice.totals?.vat : undefined;
    if (invoice.totals === undefined) return null;
    // the artefact for CII has no sum where one of the three is not there; that for UBL asks nothing without a total of VAT
    if (vat === undefined && !isCii(subject)) return null;
    const stated = vat === undefined || withoutVat === undefined ? undefined : withVat;
    return [stated, { amount: add(withoutVat ?? ZERO, vat ?? ZERO), count: lines.count + allowances.count + charges.count }];
  }),
];

interface Bases {
  /** Key: rateKey. */
  readonly byRate: ReadonlyMap<string, Summed>;
  /** Key: rateKey with the reason and its code. */
  readonly byReason: ReadonlyMap<string, Summed>;
  readonly used: ReadonlySet<string>;
}

/** What is outside VAT has no rate, whatever is written. */
function keyOf(category: string, rate: Decimal | undefined): string {
  return rateKey(category, category === 'O' ? undefined : rate);
}

function reasonKey(category: string, { rate, reason, reasonCode }: LineVat): string {
  return `${keyOf(category, rate)}|${reasonCode?.trim() ?? ''}|${reason?.trim() ?? ''}`;
}

function basesOf(subject: Subject): Bases {
  return once(subject, madeBases);
}

/** Lines − allowances + charges by category and rate, and by reason. */
function madeBases(subject: Subject): Bases {
  const [byRate, byReason, used] = [new Map<string, Summed>(), new Map<string, Summed>(), new Set<string>()];
  const put = (vat: LineVat | undefined, amount: Decimal | undefined, sign: 1 | -1): void => {
    const category = vat?.category?.trim();
    if (vat === undefined || category === undefined) return;
    used.add(category);
    if (amount === undefined) return;
    for (const [map, key] of [[byRate, keyOf(category, vat.rate)] as const, [byReason, reasonKey(category, vat)] as const]) {
      const { amount: so, count } = map.get(key) ?? NOTHING;
      map.set(key, { amount: sign > 0 ? add(so, amount) : subtract(so, amount), count: count + 1 });
    }
  };
  const { lines, charges, allowances } = subject.invoice;
  for (const line of lines ?? []) if (isCounted(line)) put(line.vat, line.net, 1);
  for (const item of charges ?? []) put(item.vat, item.amount, 1);
  for (const item of allowances ?? []) put(item.vat, item.amount, -1);
  const bare = new Set(used);
  for (const item of partsOf(subject).logistics) put(item.vat, item.amount, 1);
  // the artefact for CII takes a category for used where any line has it, but not where a logistics charge alone has it
  if (isCii(subject)) for (const category of subject.sums.onLines) bare.add(category);
  return { byRate, byReason, used: bare };
}

/** What a row of the breakdown must come to: over its rate, and over its rate and reason. */
function computedFor(row: VatBreakdown, category: string, subject: Subject): readonly [Summed, Summed] {
  // no rate is the same as one that is not there
  if (row.rate === undefined && category !== 'O') return [NOTHING, NOTHING];
  const { byRate, byReason } = basesOf(subject);
  return [byRate.get(keyOf(category, row.rate)) ?? NOTHING, byReason.get(reasonKey(category, row)) ?? NOTHING];
}

/** A base that is not there comes to nothing. */
function isBase(base: Decimal | undefined, { amount, count }: Summed): boolean {
  return base !== undefined && isNear(base, amount, count);
}

/** The base by rate alone (`ini`) or by reason too (`rev`): one of the two must hold, and each that does not is told. */
function baseRule(prefix: string, category: string, way: '' | 'ini' | 'rev'): Rule {
  const severity = way === '' ? 'fatal' : 'warning';
  const terms = ['BT-116', 'BT-120', 'BT-121', 'BT-131', 'BT-92', 'BT-99'];
  return rule({
    id: `BR-FREXT-${prefix}-08${way}`,
    terms,
    severity,
    category,
    vat: (row, fault, subject) => {
      const { base } = row;
      const [byRate, byReason] = computedFor(row, category, subject);
      const [rate, reason] = [isBase(base, byRate), isBase(base, byReason)];
      if (way === 'ini' ? rate : way === 'rev' ? reason : rate || reason) return;
      fault('base', { stated: base, computed: (way === 'ini' ? byRate : byReason).amount, reason: row.reasonCode ?? row.reason });
    },
  });
}

function breakdownRule(prefix: string, category: string): Rule {
  return rule({
    id: `BR-FREXT-${prefix}-01`,
    terms: ['BG-23', 'BT-118', 'BT-151', 'BT-95', 'BT-102'],
    category,
    document: (subject, fault) => {
      // the artefacts do not ask here whether the tax is VAT
      const rows = subject.sums.ofAnyTax.rows.get(category) ?? 0;
      if (basesOf(subject).used.has(category) !== rows > 0) fault('vat', { category, rows });
    },
  });
}

export const EXTENDED_SUM_RULES: readonly Rule[] = [
  ...TOTAL_RULES,
  ...FAMILIES.flatMap(([prefix, category]) => [
    breakdownRule(prefix, category),
    ...(['', 'ini', 'rev'] as const).map((way) => baseRule(prefix, category, way)),
  ]),
  rule({
    id: 'BR-FREXT-S-09',
    terms: ['BT-116', 'BT-117', 'BT-119'],
    category: 'S',
    vat: (row, fault, subject) => {
      const { base, rate, amount } = row;
      if (base === undefined || rate === undefined || amount === undefined) return fault('amount', { stated: amount, computed: undefined });
      const computed = divide(multiply(base, rate), HUNDRED, 2);
      const [byRate, byReason] = computedFor(row, 'S', subject);
      const count = isCii(subject) ? Math.max(byRate.count, byReason.count) : byReason.count;
      if (!isNear(amount, computed, count)) fault('amount', { stated: amount, computed });
    },
  }),
];
