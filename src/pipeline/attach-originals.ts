/** Puts what the supplier sent beside the bill: the original file, the XML taken out of a PDF, and a readable view where the platform makes one. */
import { PasserelleError } from '../base/error.ts';
import type { Document, ErpRef } from '../model/document.ts';
import { flowOf } from './flow.ts';
import type { CompanyRoad, Road } from './road.ts';

export async function attachOriginals(document: Document, ref: ErpRef, company: CompanyRoad, road: Road): Promise<void> {
  const { connector } = company;
  const name = (document.number ?? 'facture').replace(/[^A-Za-z0-9+_-]/g, '_').slice(0, 100);
  const original = await flowOf(document, road);
  if (isPdf(original)) {
    await connector.attach(ref, { name: `${name}.pdf`, mediaType: 'application/pdf', bytes: original });
    const version = await road.store.version(document.id, document.version);
    const xml = await road.store.artifact(version?.record ?? '');
    if (xml !== null) await connector.attach(ref, { name: `${name}.xml`, mediaType: 'application/xml', bytes: xml });
    return;
  }
  const readable = await readableView(document, road);
  if (readable !== null) await connector.attach(ref, { name: `${name}.pdf`, mediaType: 'application/pdf', bytes: readable });
  await connector.attach(ref, { name: `${name}.xml`, mediaType: 'application/xml', bytes: original });
}

/** Not every platform makes one, and none is worth a delay of the bill. */
async function readableView(document: Document, road: Road): Promise<Uint8Array | null> {
  const channel = road.channel(document.connection);
  if (channel === null || document.channelRef === null) return null;
  try {
    const { bytes } = await channel.download(document.channelRef, 'ReadableView');
    return isPdf(bytes) ? bytes : null;
  } catch (error) {
    if (!(error instanceof PasserelleError) || error.kind === 'bug') throw error;
    road.log.debug('reception.no-readable-view', { document: document.id, code: error.code });
    return null;
  }
}

function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';
}
