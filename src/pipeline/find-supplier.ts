/**
 * Who the supplier is in the ERP: SIRET, SIREN, VAT number, electronic address, then what a person bound; an IBAN or a
 * name only proposes. Nobody is made in silence: creating is a policy of the company or a person's answer, and told.
 */
import { sha256 } from '../base/hash.ts';
import type { ErpRef } from '../model/document.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier } from '../model/party.ts';
import type { SupplierFound } from '../model/reception.ts';
import { ibansOf, supplierIds } from '../normalize/supplier-ids.ts';
import type { PartyMatch } from '../ports/connector.ts';
import type { Resolution } from '../ports/operator.ts';
import type { CompanyRoad, Road } from './road.ts';

/** Identifiers that propose and never prove. */
const PROPOSING = ['iban', 'name'];

export async function findSupplier(
  invoice: Invoice,
  resolutions: readonly Resolution[],
  company: CompanyRoad,
  road: Road,
): Promise<SupplierFound> {
  const ids = supplierIds(invoice);
  const proving = ids.filter((id) => !PROPOSING.includes(id.scheme ?? ''));
  const told = toldBy(proving, invoice);
  const answer = resolutions.findLast((resolution) => resolution.kind === 'party' || resolution.kind === 'create-party');
  if (answer?.kind === 'party') {
    await bind(told, answer.party, company, road);
    return { state: 'bound', party: answer.party, by: 'person', proposals: [] };
  }
  const matches = await company.connector.findParty(ids);
  const certain = matches.filter((match) => match.certain);
  const proposals = matches.map((match) => ({ id: match.ref.id, name: match.name, by: match.by }));
  const [one, another] = certain;
  if (one !== undefined && another === undefined) return { state: 'found', party: one.ref.id, name: one.name, by: one.by, proposals: [] };
  const bound = await boundParty(told, company, road);
  if (bound !== null) return { state: 'bound', party: bound, by: 'binding', proposals: [] };
  // several establishments of one SIREN, say: the invoice means one of them
  if (answer === undefined && matches.some((match) => match.certain || !PROPOSING.includes(match.by)))
    return { state: 'ambiguous', proposals };
  const create = told.length > 0 && (answer?.kind === 'create-party' || mayCreate(proving, matches, company));
  return create ? createSupplier(invoice, told, company, road) : { state: 'unknown', proposals };
}

/** What an answer is kept under: a name says who it is only where the invoice says nothing else. */
function toldBy(proving: readonly Identifier[], { seller }: Invoice): readonly Identifier[] {
  const name = (seller?.name ?? '').trim().replaceAll(/\s+/g, ' ').toUpperCase();
  return proving.length > 0 || name === '' ? proving : [{ scheme: 'name', value: name }];
}

/** By policy; somebody of that very name, when the invoice gives nothing better, is a person's question. */
function mayCreate(proving: readonly Identifier[], matches: readonly PartyMatch[], { company }: CompanyRoad): boolean {
  return company.policies.reception.unknownSupplier === 'create' && (proving.length > 0 || matches.length === 0);
}

async function createSupplier(invoice: Invoice, told: readonly Identifier[], company: CompanyRoad, road: Road): Promise<SupplierFound> {
  const { connector } = company;
  if (connector.createParty === undefined || invoice.seller === undefined) return { state: 'unknown', proposals: [] };
  const identity = told.map(bindingOf).sort().join(' ');
  const ref = await connector.createParty({
    key: `party-${sha256(`${company.company.name} ${identity}`).slice(0, 32)}`,
    company: company.company.erp.company ?? '',
    party: invoice.seller,
    accounts: ibansOf(invoice),
  });
  await bind(told, ref.id, company, road);
  return { state: 'created', party: ref.id, name: invoice.seller.name ?? '', by: 'created', proposals: [] };
}

async function boundParty(told: readonly Identifier[], { company }: CompanyRoad, road: Road): Promise<string | null> {
  for (const id of told) {
    const party = await road.store.bindings.get(company.erp.connection, 'party', bindingOf(id));
    if (party !== null) return party;
  }
  return null;
}

async function bind(told: readonly Identifier[], party: string, { company }: CompanyRoad, road: Road): Promise<void> {
  for (const id of told) await road.store.bindings.put(company.erp.connection, 'party', bindingOf(id), party);
}

function bindingOf({ scheme = '', value }: Identifier): string {
  return `${scheme}:${value}`;
}

export function partyRef(id: string): ErpRef {
  return { model: 'res.partner', id };
}
