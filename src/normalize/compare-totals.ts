/**
 * The promise that no amount changes: what would be sent against what the ERP states, to the cent. A difference is
 * fatal and names both figures; there is no tolerance here.
 */
import { add, equals, formatDecimal, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { StatedRate, StatedTotals } from '../model/totals.ts';
import { found, type Story } from './story.ts';

export function compareTotals(invoice: Invoice, stated: StatedTotals, story: Story): void {
  const totals = invoice.totals ?? {};
  const rounding = totals.rounding ?? ZERO;
  const plus = (value: Decimal | undefined): Decimal | undefined =>
    value === undefined ? undefined : add(value, rounding);
  compare(story, 'PASS-TOTAL-WITHOUT-VAT', 'withoutVat', stated.withoutVat, plus(totals.withoutVat));
  compare(story, 'PASS-TOTAL-VAT', 'vat', stated.vat, totals.vat);
  compare(story, 'PASS-TOTAL-WITH-VAT', 'withVat', stated.withVat, plus(totals.withVat));
  compare(story, 'PASS-TOTAL-DUE', 'due', stated.due, totals.due);
}

function compare(
  story: Story,
  rule: string,
  name: string,
  stated: Decimal | undefined,
  computed: Decimal | undefined,
): void {
  if (stated === undefined || (computed !== undefined && equals(stated, computed))) return;
  // the ERP's own figure is a place of the draft: its derivation names the field
  found(story, rule, 'fatal', [`totals.${name}`, `stated.${name}`], {
    stated: amount(stated),
    computed: computed === undefined ? '' : amount(computed),
  });
}

/** A rate that the ERP states otherwise than its lines give. */
export function faultRate(story: Story, at: string, stated: StatedRate, computed: Decimal | undefined): void {
  const figure = stated.base ?? stated.amount ?? ZERO;
  found(story, 'PASS-TOTAL-RATE', 'fatal', [at], {
    rate: stated.rate === undefined ? '' : formatDecimal(trim(stated.rate)),
    stated: amount(figure),
    computed: computed === undefined ? '' : amount(computed),
  });
}

function amount(value: Decimal): string {
  return formatDecimal(trim(value, 2));
}
