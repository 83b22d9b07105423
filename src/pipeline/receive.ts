/** downloaded → parsed, and parsed → delivered: a status goes to the invoice it speaks of, a supplier invoice into the ERP. */
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import { book } from './book.ts';
import { receiveInvoice } from './receive-invoice.ts';
import { applyStatus, receiveStatus } from './receive-status.ts';
import type { Road } from './road.ts';

export function receive(document: Document, road: Road): Promise<Step | null> {
  return document.kind === 'invoice' ? receiveInvoice(document, road) : receiveStatus(document, road);
}

export function deliver(document: Document, road: Road): Promise<Step | null> {
  return document.kind === 'invoice' ? book(document, road) : applyStatus(document, road);
}
