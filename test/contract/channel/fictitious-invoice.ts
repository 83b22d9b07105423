/** A small UBL invoice between fictitious companies, and the parcel that carries it. */
import { sha256 } from '../../../src/base/hash.ts';
import type { Parcel } from '../../../src/ports/channel.ts';

export interface InvoiceValues {
  readonly number: string;
  readonly issueDate?: string;
  readonly buyer?: string;
  readonly buyerName?: string;
  readonly note?: string;
}

export function ublInvoice(values: InvoiceValues): Uint8Array {
  const { number, issueDate = '2026-11-22', buyer = '200000008', buyerName = 'Librairie des Exemples SARL', note = '' } = values;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<ubl:Invoice xmlns:ubl="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>${number}</cbc:ID>
<cbc:IssueDate>${issueDate}</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>${note === '' ? '' : `<cbc:Note>${note}</cbc:Note>`}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="0225">100000009</cbc:EndpointID>
<cac:PartyLegalEntity><cbc:RegistrationName>Passerelle Démo SAS</cbc:RegistrationName><cbc:CompanyID schemeID="0002">100000009</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0225">${buyer}</cbc:EndpointID>
<cac:PartyLegalEntity><cbc:RegistrationName>${buyerName}</cbc:RegistrationName><cbc:CompanyID schemeID="0002">${buyer}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">120.00</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">120.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
</ubl:Invoice>
`);
}

/** Document id n, version 1; the number follows n unless values say otherwise. */
export function parcelOf(n: number, values: Partial<InvoiceValues> = {}, version = 1): Parcel {
  const number = values.number ?? `F2026${String(n).padStart(5, '0')}`;
  const bytes = ublInvoice({ ...values, number });
  return {
    trackingId: `01940000-0000-7000-9000-${String(n).padStart(12, '0')}@${version}`,
    name: `${number}.xml`,
    bytes,
    sha256: sha256(bytes),
    syntax: 'UBL',
    profile: 'CIUS',
    processingRule: 'B2B',
    since: new Date(Date.now() - 5000).toISOString(),
  };
}
