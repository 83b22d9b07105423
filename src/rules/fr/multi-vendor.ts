/**
 * BR-FR-MV and BR-FR-BD: invoices of several vendors (BT-23 ending with 8) and in both directions (ending with 9). Each
 * root line of the kind GROUP is an invoice of its own inside: its vendor, number, VAT and lines are looked at here.
 */
import { absolute, add, compare, dec, multiply, subtract, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { isFilled, rule, type Rule, type Test } from '../rule.ts';
import { isSelfBilled } from './types.ts';

const CENT = dec('0.01');
/** UNTDID 1153 on BT-128: number of the sub-invoice, and its business process. */
const NUMBER = 'AFL';
const PROCESS = 'AVV';
const GROUP = 'GROUP';

/** BT-23: of several vendors, and in both directions. */
const VENDORS = ['B8', 'S8', 'M8'] as const;
const DIRECTIONS = ['B9', 'S9', 'M9'] as const;
const BOTH = [...VENDORS, ...DIRECTIONS] as const;

function objectOf(line: Line | undefined, scheme: string): string {
  return line?.objects?.find((id) => id.scheme === scheme)?.value.trim() ?? '';
}

function vendorOf(line: Line | undefined): string {
  return line?.vendor?.legalId?.value.trim() ?? '';
}

function isRoot(line: Line): boolean {
  return line.status === GROUP && line.parentId === undefined;
}

function farther(a: Decimal, b: Decimal, steps: number): boolean {
  return compare(absolute(subtract(a, b)), multiply(CENT, { units: BigInt(steps), scale: 0 })) > 0;
}

/** Each line that is an invoice inside. */
function eachRoot(id: string, terms: readonly string[], processes: readonly string[], test: Test<Line>): Rule {
  return rule({
    id,
    terms,
    processes,
    line: (line, fault, subject) => {
      if (isRoot(line)) test(line, fault, subject);
    },
  });
}

/** What a child repeats of its parent line. */
function repeats(id: string, terms: readonly string[], member: string, valueOf: (line: Line | undefined) => string): Rule {
  return rule({
    id,
    terms,
    processes: BOTH,
    document: ({ invoice }, fault) => {
      const lines = new Map((invoice.lines ?? []).map((line) => [line.id, line]));
      invoice.lines?.forEach((line, index) => {
        const [own, parent] = [valueOf(line), line.parentId === undefined ? null : valueOf(lines.get(line.parentId))];
        if (own === '' || (parent !== null && parent !== own))
          fault(`lines[${index}].${member}`, { line: line.id ?? String(index + 1), own, parent: parent ?? '' });
      });
    },
  });
}

/** A correction names on each sub-invoice the invoice that it corrects. */
function corrects(id: string, processes: readonly string[], types: readonly string[]): Rule {
  return eachRoot(id, ['BT-3', 'EXT-FR-FE-136', 'EXT-FR-FE-138'], processes, ({ precedingInvoice }, fault, { invoice }) => {
    if (!types.includes(invoice.typeCode ?? '')) return;
    const { number, issueDate } = precedingInvoice ?? {};
    if (!isFilled(number) || !isFilled(issueDate)) fault('precedingInvoice', { type: invoice.typeCode });
  });
}

const HEAD_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-MV-02',
    terms: ['BT-23', 'EXT-FR-FE-163'],
    processes: VENDORS,
    document: ({ invoice }, fault) => {
      if (invoice.lines?.some(isRoot) !== true) fault('lines', { process: invoice.businessProcess });
    },
  }),
  rule({
    id: 'BR-FR-BD-02',
    terms: ['BT-23', 'BT-30', 'BT-47', 'EXT-FR-FE-163'],
    processes: DIRECTIONS,
    document: ({ invoice }, fault) => {
      const roots = (invoice.lines ?? []).filter(isRoot);
      if (roots.length !== 2) fault('lines', { count: roots.length, party: '' });
      for (const party of ['seller', 'buyer'] as const) {
        const id = invoice[party]?.legalId?.value.trim() ?? '';
        if (roots.filter((line) => id !== '' && vendorOf(line) === id).length !== 1)
          fault('lines', { count: roots.length, party: invoice[party]?.name ?? party });
      }
    },
  }),
  rule({
    id: 'BR-FR-MV-13',
    terms: ['BT-3', 'BT-23'],
    processes: VENDORS,
    document: ({ invoice }, fault) => {
      if (isSelfBilled(invoice.typeCode)) fault('typeCode', { type: invoice.typeCode });
    },
  }),
  rule({
    id: 'BR-FR-BD-13',
    terms: ['BT-3', 'BT-23'],
    processes: DIRECTIONS,
    document: ({ invoice }, fault) => {
      if (invoice.typeCode !== undefined && !isSelfBilled(invoice.typeCode)) fault('typeCode', { type: invoice.typeCode });
    },
  }),
  corrects('BR-FR-MV-14', VENDORS, ['384', '472', '381', '396', '503']),
  corrects('BR-FR-BD-14', DIRECTIONS, ['261', '471', '473', '502']),
];

