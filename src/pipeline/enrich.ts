/**
 * Fetches what a decision needs from outside the record: the buyer's electronic address BT-49, per address and not per
 * SIREN, and whether the buyer is public. The answer is stored with the version, so that a replay decides the same.
 */
import type { Draft } from '../model/draft.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { Document } from '../model/document.ts';
import type { Invoice } from '../model/invoice.ts';
import { isDomestic } from '../normalize/territory.ts';
import type { Lookup, PartyToRoute } from '../ports/channel.ts';
import { PasserelleError } from '../base/error.ts';
import type { CompanyRoad, Road } from './road.ts';

/** How long an undetermined directory is asked again before the document goes with a warning. */
const UNDETERMINED_HOURS = 1;

export type Enriched =
  | { readonly state: 'done'; readonly enrichment: Enrichment }
  /** The directory cannot say yet: ask again later. */
  | { readonly state: 'later'; readonly why: string };

export async function enrich(draft: Draft, document: Document, company: CompanyRoad, road: Road): Promise<Enriched> {
  const at = road.clock.now();
  const party = partyToRoute(draft.invoice);
  if (party === null || company.channel.lookup === undefined) return { state: 'done', enrichment: { at } };
  const lookup = await ask(company, party);
  const address = await chooseAddress(lookup, party, document, company, road);
  if (address === null) return { state: 'later', why: lookup.state === 'undetermined' ? lookup.why : lookup.state };
  const publicBuyer = lookup.state === 'routable' ? lookup.publicBuyer : undefined;
  return { state: 'done', enrichment: { at, buyerAddress: address, ...(publicBuyer === undefined ? {} : { publicBuyer }) } };
}

/** A directory that fails is undetermined, not fatal; wrong credentials still pause the connection. */
async function ask(company: CompanyRoad, party: PartyToRoute): Promise<Lookup> {
  try {
    return (await company.channel.lookup?.(party)) ?? { state: 'none' };
  } catch (error) {
    if (error instanceof PasserelleError && error.kind !== 'config' && error.kind !== 'bug')
      return { state: 'undetermined', why: error.code };
    throw error;
  }
}

async function chooseAddress(
  lookup: Lookup,
  party: PartyToRoute,
  document: Document,
  company: CompanyRoad,
  road: Road,
): Promise<Enrichment['buyerAddress'] | null> {
  switch (lookup.state) {
    case 'routable':
      return { value: lookup.line.address, source: 'directory' };
    case 'none':
      return { value: party.siren ?? '', source: 'siren', warning: 'PASS-ADDRESS-NONE' };
    case 'ambiguous':
      return { value: '', source: 'directory', candidates: lookup.lines.map((line) => line.address) };
    case 'undetermined': {
      if (party.known !== undefined) return { value: party.known, source: 'erp', warning: 'PASS-ADDRESS-UNDETERMINED' };
      const earlier =
        party.siren === undefined ? null : await road.store.bindings.get(company.company.channel.connection, 'address', party.siren);
      if (earlier !== null) return { value: earlier, source: 'earlier-delivery', warning: 'PASS-ADDRESS-UNDETERMINED' };
      const waited = Date.parse(road.clock.now()) - Date.parse(document.stageSince);
      if (waited < UNDETERMINED_HOURS * 3_600_000) return null;
      return { value: party.siren ?? '', source: 'siren', warning: 'PASS-ADDRESS-UNDETERMINED' };
    }
  }
}

/** Only a French business has a line in the directory; null when there is nothing to ask. */
function partyToRoute(invoice: Invoice): PartyToRoute | null {
  const buyer = invoice.buyer;
  if (buyer === undefined || !isDomestic(buyer.address?.country ?? 'FR')) return null;
  const siret = buyer.ids?.find((id) => id.scheme === '0009')?.value;
  const legal = buyer.legalId?.value.replaceAll(' ', '');
  const siren =
    legal !== undefined && /^\d{9}$/.test(legal)
      ? legal
      : siret !== undefined && /^\d{14}$/.test(siret)
        ? siret.slice(0, 9)
        : sirenOfVat(buyer.vatId);
  if (siren === undefined) return null;
  const known = buyer.endpoint?.scheme === '0225' ? buyer.endpoint.value : undefined;
  const routingCode = buyer.ids?.find((id) => id.scheme === '0224')?.value;
  return {
    siren,
    ...(siret === undefined ? {} : { siret }),
    ...(routingCode === undefined ? {} : { routingCode }),
    ...(known === undefined ? {} : { known }),
  };
}

/** A French VAT number is FR, a two-character key, and the SIREN. */
function sirenOfVat(vatId: string | undefined): string | undefined {
  return /^FR[0-9A-Z]{2}(\d{9})$/.exec((vatId ?? '').replaceAll(' ', ''))?.[1];
}
