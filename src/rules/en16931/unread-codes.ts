/** Codes that the invoice does not hold, by where they stand in the file, and the lists that they must be in. */
import { isCode, type CodeListName } from '../../codes/code-list.ts';
import type { Elsewhere } from '../also-unread.ts';

interface CodeElsewhere {
  readonly list: CodeListName;
  /** The end of the XPath, without positions. */
  readonly ubl?: RegExp;
  readonly cii?: RegExp;
}

const UBL_AMOUNTS = new RegExp(
  String.raw`/cbc:(?:Amount|BaseAmount|PriceAmount|TaxAmount|TaxableAmount|LineExtensionAmount|TaxExclusiveAmount|TaxInclusiveAmount|` +
    String.raw`AllowanceTotalAmount|ChargeTotalAmount|PrepaidAmount|PayableRoundingAmount|PayableAmount)/@currencyID$`,
);

const CODES: Readonly<Record<string, CodeElsewhere>> = {
  'BR-CL-03': { list: 'iso-4217', ubl: UBL_AMOUNTS, cii: /\/ram:TaxTotalAmount\/@currencyID$/ },
  'BR-CL-07': { list: 'untdid-1153', cii: /\/ram:ReferenceTypeCode$/ },
  'BR-CL-08': { list: 'untdid-4451', cii: /\/ram:SubjectCode$/ },
  'BR-CL-10': {
    list: 'iso-6523',
    ubl: /\/cac:PartyIdentification\/cbc:ID\/@schemeID$/,
    cii: /^(?!.*\/ram:(?:SpecifiedTradeProduct|ShipToTradeParty)\/).*\/ram:GlobalID\/@schemeID$/,
  },
  'BR-CL-11': {
    list: 'iso-6523',
    ubl: /\/cac:PartyLegalEntity\/cbc:CompanyID\/@schemeID$/,
    cii: /^(?!.*\/ram:SpecifiedTaxRegistration\/).*\/ram:ID\/@schemeID$/,
  },
  'BR-CL-13': { list: 'untdid-7143', ubl: /\/cbc:ItemClassificationCode\/@listID$/, cii: /\/ram:ClassCode\/@listID$/ },
  'BR-CL-14': { list: 'iso-3166-1', ubl: /\/cac:Country\/cbc:IdentificationCode$/, cii: /\/ram:CountryID$/ },
  'BR-CL-15': { list: 'iso-3166-1', ubl: /\/cac:OriginCountry\/cbc:IdentificationCode$/, cii: /\/ram:OriginTradeCountry\/ram:ID$/ },
  'BR-CL-17': { list: 'untdid-5305', ubl: /\/cac:TaxCategory\/cbc:ID$/, cii: /\/ram:CategoryTradeTax\/ram:CategoryCode$/ },
  'BR-CL-18': { list: 'untdid-5305', ubl: /\/cac:ClassifiedTaxCategory\/cbc:ID$/, cii: /\/ram:ApplicableTradeTax\/ram:CategoryCode$/ },
  'BR-CL-21': {
    list: 'iso-6523',
    ubl: /\/cac:StandardItemIdentification\/cbc:ID\/@schemeID$/,
    cii: /\/ram:SpecifiedTradeProduct\/ram:GlobalID\/@schemeID$/,
  },
  'BR-CL-22': { list: 'vatex', ubl: /\/cbc:TaxExemptionReasonCode$/, cii: /\/ram:ExemptionReasonCode$/ },
  'BR-CL-23': {
    list: 'unece-rec-20',
    ubl: /\/cbc:(?:InvoicedQuantity|CreditedQuantity|BaseQuantity)\/@unitCode$/,
    cii: /\/ram:(?:BasisQuantity|BilledQuantity)\/@unitCode$/,
  },
  'BR-CL-24': { list: 'mime', ubl: /\/cbc:EmbeddedDocumentBinaryObject\/@mimeCode$/, cii: /\/ram:AttachmentBinaryObject\/@mimeCode$/ },
  'BR-CL-25': { list: 'eas', ubl: /\/cbc:EndpointID\/@schemeID$/, cii: /\/ram:URIUniversalCommunication\/ram:URIID\/@schemeID$/ },
  'BR-CL-26': {
    list: 'iso-6523',
    ubl: /\/cac:DeliveryLocation\/cbc:ID\/@schemeID$/,
    cii: /\/ram:ApplicableHeaderTradeDelivery\/ram:ShipToTradeParty\/ram:GlobalID\/@schemeID$/,
  },
};

/** By the id of the rule. */
export const UNREAD_CODES: Readonly<Record<string, Elsewhere>> = Object.fromEntries(
  Object.entries(CODES).map(([id, { list, ubl, cii }]): [string, Elsewhere] => [
    id,
    {
      places: { ...(ubl === undefined ? {} : { ubl }), ...(cii === undefined ? {} : { cii }) },
      wrong: (code, path) => (isGood(code, list) || isCreditor(id, code, path) ? null : { code, list }),
    },
  ]),
);

/** The list of exemption reasons is the one whose case does not count. */
function isGood(code: string, list: CodeListName): boolean {
  return isCode(list, list === 'vatex' ? code.toUpperCase() : code);
}

/** The creditor of a SEPA direct debit, among the identifiers of the seller or the payee. */
function isCreditor(id: string, scheme: string, path: string): boolean {
  return id === 'BR-CL-10' && scheme === 'SEPA' && /\/cac:(?:AccountingSupplierParty|PayeeParty)\b/.test(path);
}
