/** The smallest files that the schemas call valid, with one place for a value of each simple type. */

const LINE =
  '<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount currencyID="EUR">1</cbc:LineExtensionAmount><cac:Item/></cac:InvoiceLine>';

const UBL = [
  '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"',
  ' xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"',
  ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"',
  ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{EXTENSIONS}',
  '<cbc:ID schemeURI="{URI}">F1</cbc:ID><cbc:CopyIndicator>{BOOLEAN}</cbc:CopyIndicator><cbc:IssueDate>{DATE}</cbc:IssueDate>',
  '<cbc:IssueTime>{TIME}</cbc:IssueTime><cbc:Note languageID="{LANGUAGE}">a note</cbc:Note>',
  '<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>',
  '<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv">{BASE64}</cbc:EmbeddedDocumentBinaryObject>',
  '</cac:Attachment></cac:AdditionalDocumentReference>',
  '<cac:AccountingSupplierParty/><cac:AccountingCustomerParty/>',
  '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">{DECIMAL}</cbc:PayableAmount></cac:LegalMonetaryTotal>',
  `${LINE}{LINES}</Invoice>`,
].join('');

const CII = [
  '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"',
  ' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"',
  ' xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">',
  '<rsm:ExchangedDocumentContext/><rsm:ExchangedDocument><ram:ID>F1</ram:ID><ram:IssueDateTime>{ISSUED}</ram:IssueDateTime></rsm:ExchangedDocument>',
  '<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement/><ram:ApplicableHeaderTradeDelivery>',
  '<ram:RelatedSupplyChainConsignment><ram:ChargeableWeightMeasure unitCode="{UNIT}">1</ram:ChargeableWeightMeasure></ram:RelatedSupplyChainConsignment>',
  '</ram:ApplicableHeaderTradeDelivery><ram:ApplicableHeaderTradeSettlement>{CARD}</ram:ApplicableHeaderTradeSettlement>',
  '</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>',
].join('');

/** Each place with a value that is right there. */
const UBL_VALUES = {
  EXTENSIONS: '',
  URI: 'urn:x',
  BOOLEAN: 'true',
  DATE: '2026-09-15',
  TIME: '10:00:00',
  LANGUAGE: 'fr',
  BASE64: 'QUJD',
  DECIMAL: '1.00',
  LINES: '',
} as const;
const CII_VALUES = { ISSUED: '<udt:DateTimeString format="102">20260915</udt:DateTimeString>', UNIT: 'MTR', CARD: '' } as const;

function filled(template: string, values: Readonly<Record<string, string>>): Uint8Array {
  let text = template;
  for (const [place, value] of Object.entries(values)) text = text.replace(`{${place}}`, () => value);
  return new TextEncoder().encode(text);
}

/** Values are written as they are: markup is markup. */
export function ublSample(values: Partial<Record<keyof typeof UBL_VALUES, string>> = {}): Uint8Array {
  return filled(UBL, { ...UBL_VALUES, ...values });
}

export function ciiSample(values: Partial<Record<keyof typeof CII_VALUES, string>> = {}): Uint8Array {
  return filled(CII, { ...CII_VALUES, ...values });
}
