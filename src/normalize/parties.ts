/**
 * Legal identifiers of seller and buyer: written without spaces, in their own places with their schemes, and derived
 * where the ERP gives only one of them (SIREN from the SIRET's first nine digits, from a French VAT number).
 */
import type { Company } from '../model/company.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier, Party } from '../model/party.ts';
import { compact, isSiren, SIREN_SCHEME } from './identifiers/siren.ts';
import { isSiret, sirenOfSiret, SIRET_SCHEME } from './identifiers/siret.ts';
import { compactVat, sirenOfVat } from './identifiers/vat.ts';
import { found, setting, tell, type Story } from './story.ts';
import { isDomestic, isOverseas } from './territory.ts';

export function normalizeParties(invoice: Invoice, company: Company, story: Story): Invoice {
  const seller = sellerOf(identify(invoice.seller ?? {}, 'seller', true, story), company, story);
  const buyer = invoice.buyer === undefined ? undefined : buyerOf(invoice.buyer, story);
  return { ...invoice, seller, ...(buyer === undefined ? {} : { buyer }) };
}

function buyerOf(buyer: Party, story: Story): Party {
  const country = buyer.address?.country;
  const french = country === undefined || isDomestic(country) || isOverseas(country);
  return identify(buyer, 'buyer', french, story);
}

/** Puts SIREN, SIRET and VAT number in their places. */
function identify(party: Party, at: 'seller' | 'buyer', french: boolean, story: Story): Party {
  const withVat = compactVatId(party, at, story);
  if (!french) return withVat;
  const stated = withVat.legalId === undefined ? undefined : compact(withVat.legalId.value);
  const siretAt = withVat.ids?.findIndex((id) => id.scheme === SIRET_SCHEME) ?? -1;
  const listed = siretAt < 0 ? undefined : compact((withVat.ids?.[siretAt] as Identifier).value);
  const siret = stated?.length === 14 ? stated : listed;
  const checked = checkedSiret(siret, stated?.length === 14 ? `${at}.legalId.value` : `${at}.ids[${siretAt}].value`, at, story);
  const siren = sirenFor(withVat, at, stated, siret, story);
  return withSiret(withSiren(withVat, siren), checked, siretAt, at, story);
}

function compactVatId(party: Party, at: string, story: Story): Party {
  if (party.vatId === undefined) return party;
  const vatId = compactVat(party.vatId);
  if (vatId === party.vatId) return party;
  tell(story, 'normalize', `${at}.vatId`, vatId, 'VAT number without spaces, in capitals', [`${at}.vatId`]);
  return { ...party, vatId };
}

function checkedSiret(siret: string | undefined, from: string, at: string, story: Story): string | undefined {
  if (siret === undefined || isSiret(siret)) return siret;
  found(story, 'PASS-SIRET-INVALID', 'warning', [from], { party: at, siret });
  return undefined;
}

/** The SIREN that was stated, else the one inside the SIRET, else the one inside the VAT number. */
function sirenFor(party: Party, at: string, stated: string | undefined, siret: string | undefined, story: Story): string | undefined {
  const path = `${at}.legalId.value`;
  const place = `${at}.legalId.scheme`;
  const write = (siren: string, operation: string, from: string): string => {
    tell(story, 'normalize', path, siren, operation, [from]);
    tell(story, 'normalize', place, SIREN_SCHEME, 'scheme of the SIREN', [from]);
    return siren;
  };
  if (stated !== undefined && stated.length === 9) {
    if (!isSiren(stated)) found(story, 'PASS-SIREN-INVALID', 'fatal', [path], { party: at, siren: stated });
    return stated === party.legalId?.value && party.legalId.scheme === SIREN_SCHEME ? stated : write(stated, 'SIREN without spaces', path);
  }
  if (siret !== undefined && isSiren(siret.slice(0, 9))) {
    return write(sirenOfSiret(siret), 'first nine digits of the SIRET', stated === siret ? path : `${at}.ids`);
  }
  const inVat = party.vatId === undefined ? null : sirenOfVat(party.vatId);
  if (inVat !== null && (stated === undefined || stated === '')) return write(inVat, 'SIREN inside the VAT number', `${at}.vatId`);
  return undefined;
}

