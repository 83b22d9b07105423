/**
 * Activation: the mode of a company as its file says it, unless an operator said otherwise later (a fact of the store).
 * Going live is an event with an actor and a date, preceded by the list of what would leave.
 */
import { isCalendarDate } from '../base/calendar-date.ts';
import { PasserelleError } from '../base/error.ts';
import type { Json } from '../base/json.ts';
import type { Company, Mode } from '../model/company.ts';
import type { Document } from '../model/document.ts';
import { after } from '../pipeline/road.ts';
import type { Store } from '../ports/store.ts';

export interface Activation {
  readonly mode: Mode;
  readonly since?: string;
  readonly actor: string;
  readonly at: string;
}

const HELD_MAX = 100_000;
/** Daemons look for activations every five seconds. */
const HEARD_MS = 15_000;

function factName(company: string): string {
  return `activation:${company}`;
}

export async function activationOf(store: Store, company: string): Promise<Activation | null> {
  return (await store.facts.get(factName(company))) as unknown as Activation | null;
}

/** The company with the operator's word over the file's. */
export function activated(company: Company, activation: Activation | null): Company {
  if (activation === null) return company;
  return { ...company, mode: activation.mode, ...(activation.since === undefined ? {} : { since: activation.since }) };
}

/** What would leave at once: documents that are ready and issued on or after the day. */
export async function preview(store: Store, company: string, since: string): Promise<readonly Document[]> {
  const waiting = await store.held({ company, limit: HELD_MAX });
  return waiting.filter((d) => d.halt === null && d.direction === 'out' && d.stage === 'signed' && (d.issueDate ?? '') >= since);
}

/** @throws CONFIG_NOT_LIVE when live is asked without a valid day */
export async function activate(
  store: Store,
  company: string,
  mode: Mode,
  since: string | undefined,
  actor: string,
  at: string,
): Promise<readonly Document[]> {
  if (mode === 'live' && (since === undefined || !isCalendarDate(since))) {
    throw new PasserelleError('CONFIG_NOT_LIVE', `company ${company}: live needs --since with a day written YYYY-MM-DD`, {
      where: { company },
    });
  }
  const activation: Activation = { mode, ...(since === undefined ? {} : { since }), actor, at };
  await store.facts.set(factName(company), activation as unknown as Json);
  if (mode !== 'live' || since === undefined) return [];
  const leaving = await preview(store, company, since);
  // every daemon must have heard of it first: a document moved too early would wait in shadow again
  const heard = after(at, HEARD_MS);
  for (const document of leaving) await store.enqueue(document.id, { queue: 'advance', at: heard });
  return leaving;
}
