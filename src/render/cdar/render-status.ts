/** StatusMessage → CDAR D22B (XP Z12-012, MDT terms), in the order of the schema. */
import type { StatusCharacteristic, StatusMessage, StatusParty, StatusReason } from '../../model/lifecycle.ts';
import { NAMESPACES } from '../../xml/names.ts';
import { attribute, each, group, leaf, xmlDocument } from '../../xml/writer.ts';
import { date, issueDate } from '../cii/dates.ts';
import { decimal, identifier, number } from '../values.ts';

const { cdar: rsm, ram, udt, qdt } = NAMESPACES;

export function renderStatus(message: StatusMessage): Uint8Array {
  const context = group('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', message.process))
    + group('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', message.guideline));
  const document = leaf('ram:ID', message.id)
    + leaf('ram:Name', message.name)
    + moment('ram:IssueDateTime', message.issuedAt)
    + party('ram:SenderTradeParty', message.sender)
    + party('ram:IssuerTradeParty', message.issuer)
    + each(message.recipients, (one) => party('ram:RecipientTradeParty', one));
  const acknowledgement = indicator('ram:MultipleReferencesIndicator', message.multiple, 'udt:Indicator')
    + leaf('ram:TypeCode', message.typeCode)
    + moment('ram:IssueDateTime', message.statusAt)
    + group('ram:ReferenceReferencedDocument', reference(message));
  return xmlDocument('rsm:CrossDomainAcknowledgementAndResponse', { rsm, ram, udt, qdt }, group('rsm:ExchangedDocumentContext', context)
    + group('rsm:ExchangedDocument', document)
    + group('rsm:AcknowledgementDocument', acknowledgement));
}

function reference({ invoice, ...message }: StatusMessage): string {
  return leaf('ram:IssuerAssignedID', invoice.number)
    + leaf('ram:StatusCode', message.statusCode)
    + leaf('ram:TypeCode', invoice.typeCode)
    + moment('ram:ReceiptDateTime', invoice.receivedAt)
    + leaf('ram:ReferenceTypeCode', invoice.referenceType)
    + issueDate(invoice.issueDate)
    + leaf('ram:ProcessConditionCode', message.code)
    + leaf('ram:ProcessCondition', message.label)
    + group('ram:IssuerTradeParty', global(invoice.seller) + leaf('ram:RoleCode', invoice.sellerRole))
    + each(invoice.recipients, (one) => party('ram:RecipientTradeParty', one))
    + each(message.reasons, reason);
}

function reason(one: StatusReason): string {
  return group('ram:SpecifiedDocumentStatus', leaf('ram:ReasonCode', one.code)
    + leaf('ram:Reason', one.text)
    + leaf('ram:ProcessConditionCode', one.statusCode)
    + leaf('ram:ProcessCondition', one.statusLabel)
    + leaf('ram:RequestedActionCode', one.action)
    + leaf('ram:RequestedAction', one.actionText)
    + leaf('ram:SequenceNumeric', one.sequence?.toString())
    + group('ram:IncludedNote', leaf('ram:Content', one.note))
    + each(one.characteristics, characteristic));
}

function characteristic(one: StatusCharacteristic): string {
  return group('ram:SpecifiedDocumentCharacteristic', leaf('ram:ID', one.id)
    + leaf('ram:TypeCode', one.type)
    + indicator('ram:ValueChangedIndicator', one.changed, 'udt:IndicatorString')
    + leaf('ram:Name', one.name)
    + leaf('ram:Location', one.location)
    + leaf('ram:Value', one.value)
    + leaf('ram:ValueAmount', number(one.amount), attribute('currencyID', one.currency))
    + date('ram:ValueDateTime', one.date)
    + decimal('ram:ValuePercent', one.percent));
}

function party(name: string, value: StatusParty | undefined): string {
  if (value === undefined) return '';
  return group(name, global(value.id)
    + leaf('ram:Name', value.name)
    + leaf('ram:RoleCode', value.role)
    + group('ram:URIUniversalCommunication', identifier('ram:URIID', value.endpoint)));
}

function global(id: StatusParty['id']): string {
  return identifier(id?.scheme === undefined ? 'ram:ID' : 'ram:GlobalID', id);
}

function indicator(name: string, value: boolean | undefined, kind: string): string {
  return value === undefined ? '' : group(name, leaf(kind, String(value)));
}

/** Format 204, AAAAMMJJHHMMSS; an ISO text is written by its digits. */
function moment(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  const digits = /^\d{4}-\d{2}-\d{2}T/.test(value) ? value.replace(/\D/g, '').slice(0, 14) : value;
  return group(name, leaf('udt:DateTimeString', digits, ' format="204"'));
}
