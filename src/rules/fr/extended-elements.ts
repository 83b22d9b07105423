/**
 * EXTENDED-CTC-FR, elements: what the extension says of the syntax binding in its own words, because it lets in elements
 * of delivery terms, exchange rates and sub-lines. Each is a rule of one syntax; without a file none speaks.
 */
import type { SyntaxElement } from '../../model/syntax-facts.ts';
import { rule, type Report, type Rule, type Value } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { below, has, textsOf } from '../syntax/found.ts';
import { headOf, lineElements } from './tree.ts';

type Look = (element: SyntaxElement, at: string, fault: Report, subject: Subject) => void;
interface Head {
  readonly id: string;
  readonly terms: readonly string[];
  readonly severity?: 'warning';
}

function ofSyntax(subject: Subject, { id }: Head): boolean {
  return subject.facts?.syntax === (ONLY_UBL.includes(id) ? 'ubl' : 'cii');
}

function headPath({ facts }: Subject): string {
  return facts?.syntax === 'cii' ? `/${facts.root}/rsm:SupplyChainTradeTransaction` : `/${facts?.root ?? ''}`;
}

/** Says where in the file it is, by the steps from the element at hand, and which line. */
function from(fault: Report, place: string, named: Readonly<Record<string, Value>>): Report {
  return (at, values, steps) => fault(at, { ...named, ...values }, steps === undefined ? place : `${place}/${steps}`);
}

function once(head: Head, look: Look): Rule {
  return rule({
    ...head,
    document: (subject, fault) => {
      const element = headOf(subject);
      if (element !== undefined && ofSyntax(subject, head)) look(element, '', from(fault, headPath(subject), {}), subject);
    },
  });
}

function eachLine(head: Head, look: Look): Rule {
  return rule({
    ...head,
    document: (subject, fault) => {
      if (!ofSyntax(subject, head)) return;
      lineElements(subject).forEach((element, index) => {
        const line = subject.invoice.lines?.[index]?.id ?? String(index + 1);
        const number = (subject.invoice.lines?.length ?? 0) > 1 ? `[${index + 1}]` : '';
        look(element, `lines[${index}]`, from(fault, `${headPath(subject)}/${element.name}${number}`, { line }), subject);
      });
    },
  });
}

/** Children of the named elements that are not among the allowed ones. */
function others(elements: readonly SyntaxElement[], allowed: readonly string[]): readonly string[] {
  return elements.flatMap(({ children }) => children.map(({ name }) => name).filter((name) => !allowed.includes(name)));
}

/** Delivery terms hold their code and the name of a place, nothing else. */
function deliveryTerms(path: readonly string[], place: string, code: string, name: string): Look {
  return (element, at, fault) => {
    const terms = below(element, ...path);
    const found = [...others(terms, [code, place]), ...terms.flatMap((one) => others(below(one, place), [name]))];
    if (found.length > 0) fault(at === '' ? 'delivery' : `${at}.delivery`, { path: found[0], within: path.at(-1) }, path.join('/'));
  };
}

function exchange(path: readonly string[], allowed: readonly string[]): Look {
  return (element, _at, fault) => {
    const found = others(below(element, ...path), allowed);
    if (found.length > 0) fault('exchange', { path: found[0], within: path.at(-1) }, path.join('/'));
  };
}

/** One of these at most; `within` is what the sentence names. */
function atMostOne(path: readonly string[], member: string): Look {
  return (element, at, fault) => {
    const count = below(element, ...path).length;
    if (count > 1) fault(`${at}.${member}`, { path: path.at(-1), count, most: '1' }, path.slice(0, -1).join('/'));
  };
}

/** What the artefact takes for a line that counts: it has no reference to an invoice, or says DETAIL of this one. */
function isDetail(line: SyntaxElement, number: string | undefined): boolean {
  const references = below(line, 'cac:BillingReference', 'cac:InvoiceDocumentReference').filter((one) => has(one, 'cbc:ID'));
  if (references.length === 0) return true;
  return references.some((one) => textsOf(one, 'cbc:ID')[0] === number && textsOf(one, 'cbc:DocumentStatusCode').includes('DETAIL'));
}

const UBL_TERMS = [['cac:DeliveryTerms'], 'cac:DeliveryLocation', 'cbc:ID', 'cbc:Name'] as const;
const CII_TERMS = ['ram:RelevantTradeLocation', 'ram:DeliveryTypeCode', 'ram:Name'] as const;
const DELIVERY = { terms: ['BG-13'], severity: 'warning' } as const;
const EXCHANGE = { terms: ['BT-167', 'EXT-FR-FE-192'], severity: 'warning' } as const;

