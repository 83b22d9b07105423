/** UBL document references → BT-11 to BT-18, BG-3, BG-24. One element name serves three purposes; its type code tells. */
import type { Attachment, Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import { attributeOf, textAt } from '../../xml/element.ts';
import {
  put, closeLeaf, date, descend, eachInto, fixed, identifiers, into, isSet, item, pushItem, table, text, type Read, type Table,
} from '../table.ts';
import type { Build } from '../session.ts';

type I = Build<Invoice>;
type File = Build<Attachment>;

/** A reference of which the invoice keeps the number, and the date where the extension has one. */
function reference(key: keyof I, day?: keyof I): Read<I> {
  const rows: Record<string, Read<I>> = { 'cbc:ID': text(key) as Read<I> };
  if (day !== undefined) rows['cbc:IssueDate'] = date(day) as Read<I>;
  const read = table(rows);
  return (element, invoice, session) => {
    if (!isSet(element, invoice, key, session)) descend(element, invoice, read, session);
  };
}

/** 'NA' beside a sales order or a date only carries it: UBL asks for the order number (Peppol BIS uses the same word). */
const ORDER_ID: Read<I> = (element, invoice, session) => {
  const beside = session.stack.at(-1)?.children.some(({ name }) => name === 'cbc:SalesOrderID' || name === 'cbc:IssueDate');
  const carries = element.text === 'NA' && beside === true;
  if (carries) closeLeaf(element, session);
  else text('orderReference')(element, invoice, session);
};

export const PRECEDING: Table<Build<PrecedingInvoice>> = table<Build<PrecedingInvoice>>({
  'cbc:ID': text('number'),
  'cbc:IssueDate': date('issueDate'),
  'cbc:DocumentTypeCode': text('typeCode'),
});

const BINARY: Read<File> = (element, file, session) => {
  if (isSet(element, file, 'content', session)) return;
  put(element, file, 'content', element.text, session);
  const mime = attributeOf(element, 'mimeCode');
  const name = attributeOf(element, 'filename');
  if (mime !== undefined) put(element, file, 'mime', mime, session);
  if (name !== undefined) put(element, file, 'fileName', name, session);
  closeLeaf(element, session, 'mimeCode', 'filename');
};

const ATTACHMENT = table<File>({
  'cbc:ID': text('id'),
  'cbc:DocumentTypeCode': fixed('916'),
  'cbc:DocumentDescription': text('description'),
  'cac:Attachment': into(table<File>({
    'cbc:EmbeddedDocumentBinaryObject': BINARY,
    'cac:ExternalReference': into(table<File>({ 'cbc:URI': text('url') })),
  })),
});

const OBJECT = table<I>({ 'cbc:ID': identifiers('objects'), 'cbc:DocumentTypeCode': fixed('130') });
const PROJECT = table<I>({ 'cbc:ID': text('projectReference'), 'cbc:DocumentTypeCode': fixed('50') });

/** 130 is an invoiced object BT-18; 50 the project BT-11, which a credit note has nowhere else; the rest is BG-24. */
const ADDITIONAL: Read<I> = (element, invoice, session) => {
  const type = textAt(element, 'cbc:DocumentTypeCode');
  if (type === '130') descend(element, invoice, OBJECT, session);
  else if (type === '50' && invoice.projectReference === undefined) descend(element, invoice, PROJECT, session);
  else pushItem(element, invoice, 'attachments', ATTACHMENT, session);
};

const BILLING = table<I>({ 'cac:InvoiceDocumentReference': item('precedingInvoices', PRECEDING) });

export const REFERENCE_ROWS: Readonly<Record<string, Read<I>>> = {
  'cac:OrderReference': into(table<I>({
    'cbc:ID': ORDER_ID,
    'cbc:SalesOrderID': text('salesOrderReference'),
    'cbc:IssueDate': date('orderDate'),
  })),
  'cac:BillingReference': eachInto(BILLING),
  'cac:DespatchDocumentReference': reference('despatchReference', 'despatchDate'),
  'cac:ReceiptDocumentReference': reference('receiptReference'),
  'cac:OriginatorDocumentReference': reference('tenderReference'),
  'cac:ContractDocumentReference': reference('contractReference', 'contractDate'),
  'cac:ProjectReference': reference('projectReference'),
  'cac:AdditionalDocumentReference': ADDITIONAL,
};
