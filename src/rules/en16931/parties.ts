/** Rules of the parties: names, addresses, countries, identifiers and electronic addresses. */
import { isCode } from '../../codes/code-list.ts';
import type { Identifier, Party } from '../../model/party.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';
import { isFilled, rule, type PartyName, type Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** The party is there, or must be: a missing seller is a seller without a name. */
function partyOf(subject: Subject, name: 'seller' | 'buyer'): Party {
  return subject.invoice[name] ?? {};
}

function nameOf(id: string, term: string, name: 'seller' | 'buyer'): Rule {
  return rule({
    id,
    terms: [term],
    document: (subject, fault) => {
      if (!isFilled(partyOf(subject, name).name)) fault(`${name}.name`);
    },
  });
}

function addressOf(id: string, group: string, name: 'seller' | 'buyer'): Rule {
  return rule({
    id,
    terms: [group],
    document: (subject, fault) => {
      const party = partyOf(subject, name);
      if (party.address === undefined) fault(`${name}.address`, { name: party.name });
    },
  });
}

function countryOf(id: string, term: string, name: 'seller' | 'buyer' | 'taxRepresentative'): Rule {
  return rule({
    id,
    terms: [term],
    document: ({ invoice, facts }, fault) => {
      const address = invoice[name]?.address;
      // the CII artefact asks for the country of an address that is not there too
      const asked = address !== undefined || (facts?.syntax === 'cii' && (name !== 'taxRepresentative' || invoice[name] !== undefined));
      if (asked && !isFilled(address?.country)) fault(`${name}.address.country`, { party: name, name: invoice[name]?.name });
    },
  });
}

/** An attribute with nothing in it is there for the UBL artefact, and not for the CII artefact. */
export function lacksScheme({ scheme }: Identifier, facts: SyntaxFacts | undefined): boolean {
  return facts?.syntax === 'cii' ? !isFilled(scheme) : scheme === undefined;
}

function schemeOf(id: string, term: string, name: PartyName): Rule {
  return rule({
    id,
    terms: [term],
    parties: [name],
    party: ({ endpoint }, fault, { facts }) => {
      if (endpoint !== undefined && lacksScheme(endpoint, facts)) fault('endpoint.scheme', { address: endpoint.value });
    },
  });
}

/** The direct-debit creditor id is no identifier of the seller (UBL writes it among them with this scheme). */
const SEPA = 'SEPA';

export const PARTY_RULES: readonly Rule[] = [
  nameOf('BR-06', 'BT-27', 'seller'),
  nameOf('BR-07', 'BT-44', 'buyer'),
  addressOf('BR-08', 'BG-5', 'seller'),
  countryOf('BR-09', 'BT-40', 'seller'),
  addressOf('BR-10', 'BG-8', 'buyer'),
  countryOf('BR-11', 'BT-55', 'buyer'),
  rule({
    id: 'BR-17',
    terms: ['BT-59', 'BT-27'],
    parties: ['payee'],
    party: (payee, fault, { invoice: { seller } }) => {
      if (payee.name === undefined || isSameParty(payee, seller)) fault('name', { seller: seller?.name });
    },
  }),
  rule({
    id: 'BR-18',
    terms: ['BT-62'],
    parties: ['taxRepresentative'],
    party: ({ name }, fault) => {
      if (!isFilled(name)) fault('name');
    },
  }),
  rule({
    id: 'BR-19',
    terms: ['BG-12'],
    parties: ['taxRepresentative'],
    party: ({ address }, fault) => {
      if (address === undefined) fault('address');
    },
  }),
  countryOf('BR-20', 'BT-69', 'taxRepresentative'),
  rule({
    id: 'BR-56',
    terms: ['BT-63'],
    parties: ['taxRepresentative'],
    party: ({ vatId }, fault) => {
      if (vatId === undefined) fault('vatId');
    },
  }),
  schemeOf('BR-62', 'BT-34', 'seller'),
  schemeOf('BR-63', 'BT-49', 'buyer'),
  rule({
    id: 'BR-CO-26',
    terms: ['BT-29', 'BT-30', 'BT-31'],
    document: ({ invoice, facts }, fault) => {
      // UBL has a group around the seller, which may be empty; what CII does not have it is not asked for
      if (invoice.seller === undefined && facts?.syntax !== 'ubl') return;
      const seller = invoice.seller ?? {};
      if (seller.vatId !== undefined || seller.legalId !== undefined) return;
      if (!(seller.ids ?? []).some((id) => id.scheme !== SEPA))
        fault(['seller.ids', 'seller.legalId', 'seller.vatId'], { name: seller.name });
    },
  }),
  rule({
    id: 'BR-CO-09',
    terms: ['BT-31', 'BT-48', 'BT-63'],
    parties: ['seller', 'buyer', 'taxRepresentative'],
    party: ({ vatId }, fault, { facts }) => {
      // an empty number is nothing to look at: who must have one is asked elsewhere
      if (vatId === undefined || vatId === '') return;
      // the CII artefact takes a space before it for a part of it
      if (!hasCountryPrefix(facts?.syntax === 'cii' ? vatId : vatId.trim())) fault('vatId', { vat: vatId });
    },
  }),
];

/** A payee that only repeats the seller says nothing; names are compared as the file writes them. */
function isSameParty(payee: Party, seller: Party | undefined): boolean {
  if (seller === undefined) return false;
  const names = [seller.tradingName, seller.name];
  if (payee.name !== undefined && names.includes(payee.name)) return true;
  const ids = new Set((seller.ids ?? []).map((id) => id.value));
  return (payee.ids ?? []).some((id) => ids.has(id.value));
}

/** Greece writes EL in VAT numbers, GR elsewhere. */
function hasCountryPrefix(vatId: string): boolean {
  const prefix = vatId.slice(0, 2);
  return prefix === 'EL' || isCode('iso-3166-1', prefix);
}
