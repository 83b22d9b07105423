/**
 * Decides the class of an operation and why, from the buyer's country and identifiers, public-entity data and the
 * operation; then what follows from it (processing rule, BAR note, policy). What cannot be decided is never guessed:
 * PASS-SCOPE-UNKNOWN holds the document.
 */
import type { Company, ScopeClass } from '../model/company.ts';
import type { ScopeHints } from '../model/draft.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import { SIREN_SCHEME } from './identifiers/siren.ts';
import { sirenOfVat, vatCountry } from './identifiers/vat.ts';
import { found, type Story } from './story.ts';
import { isDomestic } from './territory.ts';

interface Finding {
  readonly class: ScopeClass;
  readonly why: string;
  readonly values: Readonly<Record<'name' | 'country' | 'siren' | 'vat', string>>;
}

/** XP Z12-013 processing rules; the words of the BAR note are another list (BR-FR-20), which has none for B2G. */
const CONSEQUENCES: Readonly<Record<ScopeClass, { readonly rule: string; readonly note?: string }>> = {
  b2b: { rule: 'B2B', note: 'B2B' },
  'b2b-int': { rule: 'B2BInt', note: 'B2BINT' },
  b2c: { rule: 'B2C', note: 'B2C' },
  b2g: { rule: 'B2G' },
  'out-of-scope': { rule: 'OutOfScope', note: 'OUTOFSCOPE' },
};

export function decideScope(invoice: Invoice, hints: ScopeHints, company: Company, enrichment: Enrichment, story: Story): Scope {
  const finding = classOf(invoice, hints, enrichment, story);
  const { rule, note } = CONSEQUENCES[finding.class];
  const abroad = finding.why === 'scope.b2c.abroad';
  const barNote = note === undefined ? undefined : abroad ? 'B2CINT' : note;
  return {
    class: finding.class,
    why: finding.why,
    values: finding.values,
    policy: company.policies.scope[finding.class],
    // a public buyer gets its invoices through the platform even when the operation is outside of the reform
    processingRule: finding.why === 'scope.b2g.exempt' ? 'B2GOutOfScope' : rule,
    ...(barNote === undefined ? {} : { barNote }),
  };
}

function classOf(invoice: Invoice, hints: ScopeHints, enrichment: Enrichment, story: Story): Finding {
  const buyer = invoice.buyer;
  const siren = buyer?.legalId?.scheme === SIREN_SCHEME ? buyer.legalId.value : undefined;
  const country = countryOf(invoice);
  const values = { name: buyer?.name ?? '', country: country ?? '', siren: siren ?? '', vat: buyer?.vatId ?? '' };
  const outside = isOutOfScope(invoice);
  const here = country === undefined ? siren !== undefined : isDomestic(country);
  if (here && (hints.buyerIsPublic === true || enrichment.publicBuyer !== undefined)) {
    return outside ? { class: 'b2g', why: 'scope.b2g.exempt', values } : { class: 'b2g', why: 'scope.b2g.public', values };
  }
  if (outside) return { class: 'out-of-scope', why: 'scope.out-of-scope.exempt', values };
  if (siren !== undefined && here) return { class: 'b2b', why: 'scope.b2b.siren', values };
  return here || country === undefined
    ? withoutSiren(hints, values, buyer?.vatId !== undefined || buyer?.legalId !== undefined, country, story)
    : abroad(hints, values, buyer?.vatId !== undefined || buyer?.legalId !== undefined, story);
}

/** The country of the address; a VAT number tells it when the address does not. */
function countryOf(invoice: Invoice): string | undefined {
  const buyer = invoice.buyer;
  if (buyer?.address?.country !== undefined) return buyer.address.country;
  if (buyer?.vatId === undefined) return undefined;
  return sirenOfVat(buyer.vatId) === null ? (vatCountry(buyer.vatId) ?? undefined) : 'FR';
}

function withoutSiren(
  hints: ScopeHints,
  values: Finding['values'],
  identified: boolean,
  country: string | undefined,
  story: Story,
): Finding {
  if (identified || (hints.buyerIsCompany === true && country !== undefined)) {
    found(story, 'PASS-SIREN-MISSING', 'fatal', ['buyer.legalId.value'], values);
    return { class: 'b2b', why: 'scope.b2b.company', values };
  }
  // a private person has a name; a document without any buyer is incomplete, not a sale to a consumer
  if (hints.buyerIsCompany === false && values.name !== '') return { class: 'b2c', why: 'scope.b2c.person', values };
  found(story, 'PASS-SCOPE-UNKNOWN', 'fatal', ['buyer.legalId.value', 'buyer.address.country'], values);
  return { class: 'b2b', why: 'scope.unknown', values };
}

function abroad(hints: ScopeHints, values: Finding['values'], identified: boolean, story: Story): Finding {
  if (identified || hints.buyerIsCompany === true) return { class: 'b2b-int', why: 'scope.b2b-int.country', values };
  if (hints.buyerIsCompany === false) return { class: 'b2c', why: 'scope.b2c.abroad', values };
  found(story, 'PASS-SCOPE-UNKNOWN', 'fatal', ['buyer.vatId', 'buyer.address.country'], values);
  return { class: 'b2b-int', why: 'scope.unknown', values };
}

/** Exemptions of CGI 261 to 261 E (health, teaching, insurance, rents, …) are outside of the reform (G2.32). */
const OUTSIDE = /^(?:VATEX-FR-CGI261|VATEX-EU-132|VATEX-EU-135-1)/;

function isOutOfScope(invoice: Invoice): boolean {
  const lines = invoice.lines ?? [];
  if (lines.length === 0) return false;
  const reasons = new Map((invoice.vat ?? []).map((row) => [row.category, row.reasonCode]));
  return lines.every((line) => {
    const category = line.vat?.category;
    const reason = line.vat?.reasonCode ?? reasons.get(category);
    return category === 'O' || (category === 'E' && reason !== undefined && OUTSIDE.test(reason));
  });
}
