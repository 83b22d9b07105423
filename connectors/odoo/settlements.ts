/**
 * What an invoice or bill is matched with, and what each match is: money, another invoice or credit note, or neither
 * (a write-off, a discount for early payment, a bank's fee, a difference of exchange). Read from Odoo's partial
 * reconciliations each time: an un-matched payment deletes its row and `matched_payment_ids` would still name it.
 */
import { absolute, compare, divide, isZero, multiply, round, sum, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { ErpRef } from '../../src/model/document.ts';
import { ACCOUNT_FIELDS, isMoneyLine, isPartnerLine, isPayableLine } from './accounts.ts';
import { readRows, searchRead } from './client.ts';
import { decimalCell } from './decimal-cell.ts';
import type { MoneyMove } from './money-move.ts';
import { idOf, textOf, type OdooRow } from './value.ts';

export interface Settled {
  /** Id of the partial reconciliation. */
  readonly partial: number;
  /** YYYY-MM-DD; money that came before the invoice counts from the invoice on. */
  readonly on: string;
  /** All amounts positive, in the currency of the document. */
  readonly settles: Decimal;
  readonly money: Decimal;
  /** Set when it was settled against this document instead of money. */
  readonly against?: ErpRef;
}

const DOCUMENTS: readonly string[] = ['out_invoice', 'out_refund', 'in_invoice', 'in_refund', 'out_receipt', 'in_receipt'];

interface Match {
  readonly partial: OdooRow;
  readonly amount: Decimal;
  /** Line on the other side. */
  readonly other: number;
}

export async function settlementsOf(move: MoneyMove): Promise<readonly Settled[]> {
  const matches = await matchesOf(move);
  if (matches.length === 0) return [];
  const client = await move.session.client();
  const others = await readRows(
    client,
    'account.move.line',
    matches.map((match) => match.other),
    ['move_id'],
    move.context,
  );
  const moveOfLine = new Map(others.map((line) => [idOf(line['id']) ?? 0, idOf(line['move_id']) ?? 0]));
  const counterparts = await counterpartsOf(move, [...new Set(moveOfLine.values())]);
  return matches.map(({ partial, amount, other }) => {
    const counterpart = counterparts.get(moveOfLine.get(other) ?? 0);
    // not `max_date`: the accounting date of a bill may be the day on which it was entered
    const on = later(counterpart?.on ?? '', move.date);
    const common = { partial: idOf(partial['id']) ?? 0, on, settles: amount };
    if (counterpart === undefined) return { ...common, money: ZERO };
    if (counterpart.document) return { ...common, money: ZERO, against: { model: 'account.move', id: String(counterpart.id) } };
    return { ...common, money: shareOf(amount, counterpart, move.digits) };
  });
}

/** Differences of exchange have no amount in the document's currency and are left out. */
async function matchesOf({ session, context, partnerLines, digits }: MoneyMove): Promise<readonly Match[]> {
  const own = partnerLines.map((line) => idOf(line['id']) ?? 0);
  if (own.length === 0) return [];
  const rows = await searchRead(await session.client(), 'account.partial.reconcile', {
    domain: ['|', ['debit_move_id', 'in', own], ['credit_move_id', 'in', own]],
    fields: ['debit_move_id', 'credit_move_id', 'debit_amount_currency', 'credit_amount_currency'],
    order: 'id',
    context,
  });
  return rows.flatMap((partial) => {
    const [debit, credit] = [idOf(partial['debit_move_id']) ?? 0, idOf(partial['credit_move_id']) ?? 0];
    const debits = own.includes(debit);
    const amount = round(absolute(decimalCell(partial[debits ? 'debit_amount_currency' : 'credit_amount_currency'])), digits);
    return isZero(amount) ? [] : [{ partial, amount, other: debits ? credit : debit }];
  });
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

interface Counterpart {
  readonly id: number;
  /** An invoice, a credit note, or an entry that sets off what is owed against what is due. */
  readonly document: boolean;
  readonly on: string;
  /** What of its partner lines is money, and the whole of them. */
  readonly money: Decimal;
  readonly whole: Decimal;
}

async function counterpartsOf(move: MoneyMove, ids: readonly number[]): Promise<ReadonlyMap<number, Counterpart>> {
  const { session, context } = move;
  const client = await session.client();
  const heads = await readRows(client, 'account.move', ids, ['move_type', 'date', 'invoice_date'], context);
  const fields = await session.present('account.move.line', [
    ...ACCOUNT_FIELDS,
    'move_id',
    'balance',
    'amount_currency',
    'payment_id',
    'account_id',
  ]);
  const lines = await searchRead(client, 'account.move.line', { domain: [['move_id', 'in', ids]], fields, order: 'id', context });
  const payments = await paymentAmounts(move, lines);
  const exchange = await exchangeMoves(move, ids);
  const codes = await accountCodes(move, lines);
  return new Map(
    heads.flatMap((head): (readonly [number, Counterpart])[] => {
      const id = idOf(head['id']) ?? 0;
      if (exchange.has(id)) return [];
      const own = lines.filter((line) => idOf(line['move_id']) === id);
      const on = textOf(head['invoice_date']) ?? textOf(head['date']) ?? '';
      const isDocument = DOCUMENTS.includes(textOf(head['move_type']) ?? '') || isSetOff(own);
      return [[id, { id, on, document: isDocument, ...moneyOf(own, payments, codes) }]];
    }),
  );
}

/** An entry between a customer's and a supplier's account, and nothing else: they owe each other. */
function isSetOff(lines: readonly OdooRow[]): boolean {
  return lines.every(isPartnerLine) && lines.some(isPayableLine) && !lines.every(isPayableLine);
}

function moneyOf(
  lines: readonly OdooRow[],
  payments: ReadonlyMap<number, Decimal>,
  codes: ReadonlyMap<number, string>,
): Pick<Counterpart, 'money' | 'whole'> {
  const partner = lines.filter(isPartnerLine);
  const payment = payments.get(idOf(lines.find((line) => idOf(line['payment_id']) !== null)?.['payment_id']) ?? 0);
  // a payment knows its amount without what was written off; other entries show it on their money accounts
  if (payment !== undefined) return { money: payment, whole: total(partner, 'amount_currency') };
  const money = lines.filter((line) => isMoneyLine(line) || (codes.get(idOf(line['account_id']) ?? 0) ?? '').startsWith('5'));
  return { money: total(money, 'balance'), whole: total(partner, 'balance') };
}

function total(lines: readonly OdooRow[], field: string): Decimal {
  return absolute(sum(lines.map((line) => decimalCell(line[field]))));
}

function shareOf(amount: Decimal, { money, whole }: Counterpart, digits: number): Decimal {
  if (isZero(whole) || compare(money, whole) >= 0) return isZero(money) ? ZERO : amount;
  return round(divide(multiply(amount, money), whole, digits + 6), digits);
}

async function paymentAmounts({ session, context }: MoneyMove, lines: readonly OdooRow[]): Promise<ReadonlyMap<number, Decimal>> {
  const ids = [...new Set(lines.map((line) => idOf(line['payment_id'])).filter((id) => id !== null))];
  const rows = await readRows(await session.client(), 'account.payment', ids, ['amount'], context);
  return new Map(rows.map((row) => [idOf(row['id']) ?? 0, absolute(decimalCell(row['amount']))]));
}

/** Class 5 of the French and the Tunisian chart is money, cheques and transfers under way included. */
async function accountCodes({ session, context }: MoneyMove, lines: readonly OdooRow[]): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(lines.map((line) => idOf(line['account_id'])).filter((id) => id !== null))];
  const rows = await readRows(await session.client(), 'account.account', ids, ['code'], context);
  return new Map(rows.map((row) => [idOf(row['id']) ?? 0, textOf(row['code']) ?? '']));
}

/** Entries that Odoo made of a difference of exchange: of the partial since 16, of the full reconciliation before. */
async function exchangeMoves({ session, context }: MoneyMove, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const model of ['account.partial.reconcile', 'account.full.reconcile']) {
    const [field] = await session.present(model, ['exchange_move_id']);
    if (field === undefined) continue;
    const rows = await searchRead(await session.client(), model, { domain: [[field, 'in', ids]], fields: [field], context });
    for (const row of rows) found.add(idOf(row[field]) ?? 0);
  }
  return found;
}
