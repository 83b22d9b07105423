/** UBL party groups → Party. Where the legal name stands differs: a payee and a tax representative have only cac:PartyName. */
import type { Address, Contact, Party } from '../../model/party.ts';
import { attributeOf, textAt } from '../../xml/element.ts';
import type { Build } from '../session.ts';
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

function partyId(creditor: Read<P> | undefined): Read<P> {
  return (element, party, session) => {
    if (creditor !== undefined && attributeOf(element, 'schemeID') === 'SEPA') return creditor(element, party, session);
    addTo(element, party, 'ids', identifierOf(element, session), session);
  };
}

function taxScheme(key: 'vatId' | 'taxId', ...schemes: readonly string[]): Table<P> {
  return table<P>({
    'cbc:CompanyID': text(key),
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
  /** Reads BT-90, which the binding puts among the identifiers with the scheme SEPA. */
  readonly creditor?: Read<P>;
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
