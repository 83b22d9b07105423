/**
 * A status that we set about an invoice, as a document of its own: composed, checked against the rules of status
 * messages, stored once under about:status:n. transmit.ts sends it; own-status.ts writes it into the invoice's life.
 */
import { sha256 } from '../base/hash.ts';
import type { Instant } from '../base/calendar-date.ts';
import type { Json } from '../base/json.ts';
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Document } from '../model/document.ts';
import { isFatal } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { renderStatus } from '../render/cdar/render-status.ts';
import { checkStatus } from '../rules/check-status.ts';
import type { RateAmount } from '../ports/connector.ts';
import { composeStatus } from './compose-status.ts';
import { outgoingStatusKey } from './keys.ts';
import { ACTOR, type CompanyRoad, type Road } from './road.ts';

export interface StatusToTell {
  readonly code: string;
  /** Told by itself because the bill was posted or paid: what may not be said is left out without a word. */
  readonly automatic?: boolean;
  /** How the bill stood when it was decided. */
  readonly state?: string;
  /** When it was set (MDT-78); now when absent. */
  readonly at?: Instant;
  readonly reasons: readonly { readonly code?: string; readonly comment?: string }[];
  /** 212. */
  readonly collected?: { readonly on: string; readonly currency: string; readonly rates: readonly RateAmount[] };
  /** 211. */
  readonly paid?: { readonly on: string; readonly currency: string; readonly amount: Decimal };
}

/** What we told about an invoice, or are telling: statuses that the network refused do not count. */
export interface ToldStatus {
  readonly document: Document;
  readonly code: string;
  /** Digest of what was decided: the same decision is told once. */
  readonly decision: string;
  readonly state: string;
  readonly automatic: boolean;
  readonly amounts: readonly { readonly rate?: string; readonly amount: string }[];
}

export async function toldAbout(about: Document, road: Road): Promise<readonly ToldStatus[]> {
  const messages = (await road.store.about(about.id)).filter(
    (d) => d.direction === 'out' && d.kind === 'lifecycle' && d.stage !== 'refused',
  );
  return Promise.all(
    messages.map(async (document) => {
      const made = (await road.store.events(document.id)).find((event) => event.type === 'prepared')?.data ?? {};
      return {
        document,
        code: document.status ?? '',
        decision: typeof made['decision'] === 'string' ? made['decision'] : '',
        automatic: made['automatic'] === true,
        state: typeof made['state'] === 'string' ? made['state'] : '',
        amounts: (made['amounts'] ?? []) as unknown as ToldStatus['amounts'],
      };
    }),
  );
}

/** Number of attempts at this status so far, refused ones included: the n of the key. */
async function numberOf(about: Document, code: string, road: Road): Promise<number> {
  const messages = await road.store.about(about.id);
  return messages.filter((d) => d.direction === 'out' && d.kind === 'lifecycle' && d.status === code).length + 1;
}

/** False when it could not be told: the invoice then carries a warning that says why. */
export async function tellStatus(
  about: Document,
  invoice: Invoice,
  status: StatusToTell,
  company: CompanyRoad,
  road: Road,
): Promise<boolean> {
  const at = status.at ?? road.clock.now();
  const decision = decisionDigest(status);
  const message = composeStatus({
    id: road.ids.next(),
    at,
    code: status.code,
    role: about.direction === 'in' ? 'buyer' : 'seller',
    company: company.company,
    invoice,
    receivedAt: about.createdAt,
    reasons: status.reasons,
    ...(status.collected === undefined ? {} : { collected: status.collected }),
    ...(status.paid === undefined ? {} : { paid: status.paid }),
    counterpartAddresses: addressesOf(about, invoice),
  });
  const faults = checkStatus(message).filter(isFatal);
  if (faults.length > 0) {
    await warnOnce(about, { reason: 'status-invalid', code: status.code, rules: faults.map((fault) => fault.rule).join(' ') }, road);
    return false;
  }
  const amounts = [
    ...(status.collected?.rates ?? []).map(({ rate, amount }) => ({ rate: formatDecimal(rate), amount: formatDecimal(amount) })),
    ...(status.paid === undefined ? [] : [{ amount: formatDecimal(status.paid.amount) }]),
  ];
  const data: Readonly<Record<string, Json>> = {
    code: status.code,
    at,
    decision,
    state: status.state ?? null,
    automatic: status.automatic === true,
    amounts,
    on: status.collected?.on ?? status.paid?.on ?? null,
    reasons: status.reasons.map(({ code, comment }) => ({ code: code ?? '', text: comment ?? '' })),
  };
  await road.store.create([
    {
      key: outgoingStatusKey(about.id, status.code, await numberOf(about, status.code, road)),
      company: company.company.name,
      connection: company.company.erp.connection,
      direction: 'out',
      kind: 'lifecycle',
      stage: 'signed',
      about: about.id,
      set: { number: about.number, issueDate: about.issueDate, counterparty: about.counterparty, status: status.code },
      artifacts: [{ as: 'output', bytes: renderStatus(message), mediaType: 'application/xml' }],
      events: [{ type: 'prepared', actor: ACTOR, data }],
      jobs: [{ queue: 'advance' }],
    },
  ]);
  return true;
}

export function decisionDigest({ code, reasons }: Pick<StatusToTell, 'code' | 'reasons'>): string {
  return sha256(JSON.stringify([code, reasons.map((reason) => [reason.code ?? '', reason.comment ?? ''])])).slice(0, 16);
}

/** The same warning again is no news. */
export async function warnOnce(document: Document, data: Readonly<Record<string, Json>>, road: Road): Promise<void> {
  const events = await road.store.events(document.id);
  const last = events.findLast((event) => event.type === 'warned');
  if (last !== undefined && JSON.stringify(last.data) === JSON.stringify(data)) return;
  await road.store.append(document.id, { type: 'warned', actor: ACTOR, data }, undefined, [{ queue: 'write-back' }]);
}

/** MDT-73: the counterpart's address on the invoice; composeStatus falls back to its SIREN. */
function addressesOf(about: Document, invoice: Invoice): readonly string[] {
  const party = about.direction === 'in' ? invoice.seller : invoice.buyer;
  return party?.endpoint === undefined ? [] : [party.endpoint.value];
}