const UBL_RULES: readonly Rule[] = [
  once({ id: 'UBL-FREXT-CR-410', ...DELIVERY }, deliveryTerms(...UBL_TERMS)),
  // the artefact for UBL names it CII
  once(
    { id: 'CII-FREXT-CR-490', ...EXCHANGE },
    exchange(['cac:TaxExchangeRate'], ['cbc:SourceCurrencyCode', 'cbc:TargetCurrencyCode', 'cbc:CalculationRate', 'cbc:Date']),
  ),
  eachLine({ id: 'UBL-FREXT-CR-645', ...DELIVERY }, deliveryTerms(...UBL_TERMS)),
  eachLine({ id: 'UBL-FREXT-SR-48', terms: ['BG-30', 'EXT-FR-FE-163'] }, (line, at, fault, { facts }) => {
    const count = below(line, 'cac:Item', 'cac:ClassifiedTaxCategory').length;
    const number = facts?.tree === undefined ? undefined : textsOf(facts.tree, 'cbc:ID')[0];
    if (count > 1 || (count === 0 && isDetail(line, number))) fault(`${at}.vat`, { path: 'cac:ClassifiedTaxCategory', count, most: '1' });
  }),
  // of the whole invoice alone: on a line the reference also says which sub-line it is
  once({ id: 'UBL-SR-06', terms: ['BG-3'] }, (root, _at, fault) => {
    for (const reference of below(root, 'cac:BillingReference')) {
      const count = below(reference, 'cac:InvoiceDocumentReference').length;
      if (count > 1) fault('precedingInvoices', { kind: 'repeated', path: 'cac:InvoiceDocumentReference', count, most: '1' });
    }
  }),
  once({ id: 'UBL-SR-07', terms: ['BG-3', 'BT-25'] }, (root, _at, fault) => {
    for (const reference of below(root, 'cac:BillingReference')) {
      if (!has(reference, 'cac:InvoiceDocumentReference', 'cbc:ID'))
        fault('precedingInvoices', { kind: 'missing', path: 'cbc:ID', within: 'cac:InvoiceDocumentReference' });
    }
  }),
];

const REFERENCED = 'ReferencedDocument';
const WITH_DATE = ['ram:InvoiceReferencedDocument', 'ram:ContractReferencedDocument', 'ram:BuyerOrderReferencedDocument'];

/** Every reference to a document, wherever it stands. */
function* references(element: SyntaxElement): Iterable<SyntaxElement> {
  for (const child of element.children) {
    if (child.name.endsWith(REFERENCED)) yield child;
    else yield* references(child);
  }
}

/** Speaks of references that hold this element where the extension does not let it in. */
function inReferences(id: string, terms: readonly string[], name: string, isAllowed: (document: SyntaxElement) => boolean): Rule {
  return once({ id, terms }, (transaction, _at, fault) => {
    for (const document of references(transaction))
      if (has(document, name) && !isAllowed(document)) fault('', { path: name, within: document.name });
  });
}

const ADDITIONAL = 'ram:AdditionalReferencedDocument';
const CONTRACT = 'ram:ContractReferencedDocument';
const typeOf = (document: SyntaxElement): string => textsOf(document, 'ram:TypeCode')[0]?.trim() ?? '';

const CII_RULES: readonly Rule[] = [
  eachLine(
    { id: 'CII-FREXT-SR-106', ...DELIVERY },
    deliveryTerms(['ram:SpecifiedLineTradeAgreement', 'ram:ApplicableTradeDeliveryTerms'], ...CII_TERMS),
  ),
  once(
    { id: 'CII-FREXT-SR-293', ...DELIVERY },
    deliveryTerms(['ram:ApplicableHeaderTradeAgreement', 'ram:ApplicableTradeDeliveryTerms'], ...CII_TERMS),
  ),
  once(
    { id: 'CII-FREXT-SR-366', ...EXCHANGE },
    exchange(
      ['ram:ApplicableHeaderTradeSettlement', 'ram:TaxApplicableTradeCurrencyExchange'],
      ['ram:SourceCurrencyCode', 'ram:TargetCurrencyCode', 'ram:ConversionRate', 'ram:ConversionRateDateTime'],
    ),
  ),
  eachLine(
    { id: 'CII-FREXT-SR-439', terms: ['BT-146'] },
    atMostOne(['ram:SpecifiedLineTradeAgreement', 'ram:NetPriceProductTradePrice', 'ram:ChargeAmount'], 'price'),
  ),
  // a sub-line that is a group or information has no VAT
  eachLine({ id: 'CII-SR-454', terms: ['BG-30'], severity: 'warning' }, (line, at, fault) => {
    const count = below(line, 'ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax').length;
    if (count > 1) fault(`${at}.vat`, { kind: 'repeated', path: 'ram:ApplicableTradeTax', count, most: '1' });
  }),
  inReferences(
    'CII-EXT-DT-018',
    ['BT-17', 'BT-18', 'BT-122', 'BT-128', 'EXT-FR-FE-02'],
    'ram:TypeCode',
    (document) =>
      document.name === 'ram:InvoiceReferencedDocument' ||
      (document.name === ADDITIONAL && ['50', '130', '916'].includes(typeOf(document))),
  ),
  inReferences(
    'CII-FREXT-DT-024',
    ['BT-18', 'BT-128'],
    'ram:ReferenceTypeCode',
    (document) => document.name === CONTRACT || (document.name === ADDITIONAL && typeOf(document) === '130'),
  ),
  inReferences(
    'CII-FREXTDT-027',
    ['BT-26', 'EXT-FR-FE-197', 'EXT-FR-FE-198', 'EXT-FR-FE-199'],
    'ram:FormattedIssueDateTime',
    ({ name }) => name === 'ram:DespatchAdviceReferencedDocument' || WITH_DATE.includes(name),
  ),
];

/** Ids that only one of the two artefacts has. */
export const ONLY_UBL: readonly string[] = [...UBL_RULES.map(({ id }) => id), 'BR-FREXT-04'];
export const ONLY_CII: readonly string[] = [...CII_RULES.map(({ id }) => id), 'BR-FREXT-CL-19-GP'];

export const EXTENDED_ELEMENT_RULES: readonly Rule[] = [...UBL_RULES, ...CII_RULES];
