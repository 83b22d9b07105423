/** CII rules that no row of the table can say: they look at a code, a text, or at where the element stands. */
import { attributeOf, below, has, oneText, textsOf, unless, type Found, type SyntaxTest } from './found.ts';
import type { SyntaxElement } from '../../model/syntax-facts.ts';

const ATTACHMENT = '916';
const OBJECT = '130';
const TENDER = '50';
/** CII format 102. */
const DAY = /^\s*\d{4}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])\s*$/;

const DISCOUNT = ['ram:GrossPriceProductTradePrice', 'ram:AppliedTradeAllowanceCharge'] as const;

/** Of a type of document, as written or without the space around it. */
function ofType(element: SyntaxElement, type: string, trimmed = false): boolean {
  return textsOf(element, 'ram:TypeCode').some((text) => (trimmed ? text.trim() : text) === type);
}

function atMostOne(type: string, trimmed: boolean, child?: string): SyntaxTest {
  return (element) => {
    const references = below(element, 'ram:AdditionalReferencedDocument').filter((one) => ofType(one, type, trimmed));
    const count = child === undefined ? references.length : references.flatMap((one) => below(one, child)).length;
    return unless(count <= 1, { count: String(count) });
  };
}

/** Either an identifier with a scheme or one without. */
function oneIdentifier(party: string): SyntaxTest {
  return (element) => unless(!(has(element, party, 'ram:ID') && has(element, party, 'ram:GlobalID')));
}

function oneContactName(party: string): SyntaxTest {
  const contact = [party, 'ram:DefinedTradeContact'] as const;
  return (element) => unless(!(has(element, ...contact, 'ram:PersonName') && has(element, ...contact, 'ram:DepartmentName')));
}

/** A child that only references of these types may have. */
function only(child: string, ...types: readonly string[]): SyntaxTest {
  return (element) => {
    const allowed = element.name === 'ram:AdditionalReferencedDocument' && types.some((type) => ofType(element, type));
    return unless(!has(element, child) || allowed, { child, type: textsOf(element, 'ram:TypeCode')[0] ?? '' });
  };
}

/** A child of a tax that only the breakdown of the document may have. */
function inBreakdown(child: string): SyntaxTest {
  return (element, _found, path) => unless(!has(element, child) || path.includes('/ram:ApplicableHeaderTradeSettlement/'), { child });
}

function notInAdjustment(child: string): SyntaxTest {
  return (element) => unless(!has(element, child) || element.name === 'ram:ApplicableTradeTax', { child });
}

const BILLED_UNITS = new WeakMap<SyntaxElement, boolean>();

