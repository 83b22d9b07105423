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
  const listed = withVat.ids?.find((id) => id.scheme === SIRET_SCHEME)?.value;
  const siret = stated?.length === 14 ? stated : listed === undefined ? undefined : compact(listed);
  const siren = sirenFor(withVat, at, stated, siret, story);
  const kept = withVat.ids === undefined ? withVat : { ...withVat, ids: validSirets(withVat.ids, at, story) };
  return withStatedSiret(withSiren(kept, siren), stated, at, story);
}

function compactVatId(party: Party, at: string, story: Story): Party {
  if (party.vatId === undefined) return party;
  const vatId = compactVat(party.vatId);
  // what holds no letter or digit is no number written with spaces: it stays for the rules to see
  if (vatId === party.vatId || vatId === '') return party;
  tell(story, 'normalize', `${at}.vatId`, vatId, 'VAT number without spaces, in capitals', [`${at}.vatId`]);
  return { ...party, vatId };
}

/** The SIREN that was stated, else the one inside the SIRET, else the one inside the VAT number. */
function sirenFor(
  party: Party,
  at: string,
  stated: string | undefined,
  siret: string | undefined,
  story: Story,
): string | undefined {
  const path = `${at}.legalId.value`;
  const place = `${at}.legalId.scheme`;
  const write = (siren: string, operation: string, from: string): string => {
    tell(story, 'normalize', path, siren, operation, [from]);
    tell(story, 'normalize', place, SIREN_SCHEME, 'scheme of the SIREN', [from]);
    return siren;
  };
  const claimed = party.legalId?.scheme === SIREN_SCHEME && stated?.length !== 14;
  if (stated !== undefined && (stated.length === 9 || claimed)) {
    if (!isSiren(stated)) found(story, 'PASS-SIREN-INVALID', 'fatal', [path], { party: at, siren: stated });
    return stated === party.legalId?.value && party.legalId.scheme === SIREN_SCHEME
      ? stated
      : write(stated, 'SIREN without spaces', path);
  }
  if (siret !== undefined && isSiren(siret.slice(0, 9))) {
    return write(sirenOfSiret(siret), 'first nine digits of the SIRET', stated === siret ? path : `${at}.ids`);
  }
  const inVat = party.vatId === undefined ? null : sirenOfVat(party.vatId);
  if (inVat !== null && (stated === undefined || stated === ''))
    return write(inVat, 'SIREN inside the VAT number', `${at}.vatId`);
  return undefined;
}

function withSiren(party: Party, siren: string | undefined): Party {
  return siren === undefined ? party : { ...party, legalId: { value: siren, scheme: SIREN_SCHEME } };
}

/** A SIRET that was written as the legal identifier gets its own place, unless it is there already. */
function withStatedSiret(party: Party, stated: string | undefined, at: string, story: Story): Party {
  const ids = party.ids ?? [];
  if (stated?.length !== 14 || ids.some((id) => id.scheme === SIRET_SCHEME)) return party;
  if (!isSiret(stated)) {
    found(story, 'PASS-SIRET-INVALID', 'warning', [`${at}.legalId.value`], { party: at, siret: stated });
    return party;
  }
  tell(story, 'normalize', `${at}.ids[${ids.length}].value`, stated, 'SIRET in its own place', [`${at}.legalId.value`]);
  tell(story, 'normalize', `${at}.ids[${ids.length}].scheme`, SIRET_SCHEME, 'scheme of the SIRET', [`${at}.legalId.value`]);
  return { ...party, ids: [...ids, { value: stated, scheme: SIRET_SCHEME }] };
}

/** A SIRET that fails its check is left out: a wrong establishment misroutes, none does not. */
function validSirets(ids: readonly Identifier[], at: string, story: Story): readonly Identifier[] {
  const kept: Identifier[] = [];
  ids.forEach((id, index) => {
    const [was, is] = [`${at}.ids[${index}]`, `${at}.ids[${kept.length}]`];
    const value = id.scheme === SIRET_SCHEME ? compact(id.value) : id.value;
    if (id.scheme === SIRET_SCHEME && !isSiret(value)) {
      found(story, 'PASS-SIRET-INVALID', 'warning', [`${was}.value`], { party: at, siret: value });
      return;
    }
    if (was !== is && id.scheme !== undefined)
      tell(story, 'normalize', `${is}.scheme`, id.scheme, `moved from ${was}`, [`${was}.scheme`]);
    if (was !== is || value !== id.value) {
      tell(story, 'normalize', `${is}.value`, value, was === is ? 'SIRET without spaces' : `moved from ${was}`, [`${was}.value`]);
    }
    kept.push({ ...id, value });
  });
  return kept;
}

/** What the ERP leaves out of its own company comes from the company's settings. */
function sellerOf(seller: Party, company: Company, story: Story): Party {
  const fill = <T>(
    value: T | undefined,
    name: keyof Company,
    path: string,
    other: T | undefined,
    text: string,
  ): T | undefined => {
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
  // BT-30 is the SIREN (BR-FR-10): a trade register entry or another number gives way to the SIREN of the settings
  const known = seller.legalId?.scheme === SIREN_SCHEME ? seller.legalId : undefined;
  const siren = known?.value;
  if (siren === undefined) {
    tell(story, 'normalize', 'seller.legalId.value', company.siren, 'setting of the company', [setting('siren')]);
    tell(story, 'normalize', 'seller.legalId.scheme', SIREN_SCHEME, 'scheme of the SIREN', [setting('siren')]);
  } else if (siren !== company.siren) {
    found(story, 'PASS-SELLER-OTHER', 'fatal', ['seller.legalId.value'], { siren, company: company.siren });
  }
  const legalId = known ?? { value: company.siren, scheme: SIREN_SCHEME };
  const hasSiret = seller.ids?.some((id) => id.scheme === SIRET_SCHEME) ?? false;
  if (hasSiret || company.siret === undefined) return { ...seller, legalId };
  const at = `seller.ids[${seller.ids?.length ?? 0}]`;
  tell(story, 'normalize', `${at}.value`, company.siret, 'setting of the company', [setting('siret')]);
  tell(story, 'normalize', `${at}.scheme`, SIRET_SCHEME, 'scheme of the SIRET', [setting('siret')]);
  return { ...seller, legalId, ids: [...(seller.ids ?? []), { value: company.siret, scheme: SIRET_SCHEME }] };
}
