/** The bytes of a flow as they were downloaded, and other files kept with a document under a name. */
import { PasserelleError } from '../base/error.ts';
import type { Document } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { Road } from './road.ts';

export async function flowOf(document: Document, road: Road): Promise<Uint8Array> {
  const bytes = await eventArtifact(await road.store.events(document.id), 'downloaded', 'artifact', road);
  if (bytes === null) throw new PasserelleError('BASE_BUG', 'a downloaded flow has no bytes', { where: { document: document.id } });
  return bytes;
}

/** The artifact whose digest the newest event of a type carries. */
export async function eventArtifact(events: readonly Event[], type: Event['type'], member: string, road: Road): Promise<Uint8Array | null> {
  const digest = events.findLast((event) => event.type === type)?.data[member];
  return typeof digest === 'string' ? road.store.artifact(digest) : null;
}
