/** Party → UBL. Where the legal name stands differs: a payee and a tax representative have only cac:PartyName. */
import type { Address, Contact, Party } from '../../model/party.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { identifier } from '../values.ts';

export function addressContent(address: Address): string {
  return leaf('cbc:StreetName', address.line1)
    + leaf('cbc:AdditionalStreetName', address.line2)
    + leaf('cbc:CityName', address.city)
    + leaf('cbc:PostalZone', address.postCode)
    + leaf('cbc:CountrySubentity', address.subdivision)
    + group('cac:AddressLine', leaf('cbc:Line', address.line3))
    + group('cac:Country', leaf('cbc:IdentificationCode', address.country));
}

function contact({ name, phone, email }: Contact): string {
  return group('cac:Contact', leaf('cbc:Name', name) + leaf('cbc:Telephone', phone) + leaf('cbc:ElectronicMail', email));
}

function taxScheme(id: string | undefined, scheme: string): string {
  if (id === undefined) return '';
  return group('cac:PartyTaxScheme', leaf('cbc:CompanyID', id) + group('cac:TaxScheme', leaf('cbc:ID', scheme)));
}

export interface PartyShape {
  /** The member that cac:PartyName writes. */
  readonly name: 'name' | 'tradingName';
  /** BT-90, which UBL puts among the identifiers of the payee or the seller, where the scheme SEPA says nothing else. */
  readonly creditor?: string | undefined;
  readonly bearsCreditor?: boolean;
  /** Parties inside this one. */
  readonly inner?: string;
}

const SEPA = 'SEPA';
const USUAL: PartyShape = { name: 'tradingName' };

/** What stands inside cac:Party, in the order of the schema. */
export function partyContent(party: Party, { name, creditor, bearsCreditor = false, inner = '' }: PartyShape = USUAL): string {
  const legal = (name === 'tradingName' ? leaf('cbc:RegistrationName', party.name) : '')
    + identifier('cbc:CompanyID', party.legalId)
    + leaf('cbc:CompanyLegalForm', party.legalForm);
  return identifier('cbc:EndpointID', party.endpoint)
    + leaf('cbc:IndustryClassificationCode', party.role)
    + each(party.ids, (id) => (bearsCreditor && id.scheme === SEPA ? '' : group('cac:PartyIdentification', identifier('cbc:ID', id))))
    + (creditor === undefined ? '' : group('cac:PartyIdentification', identifier('cbc:ID', { value: creditor, scheme: SEPA })))
    + group('cac:PartyName', leaf('cbc:Name', party[name]))
    + (party.address === undefined ? '' : group('cac:PostalAddress', addressContent(party.address)))
    + taxScheme(party.vatId, 'VAT')
    + taxScheme(party.taxId, 'LOC')
    + group('cac:PartyLegalEntity', legal)
    + (party.contact === undefined ? '' : contact(party.contact))
    + inner;
}