function withSiren(party: Party, siren: string | undefined): Party {
  return siren === undefined ? party : { ...party, legalId: { value: siren, scheme: SIREN_SCHEME } };
}

function withSiret(party: Party, siret: string | undefined, index: number, at: string, story: Story): Party {
  const ids = party.ids ?? [];
  if (index >= 0) return { ...party, ids: replaceSiret(ids, index, siret, at, story) };
  if (siret === undefined) return party;
  tell(story, 'normalize', `${at}.ids[${ids.length}].value`, siret, 'SIRET in its own place', [`${at}.legalId.value`]);
  tell(story, 'normalize', `${at}.ids[${ids.length}].scheme`, SIRET_SCHEME, 'scheme of the SIRET', [`${at}.legalId.value`]);
  return { ...party, ids: [...ids, { value: siret, scheme: SIRET_SCHEME }] };
}

/** A SIRET that fails its check is left out: a wrong establishment misroutes, none does not. */
function replaceSiret(ids: readonly Identifier[], index: number, siret: string | undefined, at: string, story: Story): readonly Identifier[] {
  if (siret !== undefined) {
    if (ids[index]?.value === siret) return ids;
    tell(story, 'normalize', `${at}.ids[${index}].value`, siret, 'SIRET without spaces', [`${at}.ids[${index}].value`]);
    return ids.map((id, place) => (place === index ? { value: siret, scheme: SIRET_SCHEME } : id));
  }
  const kept = ids.filter((_, place) => place !== index);
  kept.slice(index).forEach((id, offset) => {
    const [is, was] = [`${at}.ids[${index + offset}]`, `${at}.ids[${index + offset + 1}]`];
    tell(story, 'normalize', `${is}.value`, id.value, `moved from ${was}`, [`${was}.value`]);
    if (id.scheme !== undefined) tell(story, 'normalize', `${is}.scheme`, id.scheme, `moved from ${was}`, [`${was}.scheme`]);
  });
  return kept;
}

/** What the ERP leaves out of its own company comes from the company's settings. */
function sellerOf(seller: Party, company: Company, story: Story): Party {
  const fill = <T>(value: T | undefined, name: keyof Company, path: string, other: T | undefined, text: string): T | undefined => {
    if (value !== undefined || other === undefined) return value;
    tell(story, 'normalize', path, text, 'setting of the company', [setting(name)]);
    return other;
  };
  const name = fill(seller.name, 'legalName', 'seller.name', company.legalName, company.legalName);
  const vatId = fill(seller.vatId, 'vatId', 'seller.vatId', company.vatId, company.vatId ?? '');
  const country = fill(seller.address?.country, 'country', 'seller.address.country', company.country, company.country);
  return {
    ...sellerIds(seller, company, story),
    ...(name === undefined ? {} : { name }),
    ...(vatId === undefined ? {} : { vatId }),
    ...(country === undefined ? {} : { address: { ...seller.address, country } }),
  };
}

function sellerIds(seller: Party, company: Company, story: Story): Party {
  const siren = seller.legalId?.value;
  if (siren === undefined) {
    tell(story, 'normalize', 'seller.legalId.value', company.siren, 'setting of the company', [setting('siren')]);
    tell(story, 'normalize', 'seller.legalId.scheme', SIREN_SCHEME, 'scheme of the SIREN', [setting('siren')]);
  } else if (siren !== company.siren && seller.legalId?.scheme === SIREN_SCHEME) {
    found(story, 'PASS-SELLER-OTHER', 'fatal', ['seller.legalId.value'], { siren, company: company.siren });
  }
  const legalId = seller.legalId ?? { value: company.siren, scheme: SIREN_SCHEME };
  const hasSiret = seller.ids?.some((id) => id.scheme === SIRET_SCHEME) ?? false;
  if (hasSiret || company.siret === undefined) return { ...seller, legalId };
  const at = `seller.ids[${seller.ids?.length ?? 0}]`;
  tell(story, 'normalize', `${at}.value`, company.siret, 'setting of the company', [setting('siret')]);
  tell(story, 'normalize', `${at}.scheme`, SIRET_SCHEME, 'scheme of the SIRET', [setting('siret')]);
  return { ...seller, legalId, ids: [...(seller.ids ?? []), { value: company.siret, scheme: SIRET_SCHEME }] };
}
