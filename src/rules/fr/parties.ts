/** BR-FR-09 to 13, 21 to 26, 32 and CO-10: who the parties are and where they are reached. */
import { isSelfBilled } from './types.ts';
import type { Delivery, Invoice } from '../../model/invoice.ts';
import type { Identifier, Party } from '../../model/party.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';
import { isFilled, rule, type Report, type Rule, type Tests } from '../rule.ts';
import { below } from '../syntax/found.ts';
import { processingOf } from './processing.ts';

const SIREN = /^\d{9}$/;
const SIRET = /^\d{14}$/;
const ADDRESS_SHAPE = /^[A-Za-z0-9+\-_.]*$/;
const ADDRESS_MAX = 125;
const ROUTING_MAX = 100;
/** SIREN of a company, and of a single VAT group. */
const SIREN_SCHEMES: readonly (string | undefined)[] = ['0002', '0231'];

/** Identifiers of the parties and places of delivery that EXTENDED-CTC-FR adds, and the electronic addresses of those. */
const EXTENDED_IDS = ['EXT-FR-FE-06', 'EXT-FR-FE-46', 'EXT-FR-FE-69', 'EXT-FR-FE-92', 'EXT-FR-FE-115', 'EXT-FR-FE-146'];
const ADDRESSES = ['BT-34', 'BT-49', 'EXT-FR-FE-12', 'EXT-FR-FE-29', 'EXT-FR-FE-52', 'EXT-FR-FE-75', 'EXT-FR-FE-98', 'EXT-FR-FE-121'];

const UBL_LEGAL_ENTITY = ['cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyLegalEntity'] as const;

function isSirenId(id: Identifier | undefined): boolean {
  return id?.scheme === '0002' && SIREN.test(id.value.trim());
}

/** Every identifier of a party, and those of the places of delivery. */
function ids(
  test: (id: Identifier, at: string, fault: Report, party: Party | undefined, invoice: Invoice) => void,
): Pick<Tests, 'document' | 'line' | 'party'> {
  return {
    party: (party, fault, { invoice }) => {
      party.ids?.forEach((id, index) => test(id, `ids[${index}]`, fault, party, invoice));
    },
    document: ({ invoice }, fault) => {
      const location = invoice.delivery?.location;
      if (location !== undefined) test(location, 'delivery.location', fault, undefined, invoice);
    },
    line: ({ delivery }, fault, { invoice }) => {
      if (delivery?.location !== undefined) test(delivery.location, 'delivery.location', fault, undefined, invoice);
    },
  };
}

function isAddressOf(address: Identifier | undefined, party: Party | undefined): boolean {
  const siren = party?.legalId?.value ?? '';
  return address?.scheme === '0225' && siren !== '' && address.value.startsWith(siren);
}

function endpointRule(id: string, term: string, name: 'seller' | 'buyer'): Rule {
  return rule({
    id,
    terms: [term],
    document: ({ invoice }, fault) => {
      const party = invoice[name];
      if (!isFilled(party?.endpoint?.value)) fault(`${name}.endpoint`, { name: party?.name });
    },
  });
}

/** An identifier without a scheme, and a scheme that comes twice, each told once for a party. CII has a place of its own for bare ones (ram:ID). */
function schemesOf(ids: readonly Identifier[], bare: boolean, fault: Report): void {
  const without = bare ? -1 : ids.findIndex(({ scheme }) => !isFilled(scheme));
  if (without >= 0) fault(`ids[${without}].scheme`, { id: ids[without]?.value, scheme: ids[without]?.scheme });
  const twice = ids.findIndex(({ scheme }, index) => isFilled(scheme) && ids.findIndex((one) => one.scheme === scheme) < index);
  if (twice >= 0) fault(`ids[${twice}].scheme`, { id: ids[twice]?.value, scheme: ids[twice]?.scheme });
}

function schemeOfPlace(delivery: Delivery | undefined, facts: SyntaxFacts | undefined, fault: Report): void {
  const location = delivery?.location;
  if (location !== undefined && facts?.syntax !== 'cii' && !isFilled(location.scheme))
    fault('delivery.location.scheme', { id: location.value });
}

function sirenOf({ scheme, value }: Identifier, at: string, fault: Report, party: Party | undefined): void {
  if (SIREN_SCHEMES.includes(scheme) && !SIREN.test(value.trim())) fault(`${at}.value`, { siren: value, name: party?.name });
}

