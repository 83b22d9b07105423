/** CII trade parties → Party; one shape serves all of them. */
import type { Address, Contact, Party } from '../../model/party.ts';
import { attributeOf } from '../../xml/element.ts';
import { unreadElement, type Build } from '../session.ts';
import { closeLeaf, eachInto, group, identifier, identifiers, into, isSet, put, table, text, type Read, type Table } from '../table.ts';

type P = Build<Party>;
type C = Build<Contact>;

export const ADDRESS: Table<Build<Address>> = table<Build<Address>>({
  'ram:PostcodeCode': text('postCode'),
  'ram:LineOne': text('line1'),
  'ram:LineTwo': text('line2'),
  'ram:LineThree': text('line3'),
  'ram:CityName': text('city'),
  'ram:CountryID': text('country'),
  'ram:CountrySubDivisionName': text('subdivision'),
});

/** The scheme SMTP says nothing that the place does not say; another would be no e-mail address. */
const EMAIL: Read<C> = (element, contact, session) => {
  if (isSet(element, contact, 'email', session)) return;
  put(element, contact, 'email', element.text, session);
  closeLeaf(element, session, attributeOf(element, 'schemeID') === 'SMTP' ? 'schemeID' : undefined);
};

const CONTACT = table<C>({
  'ram:PersonName': text('name'),
  'ram:DepartmentName': text('name'),
  'ram:TelephoneUniversalCommunication': into(table<C>({ 'ram:CompleteNumber': text('phone') })),
  'ram:EmailURIUniversalCommunication': into(table<C>({ 'ram:URIID': EMAIL })),
});

/** BT-31 has the scheme VA, BT-32 the scheme FC. */
const REGISTRATION: Read<P> = (element, party, session) => {
  const scheme = attributeOf(element, 'schemeID');
  const key = scheme === 'VA' ? 'vatId' : scheme === 'FC' ? 'taxId' : undefined;
  if (key === undefined || party[key] !== undefined) return unreadElement(session, element);
  put(element, party, key, element.text, session);
  closeLeaf(element, session, 'schemeID');
};

export const PARTY: Table<P> = table<P>({
  'ram:ID': identifiers('ids'),
  'ram:GlobalID': identifiers('ids'),
  'ram:Name': text('name'),
  'ram:RoleCode': text('role'),
  'ram:Description': text('legalForm'),
  'ram:SpecifiedLegalOrganization': into(table<P>({ 'ram:ID': identifier('legalId'), 'ram:TradingBusinessName': text('tradingName') })),
  'ram:DefinedTradeContact': group('contact', CONTACT),
  'ram:PostalTradeAddress': group('address', ADDRESS),
  'ram:URIUniversalCommunication': into(table<P>({ 'ram:URIID': identifier('endpoint') })),
  'ram:SpecifiedTaxRegistration': eachInto(table<P>({ 'ram:ID': REGISTRATION })),
});
