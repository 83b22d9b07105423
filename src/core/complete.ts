/** What follows from the lines of an invoice: amounts, VAT breakdown and totals. Reads no company and no clock. */
import type { Derivation } from '../model/derivation.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { SPECIFICATIONS, type ProfileName } from '../model/specification.ts';
import type { StatedTotals } from '../model/totals.ts';
import { calculate } from '../normalize/calculate.ts';
import { clean } from '../normalize/clean.ts';
import { compareTotals } from '../normalize/compare-totals.ts';
import { normalizeLines } from '../normalize/lines.ts';
import { roundingRoom } from '../normalize/rounding-room.ts';
import { newStory } from '../normalize/story.ts';

export interface CompleteOptions {
  /** Written as BT-24 where the invoice names none. Default: `en16931`. */
  readonly profile?: ProfileName;
  /** Language of the reason of a rounding allowance or charge. Default: `fr`. */
  readonly locale?: 'fr' | 'en';
  /** Totals that another program made, in the currency of the invoice: they win where rounding explains the difference. */
  readonly stated?: StatedTotals;
}

export interface Completed {
  readonly invoice: Invoice;
  /** How each term that was written came to its value. */
  readonly derivations: readonly Derivation[];
  /** Stated totals that the lines do not lead to (PASS-TOTAL-*). */
  readonly faults: readonly Fault[];
}

/**
 * Completes an invoice from its lines, allowances and charges: net amounts and prices of the lines, VAT breakdown BG-23,
 * totals BG-22, each rounded half away from zero to two decimals as EN 16931 rounds. Parties, notes and codes are the
 * caller's; `checkInvoice` says what is missing.
 */
export function completeInvoice(invoice: Invoice, { profile = 'en16931', locale = 'fr', stated = {} }: CompleteOptions = {}): Completed {
  const story = newStory();
  const cleaned = clean(invoice, story);
  const options = {
    splitByReason: profile === 'fr-extended',
    roundingReason: locale === 'fr' ? 'Arrondi' : 'Rounding',
    room: roundingRoom(cleaned, stated),
  };
  const calculated = calculate(normalizeLines(cleaned, story), stated, options, story);
  compareTotals(calculated, stated, story);
  const specification = calculated.specification ?? SPECIFICATIONS[profile];
  return { invoice: { ...calculated, specification }, derivations: story.derivations, faults: story.faults };
}
