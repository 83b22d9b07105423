/**
 * Terms that only EXTENDED-CTC-FR has (XP Z12-012 annex A): five more parties, and what lines may say beyond EN 16931-1.
 * Numbers of the vendor's address and identifiers follow the pattern of the other parties; only 164, 167 and 177 are
 * named by the published rules.
 */
import { termsOf, type Term, type TermRow } from './term.ts';
import { addressRows, contactRows, identifierRows } from './terms-parties.ts';

function ext(number: number): string {
  return `EXT-FR-FE-${String(number).padStart(2, '0')}`;
}

/** A party block of 23 consecutive numbers. Two of them count the post code before the city. */
function partyRows(path: string, group: string, title: string, first: number, postCodeFirst = false): readonly TermRow[] {
  const [city, postCode] = postCodeFirst ? [first + 16, first + 15] : [first + 15, first + 16];
  return [
    [group, path, 'group', title],
    [ext(first), `${path}.name`, 'text', `${title} name`],
    [ext(first + 1), `${path}.role`, 'code', `${title} role code`],
    [ext(first + 2), `${path}.tradingName`, 'text', `${title} trading name`],
    ...identifierRows(`${path}.ids[]`, ext(first + 3), `${title} identifier`, 'iso-6523', ext(first + 4)),
    ...identifierRows(`${path}.legalId`, ext(first + 5), `${title} legal registration identifier`, 'iso-6523', ext(first + 6)),
    [ext(first + 7), `${path}.vatId`, 'identifier', `${title} VAT identifier`],
    ...identifierRows(`${path}.endpoint`, ext(first + 9), `${title} electronic address`, 'eas', ext(first + 10)),
    ...addressRows(`${path}.address`, ext(first + 11), title, [
      ext(first + 12), ext(first + 13), ext(first + 14), ext(city), ext(postCode), ext(first + 17), ext(first + 18),
    ]),
    ...contactRows(`${path}.contact`, ext(first + 19), title, [ext(first + 20), ext(first + 21), ext(first + 22)]),
  ];
}

const DOCUMENT: readonly TermRow[] = [
  ['EXT-FR-FE-02', 'precedingInvoices[].typeCode', 'code', 'Preceding invoice type code', 'untdid-1001'],
  ...partyRows('buyerAgent', 'EXT-FR-FE-BG-01', 'Buyer agent', 3, true),
  ['EXT-FR-FE-26', 'payee.role', 'code', 'Payee role code'],
  ['EXT-FR-FE-27', 'payee.vatId', 'identifier', 'Payee VAT identifier'],
  ...identifierRows('payee.endpoint', 'EXT-FR-FE-29', 'Payee electronic address', 'eas', 'EXT-FR-FE-30'),
  ...addressRows('payee.address', 'EXT-FR-FE-31', 'Payee', [ext(32), ext(33), ext(34), ext(35), ext(36), ext(37), ext(38)]),
  ...contactRows('payee.contact', 'EXT-FR-FE-39', 'Payee', [ext(40), ext(41), ext(42)]),
  ...partyRows('payer', 'EXT-FR-FE-BG-02', 'Payer', 43),
  ...partyRows('sellerAgent', 'EXT-FR-FE-BG-03', 'Seller agent', 66, true),
  ...partyRows('invoicee', 'EXT-FR-FE-BG-04', 'Invoicee', 89),
  ...partyRows('invoicer', 'EXT-FR-FE-BG-05', 'Invoicer', 112),
  ['BT-167', 'exchange.rate', 'quantity', 'VAT accounting currency exchange rate'],
  ['EXT-FR-FE-192', 'exchange.date', 'date', 'VAT accounting currency exchange rate date'],
  ['EXT-FR-FE-197', 'orderDate', 'date', 'Purchase order date'],
  ['EXT-FR-FE-198', 'despatchDate', 'date', 'Despatch advice date'],
  ['EXT-FR-FE-199', 'contractDate', 'date', 'Contract date'],
  ['BT-173', 'allowances[].vat.reason', 'text', 'Document level allowance VAT exemption reason'],
  ['BT-174', 'allowances[].vat.reasonCode', 'code', 'Document level allowance VAT exemption reason code', 'vatex'],
  ['BT-175', 'charges[].vat.reason', 'text', 'Document level charge VAT exemption reason'],
  ['BT-176', 'charges[].vat.reasonCode', 'code', 'Document level charge VAT exemption reason code', 'vatex'],
];

