/** BR-FR-09 to 13, 21 to 26, 32 and CO-10: who the parties are and where they are reached. */
import { isSelfBilled } from './types.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Identifier, Party } from '../../model/party.ts';
import { FRENCH_PARTIES, isFilled, perParty, rule, type Report, type Rule } from '../rule.ts';
import { partiesOf, processingOf } from './places.ts';

const SIREN = /^\d{9}$/;
const SIRET = /^\d{14}$/;
const ADDRESS_SHAPE = /^[A-Za-z0-9+\-_.]*$/;
const ADDRESS_MAX = 125;
const ROUTING_MAX = 100;

function isSirenId(id: Identifier | undefined): boolean {
  return id?.scheme === '0002' && SIREN.test(id.value);
}

/** Every identifier of a party, and those of the place of delivery. */
function* idsOf(invoice: Invoice): Iterable<readonly [Identifier, string, Party | undefined]> {
  for (const [party, at] of partiesOf(invoice)) {
    for (const [index, id] of (party.ids ?? []).entries()) yield [id, `${at}.ids[${index}]`, party];
  }
  if (invoice.delivery?.location !== undefined) yield [invoice.delivery.location, 'delivery.location', undefined];
  for (const [index, line] of (invoice.lines ?? []).entries()) {
    if (line.delivery?.location !== undefined) yield [line.delivery.location, `lines[${index}].delivery.location`, undefined];
  }
}

function isAddressOf(address: Identifier | undefined, party: Party | undefined): boolean {
  const siren = party?.legalId?.value ?? '';
  return address?.scheme === '0225' && siren !== '' && address.value.startsWith(siren);
}

function endpointRule(id: string, term: string, name: 'seller' | 'buyer'): Rule {
  return rule({
    id,
    terms: [term],
    test: ({ invoice }, fault) => {
      const party = invoice[name];
      if (!isFilled(party?.endpoint?.value)) fault(`${name}.endpoint`, { name: party?.name });
    },
  });
}

/** One identifier without a scheme, or one scheme twice, for a party. CII has a place of its own for bare ones (ram:ID). */
function schemesOf(ids: readonly Identifier[], at: string, bare: boolean, fault: Report): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (id.scheme === undefined && bare) return;
    if (!isFilled(id.scheme)) fault(`${at}[${index}].scheme`, { id: id.value, scheme: id.scheme });
    else if (seen.has(id.scheme as string)) fault(`${at}[${index}].scheme`, { id: id.value, scheme: id.scheme });
    else seen.add(id.scheme as string);
  });
}

export const FR_PARTY_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-09',
    terms: ['BT-29', 'BT-46', 'BT-60', 'BT-71'],
    test: ({ invoice }, fault) => {
      for (const [id, at, party] of idsOf(invoice)) {
        if (id.scheme !== '0009') continue;
        const siren = party?.legalId?.scheme === '0002' ? party.legalId.value : '';
        if (!SIRET.test(id.value) || !id.value.startsWith(siren)) fault(`${at}.value`, { siret: id.value, siren, name: party?.name });
      }
    },
  }),
  rule({
    id: 'BR-FR-10',
    terms: ['BT-30'],
    test: ({ invoice: { seller } }, fault) => {
      if (!isSirenId(seller?.legalId)) fault('seller.legalId', { id: seller?.legalId?.value, name: seller?.name });
    },
  }),
  rule({
    id: 'BR-FR-11',
    terms: ['BT-47', 'BT-22'],
    test: ({ invoice }, fault) => {
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
    test: ({ invoice }, fault) => {
      const { buyer } = invoice;
      if (processingOf(invoice) !== 'B2B' || isSelfBilled(invoice.typeCode) || buyer?.endpoint === undefined) return;
      if (!isAddressOf(buyer.endpoint, buyer))
        fault('buyer.endpoint', { address: buyer.endpoint.value, siren: buyer.legalId?.value, name: buyer.name });
    },
  }),
  rule({
    id: 'BR-FR-22',
    terms: ['BT-34', 'BT-30', 'BT-3'],
    test: ({ invoice }, fault) => {
      const { seller } = invoice;
      if (processingOf(invoice) !== 'B2B' || !isSelfBilled(invoice.typeCode) || seller?.endpoint === undefined) return;
      if (!isAddressOf(seller.endpoint, seller))
        fault('seller.endpoint', { address: seller.endpoint.value, siren: seller.legalId?.value, name: seller.name });
    },
  }),
  perParty({ id: 'BR-FR-23', terms: ['BT-34', 'BT-49'] }, FRENCH_PARTIES, (party, at, fault) => {
    const address = party.endpoint;
    if (address?.scheme === '0225' && !ADDRESS_SHAPE.test(address.value)) fault(`${at}.endpoint.value`, { address: address.value });
  }),
  rule({
    id: 'BR-FR-24',
    terms: ['BT-29', 'BT-46'],
    test: ({ invoice }, fault) => {
      for (const [id, at] of idsOf(invoice))
        if (id.scheme === '0224' && !ADDRESS_SHAPE.test(id.value)) fault(`${at}.value`, { code: id.value });
    },
  }),
  perParty({ id: 'BR-FR-25', terms: ['BT-34', 'BT-49'] }, FRENCH_PARTIES, (party, at, fault) => {
    const address = party.endpoint;
    if (address?.scheme === '0225' && address.value.length > ADDRESS_MAX)
      fault(`${at}.endpoint.value`, { address: address.value, length: address.value.length });
  }),
  rule({
    id: 'BR-FR-26',
    terms: ['BT-29', 'BT-46'],
    test: ({ invoice }, fault) => {
      for (const [id, at] of idsOf(invoice))
        if (id.scheme === '0224' && id.value.length > ROUTING_MAX) fault(`${at}.value`, { code: id.value, length: id.value.length });
    },
  }),
  rule({
    id: 'BR-FR-32',
    terms: ['BT-30', 'BT-47', 'BT-61', 'BT-29', 'BT-46'],
    test: ({ invoice }, fault) => {
      for (const [party, at] of partiesOf(invoice)) {
        const id = party.legalId;
        if (id?.scheme === '0002' && !SIREN.test(id.value)) fault(`${at}.legalId.value`, { siren: id.value, name: party.name });
      }
      for (const [id, at, party] of idsOf(invoice)) {
        if (id.scheme === '0002' && !SIREN.test(id.value)) fault(`${at}.value`, { siren: id.value, name: party?.name });
      }
    },
  }),
  rule({
    id: 'BR-FR-CO-10',
    terms: ['BT-29', 'BT-46', 'BT-60', 'BT-71'],
    test: ({ invoice, facts }, fault) => {
      const bare = facts?.syntax === 'cii';
      for (const [party, at] of partiesOf(invoice)) schemesOf(party.ids ?? [], `${at}.ids`, bare, fault);
      if (!bare && invoice.delivery?.location !== undefined && !isFilled(invoice.delivery.location.scheme)) {
        fault('delivery.location.scheme', { id: invoice.delivery.location.value });
      }
    },
  }),
];
