/**
 * From a draft to the one normalized invoice: clean, identify, decide the scope, calculate, complete, compare. Pure:
 * the company's options and what enrich fetched are passed in. Every term it writes leaves a derivation.
 */
import type { Company } from '../model/company.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Draft } from '../model/draft.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import { addAddresses } from './address.ts';
import { calculate } from './calculate.ts';
import { clean } from './clean.ts';
import { compareTotals } from './compare-totals.ts';
import { addHeader, addVatCurrency } from './header.ts';
import { normalizeLines } from './lines.ts';
import { addNotes } from './notes.ts';
import { normalizeParties } from './parties.ts';
import { checkPublicBuyer } from './public-buyer.ts';
import { roundingRoom } from './rounding-room.ts';
import { decideScope } from './scope.ts';
import { found, newStory } from './story.ts';

export interface NormalizeContext {
  readonly company: Company;
  readonly enrichment: Enrichment;
}

export interface Normalized {
  readonly invoice: Invoice;
  readonly scope: Scope;
  readonly derivations: readonly Derivation[];
  readonly faults: readonly Fault[];
}

export function normalize(draft: Draft, context: NormalizeContext): Normalized {
  const { company, enrichment } = context;
  const story = newStory();
  const hints = draft.scope ?? {};
  const stated = draft.stated ?? {};
  if (hints.sentElsewhere !== undefined) found(story, 'PASS-SENT-ELSEWHERE', 'fatal', ['number'], { by: hints.sentElsewhere });

  const identified = normalizeParties(clean(draft.invoice, story), company, story);
  const scope = decideScope(identified, hints, company, enrichment, story);
  const options = {
    splitByReason: company.profile === 'fr-extended',
    roundingReason: company.locale === 'fr' ? 'Arrondi' : 'Rounding',
    room: roundingRoom(identified, stated, hints.pricesIncludeTax === true),
  };
  const calculated = calculate(normalizeLines(addVatCurrency(identified, company, story), story), stated, options, story);
  compareTotals(calculated, stated, story);
  const addressed = addAddresses(calculated, company, scope, enrichment, story);
  const invoice = addNotes(addHeader(addressed, hints, company, scope, story), company, scope, story);
  checkPublicBuyer(invoice, scope, enrichment, story);
  return { invoice, scope, derivations: story.derivations, faults: story.faults };
}
