/**
 * Which of our companies a received invoice is for: by the address BT-49 it was sent to, then the buyer's legal identifier
 * BT-47, its establishments BT-46 and its VAT number BT-48. A company limited to one SIRET takes only what names that
 * SIRET; its legal entity takes the rest. Nobody is guessed: no match is none of ours.
 */
import type { Company } from '../model/company.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier, Party } from '../model/party.ts';
import { addressOf } from './identifiers/address.ts';
import { compact, SIREN_SCHEME } from './identifiers/siren.ts';
import { sirenOfSiret, SIRET_SCHEME } from './identifiers/siret.ts';
import { compactVat, sirenOfVat } from './identifiers/vat.ts';

export const RECIPIENT_BY = ['endpoint', 'legal-id', 'siret', 'vat'] as const;
export type RecipientBy = (typeof RECIPIENT_BY)[number];

export type Recipient =
  | {
      readonly company: string;
      readonly by: RecipientBy;
      /** seller: a self-billed invoice, which our customer wrote in our name. */
      readonly as: 'buyer' | 'seller';
    }
  | { readonly company: null };

/** BT-3 of invoices and credit notes that the buyer writes. */
const SELF_BILLED: ReadonlySet<string> = new Set(['389', '261', '501', '500', '471', '473', '502']);

/** Compared with our own numbers, whose check digits were judged when they were set. */
const SIREN = /^\d{9}$/;
const SIRET = /^\d{14}$/;

/** What one identifier of the invoice says: a legal entity, perhaps one establishment of it, or an address as it is. */
interface Named {
  readonly by: RecipientBy;
  readonly siren?: string;
  readonly siret?: string;
  readonly vat?: string;
  readonly address?: Identifier;
}

export function companyFor(invoice: Invoice, companies: readonly Company[]): Recipient {
  const sides = SELF_BILLED.has(invoice.typeCode?.trim() ?? '') ? (['seller', 'buyer'] as const) : (['buyer'] as const);
  for (const side of sides) {
    const named = namedBy(invoice[side] ?? {});
    const siret = named.find((one) => one.siret !== undefined)?.siret;
    for (const one of named) {
      const company = take(one, siret, companies);
      if (company !== undefined) return { company: company.name, by: one.by, as: side };
    }
  }
  return { company: null };
}

/** In the order in which they are believed. */
function namedBy(party: Party): readonly Named[] {
  return [
    ...(party.endpoint === undefined ? [] : [ofEndpoint(party.endpoint)]),
    ...(party.legalId === undefined ? [] : ofId(party.legalId, 'legal-id')),
    ...(party.ids ?? []).flatMap((id) => (id.scheme === SIRET_SCHEME || id.scheme === SIREN_SCHEME ? ofId(id, 'siret') : [])),
    ...(party.vatId === undefined ? [] : [ofVat(party.vatId, 'vat')]),
  ];
}

function ofEndpoint(endpoint: Identifier): Named {
  const address = { scheme: endpoint.scheme?.trim() ?? '', value: endpoint.value.trim() };
  switch (address.scheme) {
    case '0225': {
      // SIREN, SIREN_SIRET, SIREN_SIRET_ROUTINGCODE, SIREN_SUFFIX
      const [siren = '', second = ''] = address.value.split('_');
      return { by: 'endpoint', address, ...(SIREN.test(siren) ? { siren } : {}), ...(SIRET.test(second) ? { siret: second } : {}) };
    }
    case SIREN_SCHEME:
    case SIRET_SCHEME:
      return { ...(ofId(address, 'endpoint')[0] ?? { by: 'endpoint' }), address };
    case '9957':
      return { ...ofVat(address.value, 'endpoint'), address };
    default:
      return { by: 'endpoint', address };
  }
}

/** Nine digits are a SIREN and fourteen a SIRET, whichever scheme or none stands beside them. */
function ofId({ scheme = '', value }: Identifier, by: RecipientBy): readonly Named[] {
  if (scheme !== '' && scheme !== SIREN_SCHEME && scheme !== SIRET_SCHEME) return [];
  const digits = compact(value);
  if (SIREN.test(digits)) return [{ by, siren: digits }];
  return SIRET.test(digits) ? [{ by, siren: sirenOfSiret(digits), siret: digits }] : [];
}

function ofVat(text: string, by: RecipientBy): Named {
  const vat = compactVat(text);
  const siren = sirenOfVat(vat);
  return { by, vat, ...(siren === null ? {} : { siren }) };
}

/** `siret`: the establishment that the invoice names anywhere; the company limited to it goes before its legal entity. */
function take(named: Named, siret: string | undefined, companies: readonly Company[]): Company | undefined {
  const own = companies.find((company) => named.address !== undefined && isOwnAddress(company, named.address));
  const entity = companies.filter((company) => (own === undefined ? isEntity(company, named) : company.siren === own.siren));
  const establishment = named.siret ?? siret;
  const limited = entity.find((company) => company.siret !== undefined && company.siret === establishment);
  return limited ?? own ?? entity.find((company) => company.siret === undefined);
}

function isOwnAddress(company: Company, address: Identifier): boolean {
  if (company.endpoint === undefined) return false;
  const own = addressOf(company.endpoint);
  return own.scheme === address.scheme && own.value.toUpperCase() === address.value.toUpperCase();
}

function isEntity(company: Company, { siren, vat }: Named): boolean {
  if (siren !== undefined) return company.siren === siren;
  return vat !== undefined && company.vatId !== undefined && compactVat(company.vatId) === vat;
}
