/** BT-11 to BT-18, BG-3, BG-24 → UBL document references. Invoice and CreditNote order them differently. */
import type { Attachment, Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import type { Identifier } from '../../model/party.ts';
import { attribute, each, group, leaf } from '../../xml/writer.ts';
import { identifier } from '../values.ts';

function reference(name: string, id: string | undefined, day?: string): string {
  return group(name, leaf('cbc:ID', id) + leaf('cbc:IssueDate', day));
}

function order({ orderReference, salesOrderReference, orderDate }: Invoice): string {
  if ((orderReference ?? salesOrderReference ?? orderDate) === undefined) return '';
  // the schema asks for the buyer's number: NA says there is none, as in Peppol BIS
  return group('cac:OrderReference', leaf('cbc:ID', orderReference ?? 'NA')
    + leaf('cbc:SalesOrderID', salesOrderReference)
    + leaf('cbc:IssueDate', orderDate));
}

export function precedingContent({ number, issueDate, typeCode }: PrecedingInvoice): string {
  return leaf('cbc:ID', number) + leaf('cbc:IssueDate', issueDate) + leaf('cbc:DocumentTypeCode', typeCode);
}

function billing(preceding: PrecedingInvoice): string {
  return group('cac:BillingReference', group('cac:InvoiceDocumentReference', precedingContent(preceding)));
}

/** An invoiced object: type 130. */
export function object(name: string, id: Identifier): string {
  return group(name, identifier('cbc:ID', id) + leaf('cbc:DocumentTypeCode', '130'));
}

function attachment({ id, description, url, content, mime, fileName }: Attachment): string {
  const attributes = attribute('mimeCode', mime) + attribute('filename', fileName);
  const file = leaf('cbc:EmbeddedDocumentBinaryObject', content, attributes)
    + group('cac:ExternalReference', leaf('cbc:URI', url));
  return group('cac:AdditionalDocumentReference', leaf('cbc:ID', id)
    + leaf('cbc:DocumentDescription', description)
    + group('cac:Attachment', file));
}

/** A credit note has no cac:ProjectReference: the project is an additional document of type 50. */
function project(id: string | undefined): string {
  return id === undefined ? '' : group('cac:AdditionalDocumentReference', leaf('cbc:ID', id) + leaf('cbc:DocumentTypeCode', '50'));
}

export function references(invoice: Invoice, credit: boolean): string {
  const start = order(invoice)
    + each(invoice.precedingInvoices, billing)
    + reference('cac:DespatchDocumentReference', invoice.despatchReference, invoice.despatchDate)
    + reference('cac:ReceiptDocumentReference', invoice.receiptReference);
  const tender = reference('cac:OriginatorDocumentReference', invoice.tenderReference);
  const contract = reference('cac:ContractDocumentReference', invoice.contractReference, invoice.contractDate);
  const additional = each(invoice.objects, (id) => object('cac:AdditionalDocumentReference', id))
    + (credit ? project(invoice.projectReference) : '')
    + each(invoice.attachments, attachment);
  return credit
    ? start + contract + additional + tender
    : start + tender + contract + additional + reference('cac:ProjectReference', invoice.projectReference);
}
