/** announced → downloaded: the bytes are kept before anything looks at them. */
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import type { Channel, Download } from '../ports/channel.ts';
import { ACTOR, after, type Road } from './road.ts';

export async function download(document: Document, road: Road): Promise<Step | null> {
  const channel = road.channel(document.connection);
  if (channel === null || document.channelRef === null) return null;
  const file = await fetchFile(channel, document.channelRef);
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'downloaded',
    events: [
      {
        type: 'downloaded',
        actor: ACTOR,
        data: { mediaType: file.mediaType, bytes: file.bytes.byteLength, what: file.what, artifact: sha256(file.bytes) },
      },
    ],
    artifacts: [{ as: 'flow', bytes: file.bytes, mediaType: file.mediaType }],
    dueAt: after(road.clock.now(), 60_000),
  };
}

/** Some platforms keep no Original for what they made themselves: the converted file then stands for it. */
async function fetchFile(channel: Channel, ref: string): Promise<Download & { readonly what: string }> {
  try {
    return { ...(await channel.download(ref, 'Original')), what: 'Original' };
  } catch (error) {
    if (!(error instanceof PasserelleError) || (error.kind !== 'remote' && error.kind !== 'data')) throw error;
    return { ...(await channel.download(ref, 'Converted')), what: 'Converted' };
  }
}
