/** What is judged in a file as it is written: one change of a sound file each, and exactly the rules that then speak. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Syntax } from '../../src/model/invoice.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderCii } from '../../src/render/cii/document.ts';
import { renderUbl } from '../../src/render/ubl/document.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { SOUND } from './sound.ts';

type Change = readonly [from: string | RegExp, to: string];

const FILES: Readonly<Record<Syntax, string>> = {
  ubl: new TextDecoder().decode(renderUbl(SOUND, false)),
  cii: new TextDecoder().decode(renderCii(SOUND)),
};

function changed(syntax: Syntax, changes: readonly Change[]): string {
  return changes.reduce((file, [from, to]) => {
    const next = file.replace(from, to);
    assert.notEqual(next, file, `nothing to change: ${String(from)}`);
    return next;
  }, FILES[syntax]);
}

/** Rules of the artefacts with their counts; those of the syntax binding have tests of their own. */
function spoken(file: string, which = /^BR-/): readonly string[] {
  const { invoice, facts } = parseInvoice(new TextEncoder().encode(file));
  return check(invoice, PROFILES['fr-cius'], facts)
    .map(({ rule }) => rule)
    .filter((rule) => which.test(rule))
    .sort();
}

const LINE_VAT = /(<cac:ClassifiedTaxCategory>.*?<cac:TaxScheme><cbc:ID>)VAT/;
const TOTAL_LINES = /<ram:LineTotalAmount>105.00<\/ram:LineTotalAmount>(?=(?:(?!<ram:LineTotalAmount>).)*$)/s;

