/** What Odoo shows of the bills that were made: read as administrator, in the words of Odoo. */
import { createHash } from 'node:crypto';
import type { Admin, Id } from './admin.ts';
import { units, type CorpusFile } from './reception-corpus.ts';

export interface SeenBill {
  readonly id: Id;
  readonly state: string;
  readonly type: string;
  readonly ref: string | false;
  readonly currency: string;
  readonly untaxed: number;
  readonly total: number;
  readonly rates: ReadonlyMap<number, { readonly base: number; readonly amount: number }>;
  readonly lines: number;
  /** Names of attachments by the SHA-1 of their bytes. */
  readonly files: ReadonlyMap<string, string>;
}

interface MoveRow {
  readonly id: Id;
  readonly state: string;
  readonly move_type: string;
  readonly ref: string | false;
  readonly currency_id: readonly [Id, string];
  readonly amount_untaxed: number;
  readonly amount_total: number;
}
interface LineRow {
  readonly move_id: readonly [Id, string];
  readonly display_type: string;
  readonly tax_line_id: readonly [Id, string] | false;
  readonly tax_ids: readonly Id[];
  readonly price_subtotal: number;
  readonly amount_currency: number;
}

interface TaxRow {
  readonly id: Id;
  readonly amount: number;
  readonly has_negative_factor: boolean;
}

/** Every bill of a company. */
export async function billsOf(admin: Admin, company: Id): Promise<readonly SeenBill[]> {
  const mine = [
    ['company_id', '=', company],
    ['move_type', 'in', ['in_invoice', 'in_refund']],
  ];
  const moves = await admin.rows<MoveRow>('account.move', mine, [
    'state',
    'move_type',
    'ref',
    'currency_id',
    'amount_untaxed',
    'amount_total',
  ]);
  const ids = moves.map((move) => move.id);
  const fields = ['move_id', 'display_type', 'tax_line_id', 'tax_ids', 'price_subtotal', 'amount_currency'];
  const lines = await admin.rows<LineRow>('account.move.line', [['move_id', 'in', ids]], fields);
  const taxes = await admin.rows<TaxRow>('account.tax', [['company_id', '=', company]], ['amount', 'has_negative_factor'], {
    context: { active_test: false },
  });
  const attached = await admin.rows<{ res_id: Id; name: string; checksum: string }>(
    'ir.attachment',
    [
      ['res_model', '=', 'account.move'],
      ['res_id', 'in', ids],
    ],
    ['res_id', 'name', 'checksum'],
  );
  // of a reverse charge the supplier asks nothing
  const rate = new Map(taxes.map((tax) => [tax.id, tax.has_negative_factor ? 0 : units(tax.amount)]));
  return moves.map((move) => {
    const own = lines.filter((line) => line.move_id[0] === move.id);
    return {
      id: move.id,
      state: move.state,
      type: move.move_type,
      ref: move.ref,
      currency: move.currency_id[1],
      untaxed: units(move.amount_untaxed),
      total: units(move.amount_total),
      rates: ratesOf(own, rate, move.move_type === 'in_refund' ? -1 : 1),
      lines: own.filter((line) => line.display_type === 'product').length,
      files: new Map(attached.filter((one) => one.res_id === move.id).map((one) => [one.checksum, one.name])),
    };
  });
}

function ratesOf(lines: readonly LineRow[], rate: ReadonlyMap<Id, number>, sign: number): SeenBill['rates'] {
  const rates = new Map<number, { base: number; amount: number }>();
  const put = (tax: Id, base: number, amount: number): void => {
    const key = rate.get(tax) ?? 0;
    const known = rates.get(key) ?? { base: 0, amount: 0 };
    rates.set(key, { base: known.base + base, amount: known.amount + amount });
  };
  for (const line of lines) {
    if (line.tax_line_id !== false) put(line.tax_line_id[0], 0, units(line.amount_currency) * sign);
    else if (line.display_type === 'product') for (const tax of line.tax_ids) put(tax, units(line.price_subtotal), 0);
  }
  rates.delete(0);
  return rates;
}

/** In what a bill differs from its file; nothing when it shows exactly the supplier's amounts. */
export function differences(file: CorpusFile, bill: SeenBill): readonly string[] {
  const { stated } = file;
  const sign = stated.total < 0 ? -1 : 1;
  const refund = stated.credit !== stated.total < 0;
  const found: string[] = [];
  const same = (what: string, booked: unknown, expected: unknown): void => {
    if (booked !== expected) found.push(`${what}: Odoo ${String(booked)}, file ${String(expected)}`);
  };
  same('state', bill.state, 'draft');
  same('type', bill.type, refund ? 'in_refund' : 'in_invoice');
  same('number', bill.ref, stated.number);
  same('currency', bill.currency, stated.currency);
  same('untaxed', bill.untaxed, stated.untaxed * sign);
  same('total', bill.total, stated.total * sign);
  const taxed = [...stated.rates].filter(([, { base, amount }]) => base !== 0 || amount !== 0);
  const used = [...bill.rates].filter(([, { base, amount }]) => base !== 0 || amount !== 0);
  same(
    'rates',
    used
      .map(([rate]) => rate)
      .sort()
      .join(' '),
    taxed
      .map(([rate]) => rate)
      .sort()
      .join(' '),
  );
  for (const [rate, { base, amount }] of taxed) {
    same(`VAT of ${String(rate / 10_000)} %`, bill.rates.get(rate)?.amount, amount * sign);
    same(`base of ${String(rate / 10_000)} %`, bill.rates.get(rate)?.base, base * sign);
  }
  if (!bill.files.has(sha1(file.bytes))) found.push(`the original is not attached, but ${[...bill.files.values()].join(', ')}`);
  if (file.syntax === 'Factur-X' && !bill.files.has(sha1(file.xml))) found.push('the XML of the PDF is not attached');
  return found;
}

function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}
