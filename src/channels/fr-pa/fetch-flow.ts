/** GET /v1/flows/{flowId}: the present state of a flow, and its file in the forms the platform keeps. */
import { PasserelleError } from '../../base/error.ts';
import { hostOf } from '../../net/safe-url.ts';
import type { Channel, Download, Notice } from '../../ports/channel.ts';
import { readJson, unexpected, wordsOf } from './client.ts';
import type { Context } from './context.ts';
import { readFlow } from './flow.ts';

const METADATA_BYTES = 4 * 1024 * 1024;

export async function fetchNotice(ref: string, context: Context): Promise<Notice> {
  const { client, settings, tools } = context;
  const path = pathOf(ref, 'Metadata');
  const headers = { accept: 'application/json' };
  const answer = await client.call({ service: 'flow', path, method: 'GET', changes: false, headers, maxBytes: METADATA_BYTES });
  if (answer.status === 404) throw missing(ref, 'flow', context);
  if (answer.status !== 200) throw unexpected(answer, settings.flowUrl, tools.connection);
  const notice = readFlow(readJson(answer, settings.flowUrl + path, tools.connection), tools.clock.now());
  if (notice === null) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', `${hostOf(settings.flowUrl)} describes a flow without its id`, {
      where: { connection: tools.connection },
    });
  }
  return notice;
}

type What = Parameters<Channel['download']>[1];

/** A file that did not come at once is asked for with more patience, by few at a time, beside those asked for first. */
const FIRST_SECONDS = 10;
const BUSY_SECONDS = 5;

/** Downloads that failed before, per connection: they never take all the places. */
export interface LateLane {
  underWay: number;
}

export async function downloadFile(ref: string, what: What, tries: number, lane: LateLane, context: Context): Promise<Download> {
  if (tries === 0) return fetchFile(ref, what, tries, context);
  const places = Math.max(1, Math.floor(context.settings.limits.concurrency / 2));
  if (lane.underWay >= places) {
    throw new PasserelleError('NET_BUSY', 'other files that did not come at once are being asked for again', {
      where: { connection: context.tools.connection },
      retryAfter: BUSY_SECONDS,
    });
  }
  lane.underWay += 1;
  try {
    return await fetchFile(ref, what, tries, context);
  } finally {
    lane.underWay -= 1;
  }
}

async function fetchFile(ref: string, what: What, tries: number, context: Context): Promise<Download> {
  const { client, dialect, settings, tools } = context;
  if (!dialect.documents.includes(what)) throw missing(ref, what, context);
  const patience = FIRST_SECONDS * 3 ** Math.min(tries, 8);
  const answer = await client.file({
    service: 'flow',
    path: pathOf(ref, what),
    method: 'GET',
    changes: false,
    headers: { accept: 'application/octet-stream, application/xml, application/pdf, */*;q=0.1' },
    maxBytes: settings.maxDownload,
    // one file that we may not have says nothing of our credentials: the listing does
    judge: [401, 403],
    answerMilliseconds: 1000 * Math.min(settings.timeouts.answer, patience),
    wholeMilliseconds: 1000 * Math.min(settings.timeouts.whole, 3 * patience),
  });
  if (answer.status === 404) throw missing(ref, what, context);
  const failed = answer.status === 200 ? null : `answers ${answer.status}: ${wordsOf(answer)}`;
  const odd = failed ?? (what === 'ReadableView' ? null : oddityOf(answer.body));
  if (odd !== null) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', `${hostOf(settings.flowUrl)} ${odd}`, { where: { connection: tools.connection } });
  }
  const name = fileName(answer.headers['content-disposition']);
  return {
    bytes: answer.body,
    mediaType: (answer.headers['content-type'] ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() ?? 'application/octet-stream',
    ...(name === undefined ? {} : { name }),
  };
}

/** A proxy's page or nothing at all in place of a file, with status 200. */
function oddityOf(body: Uint8Array): string | null {
  if (body.byteLength === 0) return 'sends an empty file';
  const begin = Buffer.from(body.subarray(0, 256)).toString('latin1').trimStart().toLowerCase();
  return begin.startsWith('<!doctype html') || begin.startsWith('<html') ? 'sends a web page in place of a file' : null;
}

function pathOf(ref: string, docType: What | 'Metadata'): string {
  return `/v1/flows/${encodeURIComponent(ref)}?docType=${docType}`;
}

function missing(ref: string, what: string, { settings, tools }: Context): PasserelleError {
  return new PasserelleError('CHANNEL_NOT_FOUND', `${hostOf(settings.flowUrl)} has no ${what} of flow ${ref}`, {
    where: { connection: tools.connection },
  });
}

/** The name a header proposes, without any folder; the norm writes it without a space or quotes. */
function fileName(header: string | undefined): string | undefined {
  const match = /filename\*?\s*=\s*(?:UTF-8'')?"?([^";]+)"?/i.exec(header ?? '');
  const name = match?.[1]?.trim().replace(/^.*[\\/]/, '').slice(0, 255);
  return name === undefined || name === '' ? undefined : name;
}
