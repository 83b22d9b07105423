/** CII referenced documents → BT-11 to BT-14, BT-17, BT-18, BG-3, BG-24. */
import type { Attachment, Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import type { Identifier } from '../../model/party.ts';
import { attributeOf, textAt, type XmlElement } from '../../xml/element.ts';
import type { Build, Session } from '../session.ts';
import { closeLeaf, descend, fixed, into, isSet, pushItem, put, table, text, type Read, type Table } from '../table.ts';
import { date } from './dates.ts';

type I = Build<Invoice>;
type File = Build<Attachment>;

/** BG-3 and EXT-FR-FE-136 to 139. */
export const PRECEDING: Table<Build<PrecedingInvoice>> = table<Build<PrecedingInvoice>>({
  'ram:IssuerAssignedID': text('number'),
  'ram:TypeCode': text('typeCode'),
  'ram:FormattedIssueDateTime': date('issueDate'),
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
  'ram:IssuerAssignedID': text('id'),
  'ram:URIID': text('url'),
  'ram:TypeCode': fixed('916'),
  'ram:Name': text('description'),
  'ram:AttachmentBinaryObject': BINARY,
});

const OBJECT = table<Build<Identifier>>({
  'ram:IssuerAssignedID': text('value'),
  'ram:TypeCode': fixed('130'),
  'ram:ReferenceTypeCode': text('scheme'),
});

/** BT-18 and BT-128. */
export function pushObject(element: XmlElement, target: { objects?: Build<Identifier>[] }, session: Session): void {
  const value = pushItem(element, target, 'objects', OBJECT, session);
  value.value ??= '';
}

const TENDER = table<I>({ 'ram:IssuerAssignedID': text('tenderReference'), 'ram:TypeCode': fixed('50') });

/** 50 is the tender or lot BT-17, 130 an invoiced object BT-18, the rest BG-24. */
const ADDITIONAL: Read<I> = (element, invoice, session) => {
  const type = textAt(element, 'ram:TypeCode');
  if (type === '130') pushObject(element, invoice, session);
  else if (type === '50' && invoice.tenderReference === undefined) descend(element, invoice, TENDER, session);
  else pushItem(element, invoice, 'attachments', ATTACHMENT, session);
};

/** The references in ram:ApplicableHeaderTradeAgreement. */
export const REFERENCE_ROWS: Readonly<Record<string, Read<I>>> = {
  'ram:SellerOrderReferencedDocument': into(table<I>({ 'ram:IssuerAssignedID': text('salesOrderReference') })),
  'ram:BuyerOrderReferencedDocument': into(table<I>({
    'ram:IssuerAssignedID': text('orderReference'),
    'ram:FormattedIssueDateTime': date('orderDate'),
  })),
  'ram:ContractReferencedDocument': into(table<I>({
    'ram:IssuerAssignedID': text('contractReference'),
    'ram:FormattedIssueDateTime': date('contractDate'),
  })),
  'ram:AdditionalReferencedDocument': ADDITIONAL,
  // the binding asks for a name beside the project number and prescribes it
  'ram:SpecifiedProcuringProject': into(table<I>({ 'ram:ID': text('projectReference'), 'ram:Name': fixed('Project reference') })),
};
