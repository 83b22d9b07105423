/** Seller and buyer of an invoice of international trade (flux 10.1): which identifiers they need, and how those are written. */
import { isCode } from '../../../codes/code-list.ts';
import type { Identifier } from '../../../model/party.ts';
import type { Report, ReportTrader } from '../../../model/report.ts';
import { lengthOf, reportRule, type ReportRule } from './report-rule.ts';
import { invoicesOf, type Group } from './terms.ts';

const FOREIGN_MAX = 18;

/** By kind of identifier: SIREN, VAT number of the Union, name and country outside of it, RIDET, TAHITI. */
const SHAPES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['0002', (value) => /^\d{9}$/.test(value)],
  ['0223', isShort],
  ['0227', isShort],
  ['0228', (value) => /^\d{9,10}$/.test(value)],
  ['0229', (value) => /^\d{9}$/.test(value)],
]);

/** Those who have a VAT number, by kind of identifier. */
const WITH_VAT_NUMBER: readonly (string | undefined)[] = ['0002', '0223'];

interface Trader extends Group<ReportTrader> {
  /** Of the identifier, and of the VAT number. */
  readonly terms: readonly [id: string, vatId: string];
}

const TRADERS = [
  ['seller', ['TT-33', 'TT-34']],
  ['buyer', ['TT-36', 'TT-38']],
] as const;

function* tradersOf(report: Report): Iterable<Trader> {
  for (const { item, at, of } of invoicesOf(report)) {
    for (const [party, terms] of TRADERS) {
      const trader = item[party];
      if (trader !== undefined) yield { item: trader, at: `${at}.${party}`, of, terms };
    }
  }
}

export const FLUX10_PARTY_RULES: readonly ReportRule[] = [
  reportRule({
    id: 'G6.28',
    terms: ['TT-36'],
    test: (report, fault) => {
      for (const { item, at, of } of invoicesOf(report)) if (item.buyer?.id === undefined) fault(`${at}.buyer.id`, { of });
    },
  }),
  reportRule({
    id: 'G2.19',
    terms: ['TT-33', 'TT-33-1', 'TT-36', 'TT-37'],
    test: (report, fault) => {
      for (const { item, at, of, terms } of tradersOf(report)) {
        const { id } = item;
        if (id !== undefined && !isWellFormed(id)) fault(`${at}.id`, { of, term: terms[0], value: id.value, scheme: id.scheme });
      }
    },
  }),
  reportRule({
    id: 'G2.33',
    terms: ['TT-34', 'TT-34-0', 'TT-38', 'TT-38-0'],
    test: (report, fault) => {
      for (const { item, at, of, terms } of tradersOf(report)) {
        const { id, vatId } = item;
        const isMissing = vatId === undefined && WITH_VAT_NUMBER.includes(id?.scheme);
        const isOther = vatId !== undefined && vatId.scheme !== 'VAT';
        if (isMissing || isOther)
          fault(`${at}.vatId`, { of, term: terms[1], id: id?.value, value: vatId?.value, qualifier: vatId?.scheme });
      }
    },
  }),
  reportRule({
    id: 'G1.102',
    terms: ['TT-34', 'TT-56', 'TT-122'],
    test: (report, fault) => {
      for (const { item, at, of } of invoicesOf(report)) {
        const { seller, taxRepresentative, vat = [] } = item;
        const isNamed = seller?.vatId !== undefined || taxRepresentative !== undefined;
        if (!isNamed && vat.some(({ category }) => category === 'E')) fault(`${at}.seller.vatId`, { of });
      }
    },
  }),
];

function isWellFormed({ value, scheme = '' }: Identifier): boolean {
  return isCode('fr-report-identifier-schemes', scheme) && (SHAPES.get(scheme)?.(value) ?? false);
}

function isShort(value: string): boolean {
  return lengthOf(value) <= FOREIGN_MAX;
}
