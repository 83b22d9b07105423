/** For each rule of EXTENDED-CTC-FR: an invoice, or a file, that keeps it, and one that breaks it. */
import { dec } from '../../src/model/decimal.ts';
import type { Invoice, Syntax } from '../../src/model/invoice.ts';
import type { SyntaxFacts } from '../../src/model/syntax-facts.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import replaces from '../../src/rules/fr/extended-replaces.json' with { type: 'json' };
import { bareFacts } from '../support/bare-facts.ts';
import { SEVERAL_VENDORS } from './breaking-multi-vendor.ts';
import { change } from './change.ts';
import { SOUND, soundIn } from './sound.ts';

export interface Judged {
  readonly invoice: Invoice;
  readonly facts?: SyntaxFacts;
}

export interface ExtendedCase {
  readonly sound: Judged;
  readonly broken: Judged;
}

const CATEGORIES = { S: 'S', Z: 'Z', E: 'E', AE: 'AE', IC: 'K', G: 'G', O: 'O', AF: 'L', AG: 'M' } as const;

type Changes = Readonly<Record<string, unknown>>;

const TERMS: Readonly<Record<string, Changes>> = {
  'BR-CO-25': { dueDate: undefined },
  'BR-FREXT-22': { 'lines[0].quantity': undefined },
  'BR-FREXT-23': { 'lines[0].unitCode': undefined },
  'BR-FREXT-24': { 'lines[0].net': undefined },
  'BR-FREXT-26': { 'lines[0].price': undefined },
  'BR-FREXT-CO-04': { 'lines[0].vat': undefined },
  'BR-FREXT-54-1': { 'lines[0].item.attributes[0].name': undefined },
  'BR-FREXT-54-2': { 'lines[0].item.attributes[0].measure': dec('1') },
  'BR-FREXT-04': { 'lines[0].item.attributes[0].code': 'NO_CODE' },
  'BR-FREXT-05': { 'lines[0].status': 'OTHER' },
  'BR-FREXT-06': { 'lines[0].parentId': '9' },
  'BR-FREXT-11': { 'lines[0].parentId': '1' },
  'BR-FREXT-CO-10': { 'totals.lines': dec('105.02') },
  'BR-FREXT-CO-11': { 'totals.allowances': dec('10.02') },
  'BR-FREXT-CO-12': { 'totals.charges': dec('5.02') },
  'BR-FREXT-CO-13': { 'totals.withoutVat': dec('100.04') },
  'BR-FREXT-CO-15': { 'totals.withVat': dec('120.04') },
  'BR-FREXT-S-09': { 'vat[0].amount': dec('20.04') },
  'BR-FREXT-CL-10': { 'buyer.ids[0].scheme': '9999' },
  'BR-FREXT-CL-20': { 'charges[0].reasonCode': 'QQQ' },
  'BR-FREXT-CL-24': { 'attachments[0].mime': 'video/mp4' },
  'BR-38': { 'charges[0].reason': undefined, 'charges[0].reasonCode': undefined },
  'BR-44': { 'lines[0].charges[0].reason': undefined, 'lines[0].charges[0].reasonCode': undefined },
};

/** What is written into the rendered file, after the text given, to break the rule. */
interface Written {
  readonly syntax: Syntax;
  readonly after: string;
  readonly put: string;
}

const UBL_TERMS = '<cac:DeliveryTerms><cbc:ID>DAP</cbc:ID><cbc:SpecialTerms>x</cbc:SpecialTerms></cac:DeliveryTerms>';
const CII_TERMS =
  '<ram:ApplicableTradeDeliveryTerms><ram:DeliveryTypeCode>DAP</ram:DeliveryTypeCode><ram:Description>x</ram:Description></ram:ApplicableTradeDeliveryTerms>';
const REFERENCE = '<cac:BillingReference><cac:InvoiceDocumentReference>';
const CODE = '<cbc:AllowanceChargeReasonCode';

