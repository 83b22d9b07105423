/** BT-11 to BT-14, BT-17, BT-18, BG-3, BG-24 → CII referenced documents. */
import type { Attachment, Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import type { Identifier } from '../../model/party.ts';
import { attribute, each, group, leaf } from '../../xml/writer.ts';
import { issueDate } from './dates.ts';

/** An invoiced object: type 130, its scheme is a UNTDID 1153 code. */
export function object({ value, scheme }: Identifier): string {
  return group('ram:AdditionalReferencedDocument', leaf('ram:IssuerAssignedID', value)
    + leaf('ram:TypeCode', '130')
    + leaf('ram:ReferenceTypeCode', scheme));
}

/** A type alone refers to nothing. */
function attachment({ id, description, url, content, mime, fileName }: Attachment): string {
  if ((id ?? description ?? url ?? content) === undefined) return '';
  return group('ram:AdditionalReferencedDocument', leaf('ram:IssuerAssignedID', id)
    + leaf('ram:URIID', url)
    + leaf('ram:TypeCode', '916')
    + leaf('ram:Name', description)
    + leaf('ram:AttachmentBinaryObject', content, attribute('mimeCode', mime) + attribute('filename', fileName)));
}

export function preceding({ number, issueDate: day, typeCode, line }: PrecedingInvoice): string {
  return group('ram:InvoiceReferencedDocument', leaf('ram:IssuerAssignedID', number)
    + leaf('ram:LineID', line)
    + leaf('ram:TypeCode', typeCode)
    + issueDate(day));
}

/** A document and its line, as lines of an invoice refer to it. */
export function documentLine(name: string, document: string | undefined, line: string | undefined): string {
  return group(name, leaf('ram:IssuerAssignedID', document) + leaf('ram:LineID', line));
}

export function orders(invoice: Invoice): string {
  return group('ram:SellerOrderReferencedDocument', leaf('ram:IssuerAssignedID', invoice.salesOrderReference))
    + group('ram:BuyerOrderReferencedDocument', leaf('ram:IssuerAssignedID', invoice.orderReference) + issueDate(invoice.orderDate))
    + group('ram:ContractReferencedDocument', leaf('ram:IssuerAssignedID', invoice.contractReference) + issueDate(invoice.contractDate));
}

export function additional({ attachments, tenderReference, objects }: Invoice): string {
  const tender = tenderReference === undefined ? '' : leaf('ram:IssuerAssignedID', tenderReference) + leaf('ram:TypeCode', '50');
  return each(attachments, attachment) + group('ram:AdditionalReferencedDocument', tender) + each(objects, object);
}

/** The binding asks for a name beside the number and prescribes it. */
export function project({ projectReference }: Invoice): string {
  if (projectReference === undefined) return '';
  return group('ram:SpecifiedProcuringProject', leaf('ram:ID', projectReference) + leaf('ram:Name', 'Project reference'));
}
