/**
 * What people decided on a supplier's bill and what was paid of it. A posted bill is one that somebody approved; the
 * fields of provisioning say more where somebody filled them. Money that came back on a supplier's credit note is negative.
 */
import { isZero, negate, round, sum, ZERO } from '../../src/model/decimal.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { BillDecision } from '../../src/ports/connector.ts';
import { readMoneyMove, type MoneyMove } from './money-move.ts';
import { BILL_FIELDS } from './provision/fields.ts';
import type { Session } from './session.ts';
import { settlementsOf } from './settlements.ts';
import { textOf, type OdooRow } from './value.ts';

const BILLS: readonly string[] = ['in_invoice', 'in_refund'];

/** null: the record is there and is no bill. */
export async function decision(session: Session, ref: ErpRef): Promise<BillDecision | null> {
  const move = await readMoneyMove(
    session,
    ref,
    BILL_FIELDS.map(({ name }) => name),
  );
  if (move === null) return { state: 'deleted', currency: '', total: ZERO, paid: ZERO };
  if (!BILLS.includes(move.type)) return null;
  const settled = (await settlementsOf(move)).filter((one) => !isZero(one.money));
  const paid = round(sum(settled.map((one) => one.money)), move.digits);
  const paidOn = settled
    .map((one) => one.on)
    .sort()
    .at(-1);
  return {
    state: stateOf(move),
    ...chosen(move.row),
    currency: move.currency,
    total: move.total,
    paid: move.type === 'in_refund' && !isZero(paid) ? negate(paid) : paid,
    ...(paidOn === undefined ? {} : { paidOn }),
  };
}

function stateOf({ state }: MoneyMove): BillDecision['state'] {
  return state === 'posted' ? 'posted' : state === 'cancel' ? 'cancelled' : 'draft';
}

function chosen(row: OdooRow): Pick<BillDecision, 'code' | 'reason' | 'comment'> {
  const [code, reason, comment] = BILL_FIELDS.map(({ name }) => textOf(row[name])?.trim() ?? '');
  return {
    ...(code === undefined || code === '' ? {} : { code }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  };
}