/** Some line tells the unit of what is billed; looked up once per file, for it may stand after what is judged. */
function hasBilledUnit(root: SyntaxElement): boolean {
  const known = BILLED_UNITS.get(root);
  if (known !== undefined) return known;
  const lines = below(root, 'rsm:SupplyChainTradeTransaction', 'ram:IncludedSupplyChainTradeLineItem');
  const billed = lines.some((line) =>
    below(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity').some((one) => attributeOf(one, 'unitCode') !== undefined),
  );
  BILLED_UNITS.set(root, billed);
  return billed;
}

function isTransfer(means: SyntaxElement): boolean {
  return ofType(means, '30', true) || ofType(means, '58', true);
}

function means(found: Found, child: string): readonly SyntaxElement[] {
  return (found.get('ram:SpecifiedTradeSettlementPaymentMeans') ?? []).flatMap((one) => below(one, child));
}

const SETTLEMENT_TESTS: Readonly<Record<string, SyntaxTest>> = {
  'CII-SR-451': oneIdentifier('ram:PayeeTradeParty'),
  'CII-SR-462': (_element, found) =>
    unless(new Set((found.get('ram:ApplicableTradeTax') ?? []).flatMap((tax) => textsOf(tax, 'ram:DueDateTypeCode'))).size <= 1),
  'CII-SR-467': (_root, found) => oneText(means(found, 'ram:TypeCode').map(({ text }) => text.trim())),
  'CII-SR-468': (_root, found) => oneText(means(found, 'ram:Information').map(({ text }) => text.trim())),
  'CII-SR-469': (_root, found) => {
    const count = found.get('ram:PaymentReference')?.length ?? 0;
    return unless(count <= 1, { count: String(count) });
  },
  'CII-SR-470': (element) =>
    unless(
      below(element, 'ram:SpecifiedTradeSettlementPaymentMeans')
        .filter(isTransfer)
        .every((one) => ['ram:IBANID', 'ram:ProprietaryID'].some((name) => has(one, 'ram:PayeePartyCreditorFinancialAccount', name))),
    ),
};

const DATA_TESTS: Readonly<Record<string, SyntaxTest>> = {
  'CII-DT-015': only('ram:URIID', ATTACHMENT),
  'CII-DT-018': only('ram:TypeCode', TENDER, OBJECT, ATTACHMENT),
  'CII-DT-021': only('ram:Name', ATTACHMENT),
  'CII-DT-022': only('ram:AttachmentBinaryObject', ATTACHMENT),
  'CII-DT-024': only('ram:ReferenceTypeCode', OBJECT),
  'CII-DT-027': (element) =>
    unless(!has(element, 'ram:FormattedIssueDateTime') || element.name === 'ram:InvoiceReferencedDocument', {
      child: 'ram:FormattedIssueDateTime',
      type: textsOf(element, 'ram:TypeCode')[0] ?? '',
    }),
  'CII-DT-033': (element, found) => {
    const [root] = found.get('rsm:CrossIndustryInvoice') ?? [];
    return unless(attributeOf(element, 'unitCode') === undefined || (root !== undefined && hasBilledUnit(root)));
  },
  'CII-DT-037': (element) => {
    const types = textsOf(element, 'ram:TypeCode');
    return unless(types.length === 0 || types.includes('VAT'), { type: (types[0] ?? '').slice(0, 20) });
  },
  'CII-DT-041': inBreakdown('ram:BasisAmount'),
  'CII-DT-052': notInAdjustment('ram:ExemptionReasonCode'),
  'CII-DT-098': notInAdjustment('ram:ExemptionReason'),
  'CII-DT-054': inBreakdown('ram:TaxPointDate'),
  'CII-DT-058': inBreakdown('ram:DueDateTypeCode'),
  'CII-DT-097': (element) =>
    unless(attributeOf(element, 'format') !== '102' || DAY.test(element.text), { date: element.text.slice(0, 40) }),
};

export const CII_TESTS: Readonly<Record<string, SyntaxTest>> = {
  'CII-SR-046': (element) =>
    unless(!has(element, 'ram:GlobalID') || below(element, 'ram:GlobalID').some((id) => attributeOf(id, 'schemeID') !== undefined)),
  'CII-SR-090': (element) =>
    unless(!has(element, 'ram:OriginTradeCountry') || below(element, 'ram:OriginTradeCountry', 'ram:ID').length === 1),
  'CII-SR-119': (element) => {
    const indicators = textsOf(element, ...DISCOUNT, 'ram:ChargeIndicator', 'udt:Indicator');
    const amount = has(element, ...DISCOUNT, 'ram:ActualAmount');
    const discount = indicators.some((text) => /^\s*(false|0)\s*$/.test(text)) && amount;
    return unless(discount || (!has(element, ...DISCOUNT, 'ram:ChargeIndicator') && !amount));
  },
  'CII-SR-474': atMostOne(OBJECT, true),
  'CII-SR-449': oneIdentifier('ram:ShipToTradeParty'),
  'CII-SR-450': oneIdentifier('ram:BuyerTradeParty'),
  'CII-SR-457': atMostOne(TENDER, false),
  'CII-SR-458': atMostOne(OBJECT, false),
  'CII-SR-465': oneContactName('ram:SellerTradeParty'),
  'CII-SR-466': oneContactName('ram:BuyerTradeParty'),
  'CII-SR-475': atMostOne(ATTACHMENT, true, 'ram:Name'),
  'CII-SR-476': atMostOne(ATTACHMENT, true, 'ram:AttachmentBinaryObject'),
  ...SETTLEMENT_TESTS,
  ...DATA_TESTS,
};
