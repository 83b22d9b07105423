/**
 * Who in Odoo carries a legal identifier. SIRET before SIREN before VAT number before electronic address; an IBAN or a
 * name gives a mere proposal, because neither proves who somebody is. Odoo keeps what people typed, so identifiers are
 * compared without spaces and dots.
 */
import type { Identifier } from '../../src/model/party.ts';
import type { PartyMatch } from '../../src/ports/connector.ts';
import { searchRead, type Domain } from './client.ts';
import type { Session } from './session.ts';
import { idOf, nameOf, textOf, type OdooRow } from './value.ts';

/** One way to look: a field, the pattern that finds candidates, and whether a candidate's value is the one meant. */
interface Look {
  readonly field: string;
  readonly pattern: string;
  readonly means?: (compact: string) => boolean;
  /** A second field that must hold this value. */
  readonly and?: readonly [string, string];
}

interface Search {
  readonly by: string;
  readonly proves: boolean;
  readonly looks: (id: Identifier) => readonly Look[];
}

const REGISTERS = ['siret', 'company_registry', 'l10n_fr_siret'];

const SEARCHES: Readonly<Record<string, Search>> = {
  '0009': {
    by: 'siret',
    proves: true,
    looks: ({ value }) => REGISTERS.map((field) => ({ field, pattern: grouped(value), means: (found) => found === compact(value) })),
  },
  '0002': {
    by: 'siren',
    proves: true,
    looks: ({ value }) => [
      ...['siren', 'l10n_fr_siren'].map((field): Look => ({ field, pattern: grouped(value), means: (found) => found === compact(value) })),
      // these hold a SIREN or a SIRET, whose first nine digits it is; OCA writes asterisks for an unknown establishment
      ...REGISTERS.map((field): Look => ({
        field,
        pattern: `${grouped(value)}%`,
        means: (found) => found.startsWith(compact(value)) && /^\d{9}(\d{5}|\*{5})?$/.test(found),
      })),
      { field: 'vat', pattern: `FR%${grouped(value)}`, means: (found) => /^FR..\d{9}$/.test(found) && found.endsWith(compact(value)) },
    ],
  },
  vat: {
    by: 'vat',
    proves: true,
    looks: ({ value }) => [
      { field: 'vat', pattern: [...compact(value)].map(literal).join('%'), means: (found) => found === compact(value) },
    ],
  },
  endpoint: {
    by: 'endpoint',
    proves: true,
    // versions without the French scheme keep the address under another one
    looks: ({ value, scheme = '' }) =>
      [
        ['peppol_endpoint', 'peppol_eas'],
        ['routing_endpoint', 'routing_scheme'],
      ].map(([field = '', eas = '']): Look => ({ field, pattern: literal(value), ...(scheme === '0225' ? {} : { and: [eas, scheme] }) })),
  },
  iban: {
    by: 'iban',
    proves: false,
    looks: ({ value }) => [{ field: 'bank_ids.sanitized_acc_number', pattern: literal(compact(value)) }],
  },
  name: { by: 'name', proves: false, looks: ({ value }) => [{ field: 'name', pattern: literal(value.trim()) }] },
};
const ORDER = ['0009', '0002', 'vat', 'endpoint', 'iban', 'name'];
const FOUND_MAX = 20;

export async function findParty(session: Session, ids: readonly Identifier[]): Promise<readonly PartyMatch[]> {
  const matches = new Map<string, PartyMatch>();
  for (const kind of ORDER) {
    const search = SEARCHES[kind];
    for (const id of ids.filter((one) => kindOf(one) === kind && one.value.trim() !== '')) {
      if (search === undefined) continue;
      const found = await searchOne(session, search, id);
      // an establishment that nobody carries: its company is certain only while Odoo has one establishment of it
      const certain = search.proves && (kind !== '0002' || found.length === 1 || !ids.some((one) => kindOf(one) === '0009'));
      for (const { ref, name } of found) if (!matches.has(ref.id)) matches.set(ref.id, { ref, name, by: search.by, certain });
    }
    // a certain match ends the search: weaker identifiers could only contradict it
    if ([...matches.values()].some((match) => match.certain)) break;
  }
  return [...matches.values()];
}

type Found = Pick<PartyMatch, 'ref' | 'name'>;

/** Commercial partners, archived ones only where no other carries the identifier. */
async function searchOne(session: Session, search: Search, id: Identifier): Promise<readonly Found[]> {
  const fields = (await session.fields('res.partner')) ?? {};
  const looks = search.looks(id).filter(({ field }) => fields[field.split('.')[0] ?? ''] !== undefined);
  if (looks.length === 0) return [];
  const own = looks.map(({ field }) => field).filter((field) => !field.includes('.'));
  const rows = await searchRead(await session.client(), 'res.partner', {
    domain: anyOf(looks),
    fields: [...new Set(['name', 'active', 'commercial_partner_id', 'parent_id', ...own])],
    order: 'active desc, id',
    limit: FOUND_MAX,
    context: { ...(await session.context()), active_test: false },
  });
  const meant = rows.filter((row) => looks.some((look) => isMeant(row, look)));
  const active = meant.filter((row) => row['active'] !== false);
  const found = new Map<string, Found>();
  for (const row of active.length > 0 ? active : meant) {
    // contacts inherit the identifiers of the company they belong to
    const legal = idOf(row['commercial_partner_id']) ?? idOf(row['id']) ?? 0;
    const itself = legal === idOf(row['id']);
    const name = itself ? textOf(row['name']) : (nameOf(row['commercial_partner_id']) ?? textOf(row['name']));
    if (itself || !found.has(String(legal)))
      found.set(String(legal), { ref: { model: 'res.partner', id: String(legal) }, name: name ?? '' });
  }
  return [...found.values()];
}

function isMeant(row: OdooRow, { field, means }: Look): boolean {
  // what is reached through a relation was compared by Odoo
  if (means === undefined || field.includes('.')) return true;
  return means(compact(textOf(row[field]) ?? ''));
}

function anyOf(looks: readonly Look[]): Domain {
  const terms = looks.map(({ field, pattern, and }) => {
    const term = [field, '=ilike', pattern];
    return and === undefined ? [term] : ['&', term, [and[0], '=', and[1]]];
  });
  return [...Array.from({ length: terms.length - 1 }, () => '|'), ...terms.flat()];
}

function kindOf({ scheme = '', value }: Identifier): string {
  if (['0009', '0002', 'iban', 'name'].includes(scheme)) return scheme;
  // 0223 EU VAT number, 9957 French VAT number
  if (['0223', '9957', 'vat'].includes(scheme) || (scheme === '' && /^[A-Z]{2}/.test(value))) return 'vat';
  return 'endpoint';
}

function compact(value: string): string {
  return value.replace(/[\s.\-_/]/g, '').toUpperCase();
}

/** Digits of a SIREN or SIRET as people type them, in groups of three and a last of five. */
function grouped(digits: string): string {
  const all = literal(compact(digits));
  return [all.slice(0, 3), all.slice(3, 6), all.slice(6, 9), all.slice(9)].filter((part) => part !== '').join('%');
}

function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
