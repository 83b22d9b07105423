/** A supplier of an invoice as the values of res.partner, in whichever fields this database has for legal identifiers. */
import type { Party } from '../../src/model/party.ts';
import { searchRead, type Domain } from './client.ts';
import type { Fields, Session } from './session.ts';
import { idOf } from './value.ts';

export type PartyValues = Readonly<Record<string, string | number | boolean>>;

/** EAS of French electronic addresses, VAT numbers and the French registers. */
const SIRET = '0009';
const SIREN = '0002';

export async function partyValues(session: Session, party: Party): Promise<PartyValues> {
  const fields = (await session.fields('res.partner')) ?? {};
  const { address = {}, contact = {} } = party;
  const country = await idWhere(
    session,
    'res.country',
    address.country === undefined ? null : [['code', '=', address.country.toUpperCase()]],
  );
  const values: Record<string, string | number | boolean | null | undefined> = {
    name: nameOf(party),
    is_company: true,
    company_type: 'company',
    supplier_rank: 1,
    lang: session.settings.language,
    vat: party.vatId,
    email: contact.email,
    phone: contact.phone,
    street: address.line1,
    street2: [address.line2, address.line3].filter((line) => line !== undefined).join(', '),
    zip: address.postCode,
    city: address.city,
    country_id: country,
    state_id: await stateOf(session, country, address.subdivision),
    ...registers(party, fields),
    ...electronicAddress(party, fields),
  };
  const kept = Object.entries(values).filter(
    ([name, value]) => value !== undefined && value !== null && value !== '' && fields[name] !== undefined,
  );
  return Object.fromEntries(kept) as PartyValues;
}

function nameOf(party: Party): string {
  return party.name ?? party.tradingName ?? party.legalId?.value ?? party.vatId ?? party.endpoint?.value ?? '?';
}

/** 14 to 18 have `siret`, 19 `company_registry`, later versions helper fields; OCA keeps `siren` beside. */
function registers(party: Party, fields: Fields): Readonly<Record<string, string | undefined>> {
  const ids = [party.legalId, ...(party.ids ?? []), party.endpoint].filter((id) => id !== undefined);
  const siret = ids.find(({ scheme, value }) => scheme === SIRET && /^\d{14}$/.test(value))?.value;
  const siren = ids.find(({ scheme, value }) => scheme === SIREN && /^\d{9}$/.test(value))?.value ?? siret?.slice(0, 9);
  const has = (name: string): boolean => fields[name]?.writable === true;
  const found: Record<string, string | undefined> = {};
  if (has('l10n_fr_siren')) found['l10n_fr_siren'] = siren;
  if (has('l10n_fr_siret')) found['l10n_fr_siret'] = siret;
  if (has('siren')) found['siren'] = siren;
  if (has('siret') && (siret !== undefined || !has('siren'))) found['siret'] = siret ?? siren;
  if (Object.keys(found).length === 0 && has('company_registry')) found['company_registry'] = siret ?? siren ?? party.legalId?.value;
  return found;
}

function electronicAddress({ endpoint }: Party, fields: Fields): Readonly<Record<string, string>> {
  if (endpoint?.scheme === undefined || endpoint.scheme === '') return {};
  const { scheme, value } = endpoint;
  return fields['peppol_endpoint'] === undefined
    ? { routing_scheme: scheme, routing_endpoint: value }
    : { peppol_eas: scheme, peppol_endpoint: value };
}

async function stateOf(session: Session, country: number | null, subdivision: string | undefined): Promise<number | null> {
  if (country === null || subdivision === undefined) return null;
  const wanted = subdivision.replace(/[\\%_]/g, '\\$&');
  return idWhere(session, 'res.country.state', [['country_id', '=', country], '|', ['name', '=ilike', wanted], ['code', '=ilike', wanted]]);
}

async function idWhere(session: Session, model: string, domain: Domain | null): Promise<number | null> {
  if (domain === null) return null;
  const [row] = await searchRead(await session.client(), model, { domain, fields: [], limit: 1 });
  return idOf(row?.['id']);
}
