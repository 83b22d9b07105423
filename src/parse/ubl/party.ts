/** UBL party groups → Party. Where the legal name stands differs: a payee and a tax representative have only cac:PartyName. */
import type { Address, Contact, Party } from '../../model/party.ts';
import { textAt, type XmlElement } from '../../xml/element.ts';
import { unreadElement, type Build, type Session } from '../session.ts';
import {
  descend, eachInto, fixed, group, identifier, identifierOf, addTo, into, isSet, table, text, type Read, type Table,
} from '../table.ts';

type P = Build<Party>;

export const ADDRESS: Table<Build<Address>> = table<Build<Address>>({
  'cbc:StreetName': text('line1'),
  'cbc:AdditionalStreetName': text('line2'),
  'cac:AddressLine': into(table<Build<Address>>({ 'cbc:Line': text('line3') })),
  'cbc:CityName': text('city'),
  'cbc:PostalZone': text('postCode'),
  'cbc:CountrySubentity': text('subdivision'),
  'cac:Country': into(table<Build<Address>>({ 'cbc:IdentificationCode': text('country') })),
});

const CONTACT = table<Build<Contact>>({
  'cbc:Name': text('name'),
  'cbc:Telephone': text('phone'),
  'cbc:ElectronicMail': text('email'),
});

/** Where the binding puts the bank assigned creditor identifier BT-90: a party identifier of scheme SEPA. */
export type Creditor = (element: XmlElement, session: Session) => void;

function partyId(creditor: Creditor | undefined): Read<P> {
  return (element, party, session) => {
    if (creditor !== undefined && element.attributes.some((a) => a.name === 'schemeID' && a.value === 'SEPA')) {
      return creditor(element, session);
    }
    addTo(element, party, 'ids', identifierOf(element, session), session);
  };
}

function taxScheme(key: 'vatId' | 'taxId', ...schemes: readonly string[]): Table<P> {
  return table<P>({
    'cbc:CompanyID': text(key) as Read<P>,
    'cac:TaxScheme': into(table<P>({ 'cbc:ID': fixed(...schemes) })),
  });
}

const VAT_REGISTRATION = taxScheme('vatId', 'VAT', 'vat', 'Vat');
/** The French binding writes LOC; the others are seen in Europe. */
const TAX_REGISTRATION = taxScheme('taxId', 'LOC', 'TAX', 'FC');

/** BT-31 for the scheme VAT, else BT-32. */
const TAX_SCHEME: Read<P> = (element, party, session) => {
  const vat = textAt(element, 'cac:TaxScheme', 'cbc:ID')?.toUpperCase() === 'VAT';
  if (isSet(element, party, vat ? 'vatId' : 'taxId', session)) return;
  descend(element, party, vat ? VAT_REGISTRATION : TAX_REGISTRATION, session);
};

interface PartyShape {
  /** Member that cac:PartyName fills. */
  readonly name: 'name' | 'tradingName';
  readonly creditor?: Creditor;
  readonly more?: Readonly<Record<string, Read<P>>>;
}

export function partyTable({ name, creditor, more }: PartyShape): Table<P> {
  const legal: Record<string, Read<P>> = {
    'cbc:CompanyID': identifier('legalId'),
    'cbc:CompanyLegalForm': text('legalForm'),
  };
  if (name === 'tradingName') legal['cbc:RegistrationName'] = text('name');
  return table<P>({
    'cbc:EndpointID': identifier('endpoint'),
    'cbc:IndustryClassificationCode': text('role'),
    'cac:PartyIdentification': eachInto(table<P>({ 'cbc:ID': partyId(creditor) })),
    'cac:PartyName': into(table<P>({ 'cbc:Name': text(name) })),
    'cac:PostalAddress': group('address', ADDRESS),
    'cac:PartyTaxScheme': TAX_SCHEME,
    'cac:PartyLegalEntity': into(table<P>(legal)),
    'cac:Contact': group('contact', CONTACT),
    ...more,
  });
}

/** A party that has its legal name in cac:PartyLegalEntity. */
export const PARTY: Table<P> = partyTable({ name: 'tradingName' });

/** A party inside another, which belongs to the invoice: agents and service providers of EXTENDED-CTC-FR. */
export function outer(key: string, invoice: object, rows: Table<P>): Read<P> {
  return (element, _party, session) => {
    const members = invoice as Record<string, P | undefined>;
    if (members[key] !== undefined) return unreadElement(session, element);
    const at = session.at.splice(0, session.at.length, key);
    const value: P = {};
    members[key] = value;
    descend(element, value, rows, session);
    session.at.splice(0, session.at.length, ...at);
  };
}