const CASES: Readonly<Record<string, readonly [Syntax, readonly Change[], readonly string[]]>> = {
  'a tax that is not VAT is no category of VAT': ['ubl', [[LINE_VAT, '$1GST']], ['BR-CO-04', 'BR-S-02']],
  'nor is one that does not say what it is': [
    'cii',
    [[/(<ram:SpecifiedLineTradeSettlement>.*?<ram:ApplicableTradeTax>)<ram:TypeCode>VAT<\/ram:TypeCode>/s, '$1']],
    ['BR-CO-04'],
  ],
  'a date in another format than 102 is none': ['cii', [[/(<ram:IssueDateTime><udt:DateTimeString format=")102/, '$1203']], ['BR-03']],
  'two dates of which one is in another format are in no order': [
    'cii',
    [[/(<ram:SpecifiedLineTradeSettlement>.*?<ram:EndDateTime><udt:DateTimeString format=")102/s, '$1203']],
    ['BR-30'],
  ],
  'a time zone is no part of a date': ['ubl', [['<cbc:IssueDate>2026-11-02<', '<cbc:IssueDate>2026-11-02Z<']], ['BR-FR-03']],
  'a space behind the cents is a digit too many': [
    'ubl',
    [[/(<cbc:TaxExclusiveAmount currencyID="EUR">)100.00/, '$1100.00 ']],
    ['BR-DEC-12'],
  ],
  'a point ends no number': ['ubl', [[/(<cbc:PayableAmount currencyID="EUR">)100.00/, '$1100.']], ['BR-FR-DEC-01']],
  'a plus begins none': ['ubl', [['<cbc:Percent>20<', '<cbc:Percent>+20<']], ['BR-FR-16', 'BR-FR-DEC-04']],
  'a minus is a digit': [
    'ubl',
    [['<cbc:PayableRoundingAmount currencyID="EUR">0.00', '<cbc:PayableRoundingAmount currencyID="EUR">-12345678901234567.80']],
    ['BR-CO-16', 'BR-FR-DEC-01'],
  ],
  'a price that is missing is not known to be positive': [
    'cii',
    [[/<ram:NetPriceProductTradePrice>.*?<\/ram:NetPriceProductTradePrice>/s, '']],
    ['BR-26', 'BR-27'],
  ],
  'a sum that is missing does not add up': ['cii', [[TOTAL_LINES, '']], ['BR-12', 'BR-CO-10', 'BR-CO-13']],
  'an address that is missing has no country': [
    'cii',
    [[/(<ram:BuyerTradeParty>.*?)<ram:PostalTradeAddress>.*?<\/ram:PostalTradeAddress>/s, '$1']],
    ['BR-10', 'BR-11'],
  ],
  'each payment means is asked by itself': [
    'ubl',
    [['<cac:PaymentMeans>', '<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode></cac:PaymentMeans><cac:PaymentMeans>']],
    ['BR-61'],
  ],
  'a transfer without any account is none of BR-61 in CII': [
    'cii',
    [[/<ram:PayeePartyCreditorFinancialAccount>.*?<\/ram:PayeePartyCreditorFinancialAccount>/s, '']],
    [],
  ],
  'a code that nothing reads is judged too': [
    'ubl',
    [
      [
        '<cac:Delivery>',
        '<cac:Delivery><cac:DeliveryAddress><cac:Country><cbc:IdentificationCode>XX</cbc:IdentificationCode></cac:Country></cac:DeliveryAddress>',
      ],
    ],
    ['BR-CL-14'],
  ],
  'a second tax of an item is one of France too': [
    'ubl',
    [
      [
        '</cac:ClassifiedTaxCategory>',
        '</cac:ClassifiedTaxCategory><cac:ClassifiedTaxCategory><cbc:ID>L</cbc:ID><cbc:Percent>7.125</cbc:Percent></cac:ClassifiedTaxCategory>',
      ],
    ],
    ['BR-FR-15', 'BR-FR-16', 'BR-FR-DEC-04'],
  ],
  'and of a line of CII': [
    'cii',
    [
      [
        /(<ram:SpecifiedLineTradeSettlement>.*?<\/ram:ApplicableTradeTax>)/s,
        '$1<ram:ApplicableTradeTax><ram:CategoryCode>M</ram:CategoryCode><ram:RateApplicablePercent>25</ram:RateApplicablePercent></ram:ApplicableTradeTax>',
      ],
    ],
    ['BR-FR-15', 'BR-FR-16'],
  ],
  'a breakdown inside a line is asked as that of the invoice': [
    'ubl',
    [
      [
        /(<cac:InvoiceLine>.*?<\/cbc:LineExtensionAmount>)/s,
        '$1<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.005</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">105.001' +
          '</cbc:TaxableAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>',
      ],
    ],
    ['BR-FR-16', 'BR-FR-DEC-01', 'BR-FR-DEC-01'],
  ],
  'a description of what is no attachment is asked too': [
    'ubl',
    [
      [
        '<cac:AccountingSupplierParty>',
        '<cac:AdditionalDocumentReference><cbc:ID>OBJ-7</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>' +
          '<cbc:DocumentDescription>Plan du quai</cbc:DocumentDescription></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>',
      ],
    ],
    ['BR-FR-17'],
  ],
  'a subject is what stands between two marks': [
    'ubl',
    [['<cbc:Note>#BAR#', '<cbc:Note>Commande n# ZZ9# du jour</cbc:Note><cbc:Note>#BAR#']],
    [],
  ],
  'and must be one when it has three letters': [
    'ubl',
    [['<cbc:Note>#BAR#', '<cbc:Note>Commande #ZZ9# du jour</cbc:Note><cbc:Note>#BAR#']],
    ['BR-CL-08'],
  ],
  'a category of a row is told as BR-CL-18 in CII': [
    'cii',
    [[/(<ram:CalculatedAmount>20.00<\/ram:CalculatedAmount>.*?<ram:CategoryCode>)S/s, '$1s']],
    ['BR-CL-18', 'BR-FR-15', 'BR-S-01'],
  ],
  'a wrong character of a number is told twice in UBL': [
    'ubl',
    [['<cbc:ID>FAC/2026/00042<', '<cbc:ID>FAC.2026.00042<']],
    ['BR-FR-01', 'BR-FR-02'],
  ],
  'and once in CII': ['cii', [['<ram:ID>FAC/2026/00042<', '<ram:ID>FAC.2026.00042<']], ['BR-FR-02']],
  'a SIREN may have spaces around it': [
    'ubl',
    [['<cbc:CompanyID schemeID="0002">100000009<', '<cbc:CompanyID schemeID="0002"> 100000009 <']],
    ['BR-FR-09'],
  ],
  'a number of VAT may not': ['cii', [['<ram:ID schemeID="VA">FR26', '<ram:ID schemeID="VA"> FR26']], ['BR-CO-09']],
};

for (const [title, [syntax, changes, rules]] of Object.entries(CASES)) {
  test(`${title} (${syntax})`, () => {
    assert.deepEqual(spoken(changed(syntax, changes)), rules);
  });
}

const OUT_OF_SCOPE: Change = [/(<cac:TaxSubtotal>.*?<cac:TaxCategory><cbc:ID>)S/s, '$1O'];
const LINE_CATEGORY = /(<cac:ClassifiedTaxCategory>)<cbc:ID>S<\/cbc:ID>/;
const SECOND_MEANS = '<cac:PaymentMeans><cbc:PaymentMeansCode>30 </cbc:PaymentMeansCode></cac:PaymentMeans><cac:PaymentMeans>';
const SCHEMES =
  '<cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>' +
  '<cac:PartyTaxScheme><cbc:CompanyID>2</cbc:CompanyID><cac:TaxScheme/></cac:PartyTaxScheme><cac:PartyLegalEntity>';

const UNSAID: Readonly<Record<string, readonly [readonly Change[], string]>> = {
  'a line without a category is of another than O': [[OUT_OF_SCOPE, [LINE_CATEGORY, '$1']], 'BR-O-12'],
  'so is one whose category is blank': [[OUT_OF_SCOPE, [LINE_CATEGORY, '$1<cbc:ID> </cbc:ID>']], 'BR-O-12'],
  'a code of payment means with a space is another code': [[['<cac:PaymentMeans>', SECOND_MEANS]], 'UBL-SR-47'],
  'a registration without a scheme is not of VAT': [[['<cac:PartyLegalEntity>', SCHEMES]], 'UBL-SR-13'],
};

for (const [title, [changes, rule]] of Object.entries(UNSAID)) {
  test(title, () => {
    assert.deepEqual(spoken(changed('ubl', changes), /^(?:BR-O-12|UBL-SR-(?:13|47))$/), [rule]);
  });
}

test('the files that are changed break no rule', () => {
  for (const file of Object.values(FILES)) assert.deepEqual(spoken(file), []);
});