const NUMBER_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-MV-11',
    terms: ['BT-1', 'BT-30', 'BT-128'],
    processes: BOTH,
    document: ({ invoice }, fault) => {
      const seller = invoice.seller?.legalId?.value.trim() ?? '';
      if (seller === '') return;
      const own = (invoice.lines ?? []).filter((line) => isRoot(line) && vendorOf(line) === seller);
      const same = own.filter((line) => objectOf(line, NUMBER) === invoice.number);
      if (own.length > 0 && same.length !== 1) fault('lines', { number: invoice.number, count: same.length });
    },
  }),
  rule({
    id: 'BR-FR-MV-12',
    terms: ['BT-128'],
    processes: BOTH,
    document: ({ invoice }, fault) => {
      const seen = new Set<string>();
      invoice.lines?.forEach((line, index) => {
        const number = objectOf(line, NUMBER);
        if (isRoot(line) && number !== '' && seen.has(number)) fault(`lines[${index}].objects`, { line: line.id, number });
        seen.add(number);
      });
    },
  }),
];

/** What a sub-invoice must have, by the member that lacks. */
function lacks(line: Line, invoice: Invoice): readonly string[] {
  const process = objectOf(line, PROCESS);
  const needs: readonly (readonly [boolean, string])[] = [
    [isFilled(line.vendor?.name), 'vendor.name'],
    [vendorOf(line) !== '', 'vendor.legalId'],
    [isFilled(line.vendor?.address?.country), 'vendor.address.country'],
    [line.vatTotal !== undefined, 'vatTotal'],
    [invoice.vatCurrency === undefined || line.vatTotalAccounting !== undefined, 'vatTotalAccounting'],
    [objectOf(line, NUMBER) !== '', 'objects'],
    [process !== '' && !/^[BSM]8$/.test(process), 'objects'],
  ];
  return needs.filter(([holds]) => !holds).map(([, member]) => member);
}

export const MULTI_VENDOR_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-MV-01',
    terms: ['BT-23', 'EXT-FR-FE-163'],
    processes: BOTH,
    line: ({ status }, fault) => {
      if (!isFilled(status)) fault('status');
    },
  }),
  eachRoot(
    'BR-FR-MV-03',
    ['EXT-FR-FE-164', 'EXT-FR-FE-167', 'EXT-FR-FE-177', 'EXT-FR-FE-181', 'EXT-FR-FE-182', 'BT-128'],
    BOTH,
    (line, fault, { invoice }) => {
      for (const member of lacks(line, invoice)) fault(member, { member });
    },
  ),
  rule({
    id: 'BR-FR-MV-05',
    terms: ['BT-131', 'EXT-FR-FE-BG-12'],
    processes: BOTH,
    document: ({ invoice }, fault) => {
      const children = new Map<string, Line[]>();
      for (const line of invoice.lines ?? []) {
        if (line.parentId === undefined || line.status === 'INFORMATION' || line.net === undefined) continue;
        const known = children.get(line.parentId);
        if (known === undefined) children.set(line.parentId, [line]);
        else known.push(line);
      }
      invoice.lines?.forEach((line, index) => {
        if (!isRoot(line)) return;
        const own = children.get(line.id ?? '') ?? [];
        const lines = sum(own.map(({ net }) => net));
        if (line.net === undefined || farther(line.net, lines, own.length))
          fault(`lines[${index}].net`, { line: line.id, stated: line.net, lines });
      });
    },
  }),
  repeats('BR-FR-MV-06', ['EXT-FR-FE-167'], 'vendor.legalId', vendorOf),
  repeats('BR-FR-MV-07', ['BT-128'], 'objects', (line) => objectOf(line, NUMBER)),
  rule({
    id: 'BR-FR-MV-08',
    terms: ['BT-120', 'BT-128'],
    processes: BOTH,
    line: (line, fault) => {
      const number = objectOf(line, NUMBER);
      if (line.status === 'DETAIL' && (number === '' || line.vat?.reason?.startsWith(`#${number}#`) !== true))
        fault('vat.reason', { number, reason: line.vat?.reason });
    },
  }),
  rule({
    id: 'BR-FR-MV-09',
    terms: ['BT-117', 'BT-120', 'EXT-FR-FE-181'],
    processes: BOTH,
    document: ({ invoice }, fault) => {
      const sums = new Map<string, Decimal>();
      for (const { reason, amount } of invoice.vat ?? []) {
        const number = /^#([^#]*)#/.exec(reason ?? '')?.[1];
        if (number !== undefined) sums.set(number, add(sums.get(number) ?? ZERO, amount ?? ZERO));
      }
      invoice.lines?.forEach((line, index) => {
        if (!isRoot(line)) return;
        const rows = sums.get(objectOf(line, NUMBER)) ?? ZERO;
        if (line.vatTotal === undefined || farther(line.vatTotal, rows, 1))
          fault(`lines[${index}].vatTotal`, { line: line.id, stated: line.vatTotal, rows });
      });
    },
  }),
  rule({
    id: 'BR-FR-MV-10',
    terms: ['BT-23', 'BT-131', 'EXT-FR-FE-181', 'EXT-FR-FE-184'],
    processes: BOTH,
    document: ({ invoice }, fault) => {
      if (invoice.lines?.some(({ withVat }) => withVat !== undefined) !== true) return;
      const details = new Map<string, number>();
      for (const { parentId, status } of invoice.lines)
        if (parentId !== undefined && status === 'DETAIL') details.set(parentId, (details.get(parentId) ?? 0) + 1);
      invoice.lines.forEach((line, index) => {
        const { id, net, vatTotal, withVat } = line;
        if (!isRoot(line) || withVat === undefined) return;
        const computed = net === undefined || vatTotal === undefined ? undefined : add(net, vatTotal);
        if (computed === undefined || farther(withVat, computed, details.get(id ?? '') ?? 0))
          fault(`lines[${index}].withVat`, { line: id ?? String(index + 1), stated: withVat, computed });
      });
    },
  }),
  ...HEAD_RULES,
  ...NUMBER_RULES,
];
