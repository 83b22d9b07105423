/**
 * What people decided and what money moved in the ERP, told to the network: a bill's approval, refusal, dispute or
 * payment (204 to 211), a customer's payment (212). The ERP is read; what was told already is never told again.
 */
import { compare, parseDecimal, subtract, sum, ZERO, type Decimal } from '../model/decimal.ts';
import { isSelfBilled } from '../rules/fr/types.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Document } from '../model/document.ts';
import { entriesOf, foldLifecycle } from '../model/lifecycle-fold.ts';
import { mayMove } from '../model/lifecycle-moves.ts';
import { needsReason } from '../model/lifecycle-codes.ts';
import { tellNow } from '../normalize/told-212.ts';
import type { BillDecision } from '../ports/connector.ts';
import { invoiceOf } from './book.ts';
import { decisionDigest, tellStatus, toldAbout, warnOnce, type StatusToTell, type ToldStatus } from './tell-status.ts';
import { after, type CompanyRoad, type Road } from './road.ts';

/** BT-23 of a co-contractor's invoice. */
const CO_CONTRACTOR = 'S6';
/** Stages in which others may still hear of an invoice from us. */
const ANSWERING = ['delivered', 'closed'];

/** Decisions on a draft that its later posting answers: what was in doubt is approved. */
const POSTING_ANSWERS: readonly string[] = ['204', '207', '208'];

/** Number of statuses told. @throws what the connector throws */
export async function respond(document: Document, road: Road): Promise<number> {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null || document.kind !== 'invoice' || document.erpRef === null || !ANSWERING.includes(document.stage)) return 0;
  if (company.company.mode === 'off') return 0;
  return document.direction === 'in' ? answerSupplier(document, company, road) : tellCollected(document, company, road);
}

async function answerSupplier(document: Document, company: CompanyRoad, road: Road): Promise<number> {
  const { connector } = company;
  if (connector.decision === undefined || document.erpRef === null) return 0;
  const decision = await connector.decision(document.erpRef);
  const invoice = await invoiceOf(document, road);
  if (decision === null || invoice === null) return 0;
  let count = 0;
  for (const status of statusesOf(decision, await toldAbout(document, road), company)) {
    const why = await barrier(document, invoice, status, road);
    if (why !== null) {
      // nobody asked for what posting and paying say by themselves
      if (status.automatic !== true) await warnOnce(document, { reason: why, code: status.code }, road);
      continue;
    }
    // statuses go by the second: one that follows another is a second younger
    if (await tellStatus(document, invoice, { ...status, at: after(road.clock.now(), count * 1000) }, company, road)) count++;
  }
  return count;
}

/** What the bill says now and nobody was told yet, in the order in which it is told. Pure. */
export function statusesOf(
  decision: BillDecision,
  told: readonly ToldStatus[],
  { company }: Pick<CompanyRoad, 'company'>,
): readonly StatusToTell[] {
  const statuses: StatusToTell[] = [];
  // a refusal ends the tax life of the invoice
  if (told.some((one) => one.code === '210')) return statuses;
  const chosen = chosenStatus(decision);
  const treatments = told.filter((one) => one.code >= '204' && one.code <= '210');
  const last = treatments.at(-1);
  const lastChosen = treatments.findLast((one) => !one.automatic);
  const isTold = chosen !== null && lastChosen?.decision === decisionDigest(chosen);
  if (chosen !== null && !isTold && !repeats(chosen, told, last)) statuses.push(chosen);
  if (
    decision.state === 'posted' &&
    (chosen === null || (isTold && lastChosen?.state === 'draft' && POSTING_ANSWERS.includes(chosen.code)))
  ) {
    const policy = company.policies.reception.onPosted;
    const posted = { reasons: [], automatic: true, state: decision.state } as const;
    if (policy === 'take-charge-first' && !told.some((one) => one.code === '204')) statuses.push({ code: '204', ...posted });
    if (policy !== 'none' && !told.some((one) => one.code === '205')) statuses.push({ code: '205', ...posted });
  }
  const paid = paidSince(decision, told);
  if (paid !== null) statuses.push({ code: '211', reasons: [], automatic: true, state: decision.state, paid });
  return statuses;
}

/** A decision written on the bill speaks before its mere posting does. */
function chosenStatus({ code, reason, comment, state }: BillDecision): StatusToTell | null {
  if (code === undefined) return null;
  const said = { ...(reason === undefined ? {} : { code: reason }), ...(comment === undefined ? {} : { comment }) };
  return { code, reasons: Object.keys(said).length === 0 ? [] : [said], state };
}

/** Taking charge is said once, approving not twice in a row; a dispute may be raised again with another reason. */
function repeats({ code }: StatusToTell, told: readonly ToldStatus[], last: ToldStatus | undefined): boolean {
  return code === '204' ? told.some((one) => one.code === code) : code === '205' && last?.code === code;
}

/** 211 tells each payment once; money taken back has no status of its own. */
function paidSince({ state, paid, paidOn, currency }: BillDecision, told: readonly ToldStatus[]): StatusToTell['paid'] | null {
  if (state !== 'posted' || paidOn === undefined) return null;
  const before = sum(told.filter((one) => one.code === '211').flatMap((one) => one.amounts.map(({ amount }) => decimalOf(amount))));
  const amount = subtract(paid, before);
  return compare(amount, ZERO) > 0 ? { on: paidOn, currency, amount } : null;
}

/** Why this status cannot be told: a missing reason, or a move that the life of the invoice does not allow. */
async function barrier(document: Document, invoice: Invoice, status: StatusToTell, road: Road): Promise<string | null> {
  if (needsReason(status.code) && !status.reasons.some((reason) => reason.code !== undefined)) return 'reason-missing';
  const lifecycle = foldLifecycle(entriesOf(await road.store.events(document.id)));
  const facts = { selfBilled: isSelfBilled(invoice.typeCode), coContractor: invoice.businessProcess === CO_CONTRACTOR };
  const allowed = mayMove('buyer', status.code, lifecycle, facts);
  return allowed === true ? null : `status-not-allowed:${allowed.why}`;
}

async function tellCollected(document: Document, company: CompanyRoad, road: Road): Promise<number> {
  const { connector } = company;
  const reformed = document.scope === 'b2b' || document.scope === 'b2g';
  if (connector.collected === undefined || document.erpRef === null || !reformed || company.company.vatOnDebits) return 0;
  const collected = await connector.collected(document.erpRef);
  const invoice = await invoiceOf(document, road);
  if (collected === null || invoice === null) return 0;
  const told = (await toldAbout(document, road)).filter((one) => one.code === '212');
  const before = told.flatMap((one) =>
    one.amounts.map(({ rate, amount }) => ({ rate: decimalOf(rate ?? '0'), amount: decimalOf(amount) })),
  );
  const rates = tellNow(collected, company.company.policies.netting, before);
  if (rates.length === 0) return 0;
  const on = collected.on ?? road.clock.now().slice(0, 10);
  const status = { code: '212', reasons: [], collected: { on, currency: collected.currency, rates } };
  return (await tellStatus(document, invoice, status, company, road)) ? 1 : 0;
}

function decimalOf(text: string): Decimal {
  return parseDecimal(text) ?? ZERO;
}