export const FR_PARTY_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-09',
    terms: ['BT-29', 'BT-46', 'BT-60', 'BT-71', ...EXTENDED_IDS],
    ...ids(({ scheme, value }, at, fault, party, invoice) => {
      if (scheme !== '0009') return;
      const known = party?.legalId?.scheme === '0002';
      const siren = known ? (party.legalId?.value ?? '') : '';
      // of the seller and the buyer the SIREN must be told beside it
      const asked = party !== undefined && (party === invoice.seller || party === invoice.buyer);
      if (!SIRET.test(value) || (!known && asked) || !value.startsWith(siren))
        fault(`${at}.value`, { siret: value, siren, name: party?.name });
    }),
  }),
  rule({
    id: 'BR-FR-10',
    terms: ['BT-30'],
    document: ({ invoice: { seller }, facts }, fault) => {
      // the UBL artefact asks it of the legal entity, where there is one
      if (facts?.tree !== undefined && facts.syntax === 'ubl' && below(facts.tree, ...UBL_LEGAL_ENTITY).length === 0) return;
      if (!isSirenId(seller?.legalId)) fault('seller.legalId', { id: seller?.legalId?.value, name: seller?.name });
    },
  }),
  rule({
    id: 'BR-FR-11',
    terms: ['BT-47', 'BT-22'],
    document: ({ invoice }, fault) => {
      if (processingOf(invoice) === 'B2B' && !isSirenId(invoice.buyer?.legalId)) {
        fault('buyer.legalId', { id: invoice.buyer?.legalId?.value, name: invoice.buyer?.name });
      }
    },
  }),
  endpointRule('BR-FR-12', 'BT-49', 'buyer'),
  endpointRule('BR-FR-13', 'BT-34', 'seller'),
  rule({
    id: 'BR-FR-21',
    terms: ['BT-49', 'BT-47', 'BT-22'],
    document: ({ invoice }, fault) => {
      const { buyer } = invoice;
      if (processingOf(invoice) !== 'B2B' || isSelfBilled(invoice.typeCode) || buyer?.endpoint === undefined) return;
      if (!isAddressOf(buyer.endpoint, buyer))
        fault('buyer.endpoint', { address: buyer.endpoint.value, siren: buyer.legalId?.value, name: buyer.name });
    },
  }),
  rule({
    id: 'BR-FR-22',
    terms: ['BT-34', 'BT-30', 'BT-3'],
    document: ({ invoice }, fault) => {
      const { seller } = invoice;
      if (processingOf(invoice) !== 'B2B' || !isSelfBilled(invoice.typeCode) || seller?.endpoint === undefined) return;
      if (!isAddressOf(seller.endpoint, seller))
        fault('seller.endpoint', { address: seller.endpoint.value, siren: seller.legalId?.value, name: seller.name });
    },
  }),
  rule({
    id: 'BR-FR-23',
    terms: ADDRESSES,
    party: ({ endpoint }, fault) => {
      if (endpoint?.scheme === '0225' && !ADDRESS_SHAPE.test(endpoint.value)) fault('endpoint.value', { address: endpoint.value });
    },
  }),
  rule({
    id: 'BR-FR-24',
    terms: ['BT-29', 'BT-46'],
    ...ids(({ scheme, value }, at, fault) => {
      if (scheme === '0224' && !ADDRESS_SHAPE.test(value)) fault(`${at}.value`, { code: value });
    }),
  }),
  rule({
    id: 'BR-FR-25',
    terms: ADDRESSES,
    party: ({ endpoint }, fault) => {
      if (endpoint?.scheme === '0225' && endpoint.value.length > ADDRESS_MAX)
        fault('endpoint.value', { address: endpoint.value, length: endpoint.value.length });
    },
  }),
  rule({
    id: 'BR-FR-26',
    terms: ['BT-29', 'BT-46'],
    ...ids(({ scheme, value }, at, fault) => {
      if (scheme === '0224' && value.length > ROUTING_MAX) fault(`${at}.value`, { code: value, length: value.length });
    }),
  }),
  rule({
    id: 'BR-FR-32',
    terms: ['BT-30', 'BT-47', 'BT-61', 'BT-29', 'BT-46'],
    // the UBL artefact looks at parties alone, the CII artefact at places of delivery too
    document: ({ invoice: { delivery }, facts }, fault) => {
      if (facts?.syntax !== 'ubl' && delivery?.location !== undefined) sirenOf(delivery.location, 'delivery.location', fault, undefined);
    },
    line: ({ delivery }, fault, { facts }) => {
      if (facts?.syntax !== 'ubl' && delivery?.location !== undefined) sirenOf(delivery.location, 'delivery.location', fault, undefined);
    },
    party: (party, fault) => {
      if (party.legalId !== undefined) sirenOf(party.legalId, 'legalId', fault, party);
      party.ids?.forEach((id, index) => sirenOf(id, `ids[${index}]`, fault, party));
    },
  }),
  rule({
    id: 'BR-FR-CO-10',
    terms: ['BT-29', 'BT-46', 'BT-60', 'BT-71', ...EXTENDED_IDS],
    party: ({ ids }, fault, { facts }) => {
      if (ids !== undefined) schemesOf(ids, facts?.syntax === 'cii', fault);
    },
    document: ({ invoice: { delivery }, facts }, fault) => schemeOfPlace(delivery, facts, fault),
    line: ({ delivery }, fault, { facts }) => schemeOfPlace(delivery, facts, fault),
  }),
];
