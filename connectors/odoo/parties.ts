/**
 * Who in Odoo carries a legal identifier. SIRET before SIREN before VAT number before electronic address; an IBAN or a
 * name gives a mere proposal, because neither proves who somebody is.
 */
import type { Json } from '../../src/base/json.ts';
import type { Identifier } from '../../src/model/party.ts';
import type { PartyMatch } from '../../src/ports/connector.ts';
import { searchRead } from './client.ts';
import type { Session } from './session.ts';
import { idOf, isRow, textOf, type OdooRow } from './value.ts';

type Term = readonly [string, string, Json];

/** How one kind of identifier is looked for; schemes are ISO 6523 ICD and our own words. */
interface Search {
  readonly by: string;
  readonly certain: boolean;
  terms(value: string, has: (field: string) => boolean): readonly Term[];
}

const SEARCHES: Readonly<Record<string, Search>> = {
  '0009': {
    by: 'siret', certain: true,
    terms: (siret, has) => ['siret', 'company_registry', 'l10n_fr_siret'].filter(has).map((field) => [field, '=', siret]),
  },
  '0002': {
    by: 'siren', certain: true,
    terms: (siren, has) => [
      ...['siren', 'l10n_fr_siren'].filter(has).map((field): Term => [field, '=', siren]),
      // the field holds a SIREN or a SIRET, whose first nine digits it is
      ...['siret', 'company_registry'].filter(has).map((field): Term => [field, '=like', `${siren}%`]),
      ['vat', '=like', `FR__${siren}`],
    ],
  },
  vat: { by: 'vat', certain: true, terms: (vat) => [['vat', '=ilike', vat], ['vat', '=ilike', spaced(vat)]] },
  '0225': {
    by: 'endpoint', certain: true,
    terms: (address, has) => ['peppol_endpoint', 'routing_endpoint'].filter(has).map((field) => [field, '=', address]),
  },
  iban: { by: 'iban', certain: false, terms: (iban) => [['bank_ids.sanitized_acc_number', '=', iban.replace(/\s/g, '')]] },
  name: { by: 'name', certain: false, terms: (name) => [['name', '=ilike', name.replace(/[\\%_]/g, '\\$&')]] },
};
const ORDER = ['0009', '0002', 'vat', '0225', 'iban', 'name'];
const FOUND_MAX = 20;

export async function findParty(session: Session, ids: readonly Identifier[]): Promise<readonly PartyMatch[]> {
  const fields = (await session.fields('res.partner')) ?? {};
  const matches = new Map<string, PartyMatch>();
  for (const scheme of ORDER) {
    const search = SEARCHES[scheme];
    for (const { value } of ids.filter((id) => schemeOf(id) === scheme)) {
      if (search === undefined) continue;
      const terms = search.terms(value, (field) => fields[field] !== undefined);
      for (const match of await searchTerms(session, terms, search)) {
        if (!matches.has(match.ref.id)) matches.set(match.ref.id, match);
      }
    }
    // a certain match ends the search: weaker identifiers could only contradict it
    if ([...matches.values()].some((match) => match.certain)) break;
  }
  return [...matches.values()];
}

async function searchTerms(session: Session, terms: readonly Term[], { by, certain }: Search): Promise<readonly PartyMatch[]> {
  if (terms.length === 0) return [];
  const domain = [...Array.from({ length: terms.length - 1 }, () => '|'), ...terms];
  const rows = await searchRead(await session.client(), 'res.partner', {
    // contacts inherit the identifiers of the company they belong to
    domain: ['|', ['parent_id', '=', false], ['is_company', '=', true], ...domain],
    fields: ['name', 'commercial_partner_id'], limit: FOUND_MAX, context: await session.context(),
  });
  return rows.filter(isRow).map((row: OdooRow) => ({
    ref: { model: 'res.partner', id: String(idOf(row['id']) ?? 0) }, name: textOf(row['name']) ?? '', by, certain,
  }));
}

function schemeOf(id: Identifier): string {
  const scheme = id.scheme ?? '';
  if (['0009', '0002', '0225', 'iban', 'name'].includes(scheme)) return scheme;
  // 0223 EU VAT number, 9957 French VAT number
  return scheme === '0223' || scheme === '9957' || scheme === 'vat' || /^[A-Z]{2}/.test(id.value) ? 'vat' : scheme;
}

/** `FR88100000009` as many type it: `FR 88 100000009`, and the like. */
function spaced(vat: string): string {
  return vat.replace(/^([A-Z]{2})(\w{2})(\w+)$/, '$1%$2%$3');
}
