/** The keys that make things happen once. They are stored for good: never change how one is made. */
import type { ErpRef } from '../model/document.ts';

/** An invoice of the ERP on its way out. */
export function outboundKey(company: string, connection: string, ref: ErpRef): string {
  return `${company}:out:${connection}:${ref.model}:${ref.id}`;
}

/** A flow the network delivers; its company is found when it is parsed. */
export function inboundKey(connection: string, flow: string): string {
  return `in:${connection}:${flow}`;
}

/** The n-th status we send about a document. */
export function outgoingStatusKey(about: string, status: string, n: number): string {
  return `${about}:${status}:${n}`;
}

/** One version of a document, as the platform knows it (trackingId: at most 64 characters). */
export function trackingId(document: string, version: number): string {
  return `${document}@${version}`;
}

/** The document and version that a tracking id names, or null when it is not one of ours. */
export function readTrackingId(tracking: string): { readonly document: string; readonly version: number } | null {
  const match = /^([0-9a-f-]{36})@(\d{1,6})$/.exec(tracking);
  return match === null ? null : { document: match[1] as string, version: Number.parseInt(match[2] as string, 10) };
}

/** Uniqueness of an invoice everywhere in the reform (rule G1.45): seller, number, year of issue. */
export function submissionKey(seller: string, number: string, issueDate: string): string {
  return `${seller}:${number}:${issueDate.slice(0, 4)}`;
}

/** One line in the history of an ERP record: which event of which document it tells. */
export function writeBackReference(document: string, seq: number): string {
  return `PAS-${document.replaceAll('-', '').slice(-12)}-${seq}`;
}
