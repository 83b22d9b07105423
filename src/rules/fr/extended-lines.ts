/**
 * EXTENDED-CTC-FR, lines: a line of the kind GROUP or INFORMATION is no part of the sums and needs no quantity, price or
 * VAT; sub-lines name their parent and add up to it (BR-FREXT-05 to 12, 22 to 26, 54, CO-04).
 */
import { Accumulator, equals, round, ZERO } from '../../model/decimal.ts';
import type { Line } from '../../model/line.ts';
import { vatCategory } from '../../model/tax.ts';
import { isFilled, rule, type Rule } from '../rule.ts';
import { once, type Subject } from '../subject.ts';

const STATUSES: readonly string[] = ['DETAIL', 'GROUP', 'INFORMATION'];

/** A line that is billed: a plain one, or the detail of a group. */
export function isCounted(line: Line): boolean {
  return line.status === undefined || line.status === 'DETAIL';
}

function needed(id: string, term: string, member: string, has: (line: Line) => boolean): Rule {
  return rule({
    id,
    terms: [term, 'EXT-FR-FE-163'],
    line: (line, fault) => {
      if (isCounted(line) && !has(line)) fault(member);
    },
  });
}

/** What the sub-lines of a line come to. */
interface Children {
  /** Σ BT-131 of those that are billed, or groups of such. */
  readonly net: Accumulator;
  /** One of them is a group without a net amount. */
  open: boolean;
}

interface Families {
  /** BT-126 of every line. */
  readonly ids: ReadonlySet<string>;
  /** By the number of the parent line. */
  readonly children: ReadonlyMap<string, Children>;
}

const NO_FAMILIES: Families = { ids: new Set(), children: new Map() };

function familiesOf(subject: Subject): Families {
  return once(subject, madeFamilies);
}

function madeFamilies({ invoice: { lines = [] } }: Subject): Families {
  if (!lines.some(({ parentId, status }) => parentId !== undefined || status !== undefined)) return NO_FAMILIES;
  const [ids, children] = [new Set<string>(), new Map<string, Children>()];
  for (const { id, parentId, status, net } of lines) {
    if (id !== undefined) ids.add(id);
    if (parentId === undefined) continue;
    let own = children.get(parentId);
    if (own === undefined) children.set(parentId, (own = { net: new Accumulator(), open: false }));
    if (net !== undefined && (status === 'DETAIL' || status === 'GROUP')) own.net.add(net);
    if (net === undefined && status === 'GROUP') own.open = true;
  }
  return { ids, children };
}

export const EXTENDED_LINE_RULES: readonly Rule[] = [
  needed('BR-FREXT-22', 'BT-129', 'quantity', (line) => line.quantity !== undefined),
  needed('BR-FREXT-23', 'BT-130', 'unitCode', (line) => line.unitCode !== undefined),
  needed('BR-FREXT-24', 'BT-131', 'net', (line) => line.net !== undefined),
  needed('BR-FREXT-26', 'BT-146', 'price', (line) => line.price !== undefined),
  needed('BR-FREXT-CO-04', 'BT-151', 'vat.category', (line) => vatCategory(line.vat) !== undefined),
  rule({
    id: 'BR-FREXT-54-1',
    terms: ['BT-160', 'EXT-FR-FE-159'],
    line: ({ item }, fault) => {
      item?.attributes?.forEach(({ name, code }, index) => {
        if (name === undefined && code === undefined) fault(`item.attributes[${index}]`);
      });
    },
  }),
  rule({
    id: 'BR-FREXT-54-2',
    terms: ['BT-161', 'EXT-FR-FE-160'],
    line: ({ item }, fault) => {
      item?.attributes?.forEach(({ name, code, value, measure, measureUnit }, index) => {
        const measured = measure !== undefined && isFilled(measureUnit);
        if (value === undefined ? !measured : measure !== undefined) fault(`item.attributes[${index}]`, { name: name ?? code });
      });
    },
  }),
  rule({
    id: 'BR-FREXT-05',
    terms: ['EXT-FR-FE-163'],
    line: ({ status }, fault) => {
      if (status !== undefined && !STATUSES.includes(status.trim())) fault('status', { status });
    },
  }),
  rule({
    id: 'BR-FREXT-06',
    terms: ['EXT-FR-FE-162', 'EXT-FR-FE-163'],
    line: ({ parentId, status }, fault) => {
      if (parentId !== undefined && status === undefined) fault('status', { parent: parentId });
    },
  }),
  rule({
    id: 'BR-FREXT-08',
    terms: ['BT-131', 'EXT-FR-FE-162'],
    line: ({ id, status, net }, fault, subject) => {
      if (status !== 'GROUP' || net === undefined) return;
      const computed = round(
        familiesOf(subject)
          .children.get(id ?? '')
          ?.net.value() ?? ZERO,
        2,
      );
      if (!equals(net, computed)) fault('net', { stated: net, computed });
    },
  }),
  rule({
    id: 'BR-FREXT-11',
    terms: ['BT-126', 'EXT-FR-FE-162'],
    line: ({ id, parentId }, fault, subject) => {
      if (parentId !== undefined && (parentId === id || !familiesOf(subject).ids.has(parentId))) fault('parentId', { parent: parentId });
    },
  }),
  rule({
    id: 'BR-FREXT-12',
    terms: ['BT-131', 'EXT-FR-FE-163'],
    line: ({ id, status, net }, fault, subject) => {
      if (status !== 'GROUP' || net === undefined) return;
      if (familiesOf(subject).children.get(id ?? '')?.open === true) fault('net');
    },
  }),
];
