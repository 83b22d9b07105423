/**
 * Categories, rates, amounts and descriptions that the invoice does not hold: a second tax of an item, the breakdown that
 * a line repeats. The artefacts ask every element of a place; what was not read is judged here, by where it stands.
 */
import { isCode } from '../../codes/code-list.ts';
import type { Elsewhere } from '../also-unread.ts';
import { AMOUNT, isWritten, RATE, type Limit } from './decimals.ts';
import { isFrenchRate } from './vat.ts';

const LINE = 'ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement';
const HEAD = 'ram:ApplicableHeaderTradeSettlement';
const CHARGE = 'ram:SpecifiedTradeAllowanceCharge';

/** Below the transaction of CII. */
function below(...paths: readonly string[]): RegExp {
  return new RegExp(`^/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/(?:${paths.join('|')})$`);
}

function taxes(member: string): RegExp {
  return below(`(?:${HEAD}/${CHARGE}/ram:CategoryTradeTax|(?:${HEAD}|${LINE})/ram:ApplicableTradeTax)/${member}`);
}

const UBL_TAX = '/cac:(?:AllowanceCharge/cac:TaxCategory|TaxTotal/cac:TaxSubtotal/cac:TaxCategory|Item/cac:ClassifiedTaxCategory)';
// of the items of an invoice line: those of credit notes and of lines inside lines are not asked
const UBL_RATES =
  '/cac:(?:AllowanceCharge/cac:TaxCategory|TaxTotal/cac:TaxSubtotal/cac:TaxCategory|InvoiceLine/cac:Item/cac:ClassifiedTaxCategory)';
const UBL_TOTALS =
  'cac:LegalMonetaryTotal/cbc:(?:LineExtension|AllowanceTotal|ChargeTotal|TaxExclusive|TaxInclusive|Prepaid|PayableRounding|Payable)Amount';
const UBL_AMOUNTS = new RegExp(
  `/(?:${UBL_TOTALS}|cac:TaxTotal/cbc:TaxAmount|cac:TaxTotal/cac:TaxSubtotal/cbc:Tax(?:able)?Amount)$|` +
    '^/[^/]+/(?:cac:(?:Invoice|CreditNote)Line/)?cac:AllowanceCharge/cbc:(?:Base)?Amount$|' +
    '^/[^/]+/cac:(?:Invoice|CreditNote)Line/cbc:LineExtensionAmount$',
);
const CII_TOTALS = 'ram:(?:LineTotal|AllowanceTotal|ChargeTotal|TaxBasisTotal|TaxTotal|GrandTotal|TotalPrepaid|Rounding|DuePayable)Amount';
const CII_AMOUNTS = below(
  `(?:${HEAD}|${LINE})/${CHARGE}/ram:(?:Actual|Basis)Amount`,
  `${HEAD}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/${CII_TOTALS}`,
  `${HEAD}/ram:ApplicableTradeTax/ram:(?:Basis|Calculated)Amount`,
  `${LINE}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`,
);

function digits(limit: Limit): Elsewhere['wrong'] {
  return (text) => (isWritten(text, limit) ? null : { value: text, digits: limit.digits, fraction: limit.fraction });
}

/** By the id of the rule. */
export const UNREAD_VALUES: Readonly<Record<string, Elsewhere>> = {
  'BR-FR-15': {
    places: { ubl: new RegExp(`${UBL_TAX}/cbc:ID$`), cii: taxes('ram:CategoryCode') },
    wrong: (category) => (isCode('fr-vat-categories', category) ? null : { category }),
  },
  'BR-FR-16': {
    places: { ubl: new RegExp(`${UBL_RATES}/cbc:Percent$`), cii: taxes('ram:RateApplicablePercent') },
    wrong: (rate) => (isFrenchRate(rate) ? null : { rate }),
  },
  'BR-FR-17': {
    places: { ubl: /\/cac:AdditionalDocumentReference\/cbc:DocumentDescription$/ },
    wrong: (description) => (isCode('fr-attachment-kinds', description) ? null : { description }),
  },
  'BR-FR-DEC-01': { places: { ubl: UBL_AMOUNTS, cii: CII_AMOUNTS }, wrong: digits(AMOUNT) },
  'BR-FR-DEC-04': { places: { ubl: new RegExp(`${UBL_TAX}/cbc:Percent$`), cii: taxes('ram:RateApplicablePercent') }, wrong: digits(RATE) },
};
