/** UBL rules that no row of the table can say: they look at a code, a scheme or a text beside the element. */
import { attributeOf, below, has, oneText, textsOf, unless, type SyntaxTest } from './found.ts';
import type { SyntaxElement } from '../../model/syntax-facts.ts';

const OBJECT_TYPE = '130';

function isObject(reference: SyntaxElement): boolean {
  return textsOf(reference, 'cbc:DocumentTypeCode').some((type) => type === OBJECT_TYPE);
}

function schemeOf(tax: SyntaxElement): string | undefined {
  return below(tax, 'cac:TaxScheme', 'cbc:ID')[0]?.text.toUpperCase();
}

/** At most one registration of a party under VAT, or under anything else; a scheme without a name is something else. */
function oneRegistration(party: string, vat: boolean): SyntaxTest {
  return (root) => {
    const registrations = below(root, party, 'cac:Party', 'cac:PartyTaxScheme')
      .filter((tax) => has(tax, 'cac:TaxScheme') && (schemeOf(tax) === 'VAT') === vat)
      .flatMap((tax) => below(tax, 'cbc:CompanyID'));
    return unless(registrations.length <= 1, { count: String(registrations.length) });
  };
}

/** The artefact says of each count on a payee that the payee is not the seller by name; kept as it is written. */
function payee(count: (element: SyntaxElement) => number): SyntaxTest {
  return (element, found) => {
    const names = textsOf(element, 'cac:PartyName', 'cbc:Name');
    const seller = found.get('cac:AccountingSupplierParty')?.[0];
    const legal = seller === undefined ? [] : textsOf(seller, 'cac:Party', 'cac:PartyLegalEntity', 'cbc:RegistrationName');
    const another = names.some((name) => legal.some((other) => name !== other));
    return unless(count(element) <= 1 && another, { count: String(count(element)), name: names[0] ?? '' });
  };
}

function oneReason(indicator: 'true' | 'false'): SyntaxTest {
  return (element) => {
    const reasons = below(element, 'cbc:AllowanceChargeReason').length;
    const own = textsOf(element, 'cbc:ChargeIndicator').some((text) => (/^\s*(true|1)\s*$/.test(text) ? 'true' : 'false') === indicator);
    return unless(!own || reasons <= 1, { count: String(reasons) });
  };
}

function noneAmong(speaks: (reference: SyntaxElement) => boolean): SyntaxTest {
  return (_root, found) => {
    const wrong = found.get('cac:AdditionalDocumentReference')?.find(speaks);
    return wrong === undefined ? null : { id: (textsOf(wrong, 'cbc:ID')[0] ?? '').slice(0, 60) };
  };
}

export const UBL_TESTS: Readonly<Record<string, SyntaxTest>> = {
  'UBL-CR-002': (root) => {
    const versions = textsOf(root, 'cbc:UBLVersionID');
    return unless(versions.length === 0 || versions.includes('2.1'), { version: versions[0] ?? '' });
  },
  'UBL-CR-412': (root) => unless(root.name === 'cn:CreditNote' || !has(root, 'cac:PaymentMeans', 'cbc:PaymentDueDate')),
  'UBL-CR-665': noneAmong(
    (reference) =>
      (!has(reference, 'cbc:DocumentTypeCode') || textsOf(reference, 'cbc:DocumentTypeCode').some((type) => type !== OBJECT_TYPE)) &&
      below(reference, 'cbc:ID').some((id) => attributeOf(id, 'schemeID') !== undefined),
  ),
  'UBL-CR-666': noneAmong((reference) => isObject(reference) && has(reference, 'cac:Attachment')),
  'UBL-CR-673': noneAmong((reference) => isObject(reference) && has(reference, 'cbc:DocumentDescription')),
  'UBL-DT-01': (element) => {
    const point = element.text.indexOf('.');
    return point < 0 || element.text.length - point - 1 <= 2 ? null : { amount: element.text.slice(0, 40) };
  },
  'UBL-SR-04': (root) => {
    const objects = below(root, 'cac:AdditionalDocumentReference')
      .filter(isObject)
      .flatMap((one) => below(one, 'cbc:ID'));
    return unless(objects.length <= 1, { count: String(objects.length) });
  },
  'UBL-SR-12': oneRegistration('cac:AccountingSupplierParty', true),
  'UBL-SR-13': oneRegistration('cac:AccountingSupplierParty', false),
  'UBL-SR-18': oneRegistration('cac:AccountingCustomerParty', true),
  'UBL-SR-19': payee((element) => below(element, 'cac:PartyName', 'cbc:Name').length),
  'UBL-SR-20': payee(
    (element) =>
      below(element, 'cac:PartyIdentification', 'cbc:ID').filter((id) => (attributeOf(id, 'schemeID') ?? 'SEPA').toUpperCase() !== 'SEPA')
        .length,
  ),
  'UBL-SR-21': payee((element) => below(element, 'cac:PartyLegalEntity', 'cbc:CompanyID').length),
  'UBL-SR-29': (_root, found) => {
    const ids = (found.get('cac:PartyIdentification') ?? []).flatMap((one) => below(one, 'cbc:ID'));
    const creditors = ids.filter((id) => attributeOf(id, 'schemeID')?.toUpperCase() === 'SEPA');
    return unless(creditors.length <= 1, { count: String(creditors.length) });
  },
  'UBL-SR-30': oneReason('false'),
  'UBL-SR-31': oneReason('true'),
  'UBL-SR-43': (reference, found) => {
    const types = textsOf(reference, 'cbc:DocumentTypeCode');
    const credit = found.has('cn:CreditNote') && types.includes('50');
    const bare = types.length === 0 && !below(reference, 'cbc:ID').some((id) => attributeOf(id, 'schemeID') !== undefined);
    return unless(isObject(reference) || credit || bare, { type: (types[0] ?? '').slice(0, 20) });
  },
  // as written: a space around it makes it another
  'UBL-SR-44': (_root, found) => oneText((found.get('cbc:PaymentID') ?? []).map(({ text }) => text)),
  'UBL-SR-47': (_root, found) => oneText((found.get('cbc:PaymentMeansCode') ?? []).map(({ text }) => text)),
  'UBL-SR-53': (tax) => unless(has(tax, 'cac:TaxScheme', 'cbc:ID') && has(tax, 'cbc:CompanyID')),
};