const LINE: readonly TermRow[] = [
  ['EXT-FR-FE-183', 'lines[].notes[].subject', 'code', 'Invoice line note subject code', 'untdid-4451'],
  ['EXT-FR-FE-135', 'lines[].orderReference', 'identifier', 'Line purchase order reference'],
  ['EXT-FR-FE-BG-06', 'lines[].precedingInvoice', 'group', 'Line preceding invoice reference'],
  ['EXT-FR-FE-136', 'lines[].precedingInvoice.number', 'identifier', 'Line preceding invoice reference'],
  ['EXT-FR-FE-137', 'lines[].precedingInvoice.typeCode', 'code', 'Line preceding invoice type code', 'untdid-1001'],
  ['EXT-FR-FE-138', 'lines[].precedingInvoice.issueDate', 'date', 'Line preceding invoice issue date'],
  ['EXT-FR-FE-139', 'lines[].precedingInvoice.line', 'identifier', 'Line of the preceding invoice'],
  ['EXT-FR-FE-140', 'lines[].despatchReference', 'identifier', 'Line despatch advice reference'],
  ['EXT-FR-FE-141', 'lines[].despatchLineReference', 'identifier', 'Line of the despatch advice'],
  ['EXT-FR-FE-142', 'lines[].receiptReference', 'identifier', 'Line receiving advice reference'],
  ['EXT-FR-FE-143', 'lines[].receiptLineReference', 'identifier', 'Line of the receiving advice'],
  ['EXT-FR-FE-144', 'lines[].salesOrderReference', 'identifier', 'Line sales order reference'],
  ['EXT-FR-FE-145', 'lines[].salesOrderLineReference', 'identifier', 'Line of the sales order'],
  ['EXT-FR-FE-BG-10', 'lines[].delivery', 'group', 'Line delivery information'],
  ...identifierRows('lines[].delivery.location', 'EXT-FR-FE-146', 'Line deliver to location identifier', 'iso-6523', 'EXT-FR-FE-148'),
  ['EXT-FR-FE-149', 'lines[].delivery.name', 'text', 'Line deliver to party name'],
  ...addressRows('lines[].delivery.address', 'EXT-FR-FE-150', 'Line deliver to',
    [ext(151), ext(152), ext(153), ext(154), ext(155), ext(156), ext(157)]),
  ['EXT-FR-FE-158', 'lines[].delivery.date', 'date', 'Line actual delivery date'],
  ['EXT-FR-FE-159', 'lines[].item.attributes[].code', 'code', 'Item attribute code'],
  ['EXT-FR-FE-160', 'lines[].item.attributes[].measure', 'quantity', 'Item attribute measured value'],
  ['EXT-FR-FE-161', 'lines[].item.attributes[].measureUnit', 'code', 'Item attribute unit of measure code', 'unece-rec-20'],
  ['EXT-FR-FE-162', 'lines[].parentId', 'identifier', 'Parent line identifier'],
  ['EXT-FR-FE-163', 'lines[].status', 'code', 'Subtype of the line'],
];

const VENDOR: readonly TermRow[] = [
  ['EXT-FR-FE-BG-12', 'lines[].vendor', 'group', 'Line vendor'],
  ['EXT-FR-FE-164', 'lines[].vendor.name', 'text', 'Line vendor name'],
  ...identifierRows('lines[].vendor.ids[]', 'EXT-FR-FE-165', 'Line vendor identifier', 'iso-6523', 'EXT-FR-FE-166'),
  ...identifierRows('lines[].vendor.legalId', 'EXT-FR-FE-167', 'Line vendor legal registration identifier', 'iso-6523', 'EXT-FR-FE-168'),
  ['EXT-FR-FE-169', 'lines[].vendor.vatId', 'identifier', 'Line vendor VAT identifier'],
  ...addressRows('lines[].vendor.address', 'EXT-FR-FE-170', 'Line vendor',
    [ext(171), ext(172), ext(173), ext(174), ext(175), ext(176), ext(177)]),
  ['EXT-FR-FE-178', 'lines[].vat.reason', 'text', 'Line VAT exemption reason'],
  ['EXT-FR-FE-179', 'lines[].vat.reasonCode', 'code', 'Line VAT exemption reason code', 'vatex'],
  ['EXT-FR-FE-181', 'lines[].vatTotal', 'amount', 'Line total VAT amount'],
  ['EXT-FR-FE-182', 'lines[].vatTotalAccounting', 'amount', 'Line total VAT amount in accounting currency'],
  ['EXT-FR-FE-184', 'lines[].withVat', 'amount', 'Line total amount with VAT'],
  ['EXT-FR-FE-195', 'lines[].priceDiscountReason', 'text', 'Item price discount reason'],
  ['EXT-FR-FE-196', 'lines[].priceDiscountReasonCode', 'code', 'Item price discount reason code', 'untdid-5189'],
];

export const EXTENSION_TERMS: readonly Term[] = termsOf([...DOCUMENT, ...LINE, ...VENDOR], true);
