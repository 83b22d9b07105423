/**
 * A supplier made in Odoo, once per key. What Odoo refuses of it (a VAT number whose check digits are wrong, an address
 * of a scheme it does not know) is kept in the comment: a supplier with a note can be corrected, a missing one cannot.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { PartyToCreate } from '../../src/ports/connector.ts';
import { mayDo } from './access.ts';
import { addAccounts } from './bank-accounts.ts';
import { externalId } from './external-id.ts';
import { cell, column, load, refusedLoad, type Table } from './load.ts';
import { partyValues, type PartyValues } from './party-values.ts';
import type { Fields, Session } from './session.ts';

/** What is left out, step by step, when Odoo does not take the whole. */
const DOUBTFUL: readonly (readonly string[])[] = [
  [],
  ['vat'],
  ['peppol_eas', 'peppol_endpoint', 'routing_scheme', 'routing_endpoint'],
  ['vat', 'peppol_eas', 'peppol_endpoint', 'routing_scheme', 'routing_endpoint'],
  [
    'vat',
    'peppol_eas',
    'peppol_endpoint',
    'routing_scheme',
    'routing_endpoint',
    'siret',
    'siren',
    'company_registry',
    'l10n_fr_siret',
    'l10n_fr_siren',
    'email',
    'phone',
    'lang',
    'state_id',
  ],
];

/** @throws CONNECTOR_DENIED */
export async function createParty(session: Session, party: PartyToCreate): Promise<ErpRef> {
  if (!(await mayDo(session, 'res.partner', 'create'))) {
    throw new PasserelleError(
      'CONNECTOR_DENIED',
      'the user may not make contacts in Odoo (group "Contact / Creation", base.group_partner_manager)',
      {
        where: { connection: session.connection },
      },
    );
  }
  const context = await session.context(await session.companyOf(party.company));
  const fields = (await session.fields('res.partner')) ?? {};
  const values = await partyValues(session, party.party);
  let words = '';
  for (const left of DOUBTFUL) {
    if (left.length > 0 && !left.some((name) => values[name] !== undefined)) continue;
    const loaded = await load(session, 'res.partner', tableOf(party.key, without(values, left), fields), context);
    if ('id' in loaded) {
      await addAccounts(session, loaded.id, party, context);
      return { model: 'res.partner', id: String(loaded.id) };
    }
    words = loaded.refused;
  }
  throw refusedLoad(session, 'the supplier', words);
}

function without(values: PartyValues, left: readonly string[]): PartyValues {
  const kept = Object.entries(values).filter(([name]) => !left.includes(name));
  const told = left.filter((name) => values[name] !== undefined).map((name) => `${name}: ${String(values[name])}`);
  return told.length === 0 ? values : { ...Object.fromEntries(kept), comment: told.map(escapeHtml).join('<br/>') };
}

/** The comment is HTML from 15 on; what the supplier wrote is text. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function tableOf(key: string, values: PartyValues, fields: Fields): Table {
  const names = Object.keys(values);
  return {
    fields: ['id', ...names.map((name) => column(name, fields))],
    data: [[externalId(key), ...names.map((name) => cell(values[name], fields[name]?.type))]],
  };
}