const FILES: Readonly<Record<string, Written>> = {
  'BR-FREXT-CL-20-LISTID': { syntax: 'ubl', after: `<cbc:ChargeIndicator>true</cbc:ChargeIndicator>${CODE}`, put: ' listID="1234"' },
  'BR-FREXT-CL-20-TAX': { syntax: 'ubl', after: `<cbc:ChargeIndicator>true</cbc:ChargeIndicator>${CODE}`, put: ' listID="5153"' },
  'BR-FREXT-CL-27': {
    syntax: 'ubl',
    after: '</cac:Delivery>',
    put: '<cac:DeliveryTerms><cbc:ID>free</cbc:ID></cac:DeliveryTerms>',
  },
  'UBL-FREXT-CR-410': { syntax: 'ubl', after: '</cac:Delivery>', put: UBL_TERMS },
  'UBL-FREXT-CR-645': { syntax: 'ubl', after: '<cac:InvoiceLine><cbc:ID>1</cbc:ID>', put: UBL_TERMS },
  'CII-FREXT-CR-490': {
    syntax: 'ubl',
    after: '</cac:Delivery>',
    put: '<cac:TaxExchangeRate><cbc:MathematicOperatorCode>multiply</cbc:MathematicOperatorCode></cac:TaxExchangeRate>',
  },
  'UBL-FREXT-SR-48': {
    syntax: 'ubl',
    after: '</cac:ClassifiedTaxCategory>',
    put: '<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID></cac:ClassifiedTaxCategory>',
  },
  'UBL-SR-06': { syntax: 'ubl', after: REFERENCE, put: `<cbc:ID>1</cbc:ID></cac:InvoiceDocumentReference><cac:InvoiceDocumentReference>` },
  'UBL-SR-07': {
    syntax: 'ubl',
    after: '</cac:BillingReference>',
    put: `${REFERENCE}</cac:InvoiceDocumentReference></cac:BillingReference>`,
  },
  'CII-FREXT-SR-106': { syntax: 'cii', after: '<ram:SpecifiedLineTradeAgreement>', put: CII_TERMS },
  'CII-FREXT-SR-293': { syntax: 'cii', after: '<ram:ApplicableHeaderTradeAgreement>', put: CII_TERMS },
  'CII-FREXT-SR-366': {
    syntax: 'cii',
    after: '<ram:ApplicableHeaderTradeSettlement>',
    put: '<ram:TaxApplicableTradeCurrencyExchange><ram:MarketID>x</ram:MarketID></ram:TaxApplicableTradeCurrencyExchange>',
  },
  'CII-FREXT-SR-439': { syntax: 'cii', after: '<ram:NetPriceProductTradePrice>', put: '<ram:ChargeAmount>1</ram:ChargeAmount>' },
  'CII-SR-454': {
    syntax: 'cii',
    after: '<ram:SpecifiedLineTradeSettlement>',
    put: '<ram:ApplicableTradeTax><ram:CategoryCode>S</ram:CategoryCode></ram:ApplicableTradeTax>',
  },
  'CII-EXT-DT-018': {
    syntax: 'cii',
    after: '<ram:ApplicableHeaderTradeAgreement>',
    put: '<ram:BuyerOrderReferencedDocument><ram:TypeCode>130</ram:TypeCode></ram:BuyerOrderReferencedDocument>',
  },
  'CII-FREXT-DT-024': {
    syntax: 'cii',
    after: '<ram:ApplicableHeaderTradeAgreement>',
    put: '<ram:BuyerOrderReferencedDocument><ram:ReferenceTypeCode>ABF</ram:ReferenceTypeCode></ram:BuyerOrderReferencedDocument>',
  },
  'CII-FREXTDT-027': {
    syntax: 'cii',
    after: '<ram:ApplicableHeaderTradeDelivery>',
    put: '<ram:ReceivingAdviceReferencedDocument><ram:FormattedIssueDateTime/></ram:ReceivingAdviceReferencedDocument>',
  },
};

function read(text: string): Judged {
  const { invoice, facts } = parseInvoice(new TextEncoder().encode(text));
  return { invoice, facts };
}

function fileCase({ syntax, after, put }: Written): ExtendedCase {
  const text = new TextDecoder().decode(renderInvoice(SOUND, syntax));
  const broken = text.replace(after, `${after}${put}`);
  if (broken === text) throw new Error(`nothing was put after ${after}`);
  return { sound: read(text), broken: read(broken) };
}

function families(): readonly (readonly [string, ExtendedCase])[] {
  return Object.entries(CATEGORIES).flatMap(([prefix, category]) => {
    const bare = soundIn(category);
    const reasonCode = bare.vat?.[0]?.reasonCode;
    const places = ['lines[0].vat.reasonCode', 'charges[0].vat.reasonCode', 'allowances[0].vat.reasonCode'];
    const sound = change(bare, Object.fromEntries(reasonCode === undefined ? [] : places.map((place) => [place, reasonCode])));
    const off: ExtendedCase = { sound: { invoice: sound }, broken: { invoice: change(sound, { 'vat[0].base': dec('101.00') }) } };
    return [
      [`BR-FREXT-${prefix}-01`, { sound: { invoice: sound }, broken: { invoice: change(sound, { vat: [] }) } }],
      ...['', 'ini', 'rev'].map((way) => [`BR-FREXT-${prefix}-08${way}`, off] as const),
    ] as const;
  });
}

function several(changes: Changes): ExtendedCase {
  return { sound: { invoice: SEVERAL_VENDORS }, broken: { invoice: change(SEVERAL_VENDORS, changes) } };
}

function allCases(): ReadonlyMap<string, ExtendedCase> {
  const inTerms = new Map<string, ExtendedCase>([
    ...Object.entries(TERMS).map(([id, changes]): readonly [string, ExtendedCase] => [
      id,
      { sound: { invoice: SOUND }, broken: { invoice: change(SOUND, changes) } },
    ]),
    ['BR-FREXT-08', several({ 'lines[0].net': dec('50.01') })],
    ['BR-FREXT-12', several({ 'lines[1]': { id: '1.1', parentId: '1', status: 'GROUP' } })],
    ...families(),
  ]);
  const inCii = (one: Judged): Judged => ({ ...one, facts: bareFacts('cii') });
  const named = Object.entries(replaces.namesInCii).map(([id, name]): readonly [string, ExtendedCase] => {
    const { sound, broken } = inTerms.get(id) as ExtendedCase;
    return [name, { sound: inCii(sound), broken: inCii(broken) }];
  });
  const discount = { 'lines[0].priceDiscountReasonCode': '95' };
  named.push([
    'BR-FREXT-CL-19-GP',
    {
      sound: inCii({ invoice: change(SOUND, discount) }),
      broken: inCii({ invoice: change(SOUND, { 'lines[0].priceDiscountReasonCode': 'QQ' }) }),
    },
  ]);
  const files = Object.entries(FILES).map(([id, written]) => [id, fileCase(written)] as const);
  for (const id of ['BR-38', 'BR-44']) inTerms.delete(id);
  return new Map([...inTerms, ...named, ...files]);
}

export const EXTENDED_CASES = allCases();
