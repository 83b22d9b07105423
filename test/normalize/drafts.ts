/** Drafts as a mapping makes them, small and varied; companies are fictitious. */
import { dec } from '../../src/model/decimal.ts';
import type { Draft } from '../../src/model/draft.ts';
import type { Enrichment } from '../../src/model/enrichment.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import type { Party } from '../../src/model/party.ts';
import type { StatedTotals } from '../../src/model/totals.ts';

export const NOTHING_FETCHED: Enrichment = { at: '2026-11-02T08:00:00.000Z' };

export const FRENCH_BUYER: Party = {
  name: 'Librairie des Exemples SARL',
  legalId: { value: '200000008', scheme: '0002' },
  address: { city: 'Exempleville', country: 'FR' },
};

export function line(net: string, rate = '20', category = 'S', more: Partial<Line> = {}): Line {
  return {
    quantity: dec('1'),
    unitCode: 'C62',
    net: dec(net),
    price: dec(net),
    vat: { category, rate: dec(rate) },
    item: { name: 'Article' },
    ...more,
  };
}

export function invoice(lines: readonly Line[], more: Partial<Invoice> = {}): Invoice {
  return {
    number: 'FAC/2026/00042',
    issueDate: '2026-11-02',
    dueDate: '2026-12-02',
    typeCode: '380',
    currency: 'EUR',
    seller: { name: 'Passerelle Démo SAS', legalId: { value: '100000009', scheme: '0002' }, address: { country: 'FR' } },
    buyer: FRENCH_BUYER,
    lines,
    ...more,
  };
}

export function stated(withoutVat: string, vat: string, withVat: string, more: Partial<StatedTotals> = {}): StatedTotals {
  return { withoutVat: dec(withoutVat), vat: dec(vat), withVat: dec(withVat), ...more };
}

export function draft(
  lines: readonly Line[],
  totals: StatedTotals,
  more: Partial<Invoice> = {},
  scope: Draft['scope'] = { operation: 'goods', buyerIsCompany: true },
): Draft {
  return { invoice: invoice(lines, more), stated: totals, ...(scope === undefined ? {} : { scope }) };
}
