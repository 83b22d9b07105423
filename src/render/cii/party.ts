/** Party → CII trade party; one shape serves all of them. Identifiers without a scheme stand before those with one. */
import type { Address, Contact, Party } from '../../model/party.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { identifier } from '../values.ts';

export function address(value: Address | undefined): string {
  if (value === undefined) return '';
  return group('ram:PostalTradeAddress', leaf('ram:PostcodeCode', value.postCode)
    + leaf('ram:LineOne', value.line1)
    + leaf('ram:LineTwo', value.line2)
    + leaf('ram:LineThree', value.line3)
    + leaf('ram:CityName', value.city)
    + leaf('ram:CountryID', value.country)
    + leaf('ram:CountrySubDivisionName', value.subdivision));
}

function contact(value: Contact | undefined): string {
  if (value === undefined) return '';
  return group('ram:DefinedTradeContact', leaf('ram:PersonName', value.name)
    + group('ram:TelephoneUniversalCommunication', leaf('ram:CompleteNumber', value.phone))
    + group('ram:EmailURIUniversalCommunication', leaf('ram:URIID', value.email)));
}

function registration(id: string | undefined, scheme: string): string {
  return id === undefined ? '' : group('ram:SpecifiedTaxRegistration', identifier('ram:ID', { value: id, scheme }));
}

export function party(name: string, value: Party | undefined): string {
  if (value === undefined) return '';
  const { ids = [] } = value;
  return group(name, each(ids, (id) => (id.scheme === undefined ? identifier('ram:ID', id) : ''))
    + each(ids, (id) => (id.scheme === undefined ? '' : identifier('ram:GlobalID', id)))
    + leaf('ram:Name', value.name)
    + leaf('ram:RoleCode', value.role)
    + leaf('ram:Description', value.legalForm)
    + group('ram:SpecifiedLegalOrganization', identifier('ram:ID', value.legalId) + leaf('ram:TradingBusinessName', value.tradingName))
    + contact(value.contact)
    + address(value.address)
    + group('ram:URIUniversalCommunication', identifier('ram:URIID', value.endpoint))
    + registration(value.vatId, 'VA')
    + registration(value.taxId, 'FC'));
}
