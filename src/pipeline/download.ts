/** announced → downloaded: the bytes are kept before anything looks at them. */
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import type { Channel, Download } from '../ports/channel.ts';
import { ACTOR, after, type Road } from './road.ts';

/** A file may be listed before it can be had: a refusal is believed after this. */
const PATIENCE_MS = 3_600_000;

type Fetched = Download & {
  readonly what: string;
  /** The bytes are not those announced, twice in the same way. */ readonly differs?: true;
};

export async function download(document: Document, road: Road): Promise<Step | null> {
  const channel = road.channel(document.connection);
  if (channel === null || document.channelRef === null) return null;
  const announced = (await road.store.events(document.id)).find((event) => event.type === 'announced')?.data['sha256'];
  const waited = Date.parse(road.clock.now()) - Date.parse(document.stageSince);
  const file = await fetchFile(channel, document, typeof announced === 'string' ? announced : null, waited);
  const { what, differs, mediaType, bytes } = file;
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'downloaded',
    events: [
      {
        type: 'downloaded',
        actor: ACTOR,
        data: { mediaType, bytes: bytes.byteLength, what, artifact: sha256(bytes), ...(differs === undefined ? {} : { differs }) },
      },
    ],
    artifacts: [{ as: 'flow', bytes, mediaType }],
    set: { reason: null },
    dueAt: after(road.clock.now(), 60_000),
  };
}

/** Some platforms keep no Original for what they made themselves: the converted file then stands for it. */
async function fetchFile(channel: Channel, document: Document, announced: string | null, waited: number): Promise<Fetched> {
  const ref = document.channelRef ?? '';
  const { attempts } = document;
  try {
    return await whole(channel, ref, announced, attempts);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return channel.download(ref, 'Converted', attempts).then(
      (file) => ({ ...file, what: 'Converted' }),
      (second: unknown) => {
        throw isRefusal(second) && waited < PATIENCE_MS ? notYet(second) : second;
      },
    );
  }
}

/** Damage on the way does not happen twice in the same way: what comes twice is what the platform has. */
async function whole(channel: Channel, ref: string, announced: string | null, attempts: number): Promise<Fetched> {
  const first = { ...(await channel.download(ref, 'Original', attempts)), what: 'Original' };
  if (announced === null || sha256(first.bytes) === announced) return first;
  const second = { ...(await channel.download(ref, 'Original', attempts)), what: 'Original' };
  if (sha256(second.bytes) === announced) return second;
  if (sha256(second.bytes) === sha256(first.bytes)) return { ...second, differs: true };
  throw new PasserelleError('CHANNEL_DAMAGED', 'the file arrives damaged, each time in another way');
}

/** The platform answered, and there is no file for us in what it said; too large a file will not become smaller. */
function isRefusal(error: unknown): error is PasserelleError {
  if (!(error instanceof PasserelleError) || error.code === 'NET_ANSWER_TOO_LARGE') return false;
  return error.kind === 'remote' || error.kind === 'data';
}

function notYet(error: PasserelleError): PasserelleError {
  return new PasserelleError(error.code, error.message, { where: error.where, kind: 'transient', cause: error });
}
