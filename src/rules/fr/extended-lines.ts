/**
 * EXTENDED-CTC-FR, lines: a line of the kind GROUP or INFORMATION is no part of the sums and needs no quantity, price or
 * VAT; sub-lines name their parent and add up to it (BR-FREXT-05 to 12, 22 to 26, 54, CO-04).
 */
import { equals, round, sum } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { isFilled, perLine, rule, type Report, type Rule } from '../rule.ts';

const STATUSES: readonly string[] = ['DETAIL', 'GROUP', 'INFORMATION'];

/** A line that is billed: a plain one, or the detail of a group. */
export function isCounted(line: Line): boolean {
  return line.status === undefined || line.status === 'DETAIL';
}

function needed(id: string, term: string, member: string, has: (line: Line) => boolean): Rule {
  return perLine({ id, terms: [term, 'EXT-FR-FE-163'] }, (line, at, fault) => {
    if (isCounted(line) && !has(line)) fault(`${at}.${member}`);
  });
}

interface Family {
  readonly line: Line;
  readonly at: string;
  readonly children: readonly Line[];
  readonly lines: ReadonlyMap<string, Line>;
}

/** Every line with the lines that name it as their parent. */
function perFamily(id: string, terms: readonly string[], test: (family: Family, fault: Report) => void): Rule {
  return rule({
    id,
    terms,
    test: ({ invoice }, fault) => {
      if (!hasSubLines(invoice)) return;
      const [lines, children] = [new Map<string, Line>(), new Map<string, Line[]>()];
      for (const line of invoice.lines ?? []) {
        if (line.id !== undefined && !lines.has(line.id)) lines.set(line.id, line);
        if (line.parentId === undefined) continue;
        const known = children.get(line.parentId);
        if (known === undefined) children.set(line.parentId, [line]);
        else known.push(line);
      }
      invoice.lines?.forEach((line, index) => {
        const named: Report = (at, values) => fault(at, { line: line.id ?? String(index + 1), ...values });
        test({ line, at: `lines[${index}]`, children: children.get(line.id ?? '') ?? [], lines }, named);
      });
    },
  });
}

function hasSubLines(invoice: Invoice): boolean {
  return invoice.lines?.some((line) => line.parentId !== undefined || line.status !== undefined) === true;
}

export const EXTENDED_LINE_RULES: readonly Rule[] = [
  needed('BR-FREXT-22', 'BT-129', 'quantity', (line) => line.quantity !== undefined),
  needed('BR-FREXT-23', 'BT-130', 'unitCode', (line) => line.unitCode !== undefined),
  needed('BR-FREXT-24', 'BT-131', 'net', (line) => line.net !== undefined),
  needed('BR-FREXT-26', 'BT-146', 'price', (line) => line.price !== undefined),
  needed('BR-FREXT-CO-04', 'BT-151', 'vat.category', (line) => line.vat?.category !== undefined),
  perLine({ id: 'BR-FREXT-54-1', terms: ['BT-160', 'EXT-FR-FE-159'] }, (line, at, fault) => {
    line.item?.attributes?.forEach((attribute, index) => {
      if (attribute.name === undefined && attribute.code === undefined) fault(`${at}.item.attributes[${index}]`);
    });
  }),
  perLine({ id: 'BR-FREXT-54-2', terms: ['BT-161', 'EXT-FR-FE-160'] }, (line, at, fault) => {
    line.item?.attributes?.forEach((attribute, index) => {
      const measured = attribute.measure !== undefined && isFilled(attribute.measureUnit);
      if (attribute.value === undefined ? !measured : attribute.measure !== undefined)
        fault(`${at}.item.attributes[${index}]`, { name: attribute.name ?? attribute.code });
    });
  }),
  perLine({ id: 'BR-FREXT-05', terms: ['EXT-FR-FE-163'] }, ({ status }, at, fault) => {
    if (status !== undefined && !STATUSES.includes(status.trim())) fault(`${at}.status`, { status });
  }),
  perLine({ id: 'BR-FREXT-06', terms: ['EXT-FR-FE-162', 'EXT-FR-FE-163'] }, ({ parentId, status }, at, fault) => {
    if (parentId !== undefined && status === undefined) fault(`${at}.status`, { parent: parentId });
  }),
  perFamily('BR-FREXT-08', ['BT-131', 'EXT-FR-FE-162'], ({ line, at, children }, fault) => {
    if (line.status !== 'GROUP' || line.net === undefined) return;
    const counted = children.filter(({ status }) => status === 'DETAIL' || status === 'GROUP');
    const computed = round(sum(counted.map(({ net }) => net)), 2);
    if (!equals(line.net, computed)) fault(`${at}.net`, { stated: line.net, computed });
  }),
  perFamily('BR-FREXT-11', ['BT-126', 'EXT-FR-FE-162'], ({ line, at, lines }, fault) => {
    if (line.parentId !== undefined && (line.parentId === line.id || !lines.has(line.parentId)))
      fault(`${at}.parentId`, { parent: line.parentId });
  }),
  perFamily('BR-FREXT-12', ['BT-131', 'EXT-FR-FE-163'], ({ line, at, children }, fault) => {
    if (line.status !== 'GROUP' || line.net === undefined) return;
    if (children.some(({ status, net }) => status === 'GROUP' && net === undefined)) fault(`${at}.net`);
  }),
];
