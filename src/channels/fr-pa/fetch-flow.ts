/** GET /v1/flows/{flowId}: the present state of a flow, and its file in the forms the platform keeps. */
import { PasserelleError } from '../../base/error.ts';
import { hostOf } from '../../net/safe-url.ts';
import type { AdapterTools } from '../../ports/adapter.ts';
import type { Channel, Download, Notice } from '../../ports/channel.ts';
import { readJson, unexpected, wordsOf, type Client } from './client.ts';
import type { Dialect } from './dialect.ts';
import { readFlow } from './flow.ts';
import type { Settings } from './settings.ts';

export async function fetchNotice(ref: string, client: Client, settings: Settings, tools: AdapterTools): Promise<Notice> {
  const path = pathOf(ref, 'Metadata');
  const answer = await client.call({ service: 'flow', path, method: 'GET', changes: false, headers: { accept: 'application/json' }, maxBytes: 4 * 1024 * 1024 });
  if (answer.status === 404) throw missing(ref, 'flow', settings, tools);
  if (answer.status !== 200) throw unexpected(answer, settings.flowUrl, tools.connection);
  const notice = readFlow(readJson(answer, settings.flowUrl + path, tools.connection), tools.clock.now());
  if (notice === null) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', `${hostOf(settings.flowUrl)} describes a flow without its id`, { where: { connection: tools.connection } });
  }
  return notice;
}

type What = Parameters<Channel['download']>[1];

export async function downloadFile(ref: string, what: What, client: Client, dialect: Dialect, settings: Settings, tools: AdapterTools): Promise<Download> {
  if (!dialect.documents.includes(what)) throw missing(ref, what, settings, tools);
  const answer = await client.call({
    service: 'flow',
    path: pathOf(ref, what),
    method: 'GET',
    changes: false,
    headers: { accept: 'application/octet-stream, application/xml, application/pdf, */*;q=0.1' },
    maxBytes: settings.maxDownload,
  });
  if (answer.status === 404) throw missing(ref, what, settings, tools);
  if (answer.status !== 200) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', `${hostOf(settings.flowUrl)} answers ${answer.status}: ${wordsOf(answer)}`, { where: { connection: tools.connection } });
  }
  const name = fileName(answer.headers['content-disposition']);
  return {
    bytes: answer.body,
    mediaType: (answer.headers['content-type'] ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() ?? 'application/octet-stream',
    ...(name === undefined ? {} : { name }),
  };
}

function pathOf(ref: string, docType: What | 'Metadata'): string {
  return `/v1/flows/${encodeURIComponent(ref)}?docType=${docType}`;
}

function missing(ref: string, what: string, settings: Settings, tools: AdapterTools): PasserelleError {
  return new PasserelleError('CHANNEL_NOT_FOUND', `${hostOf(settings.flowUrl)} has no ${what} of flow ${ref}`, { where: { connection: tools.connection } });
}

/** The name a header proposes, without any folder; the norm writes it without a space or quotes. */
function fileName(header: string | undefined): string | undefined {
  const match = /filename\*?\s*=\s*(?:UTF-8'')?"?([^";]+)"?/i.exec(header ?? '');
  const name = match?.[1]?.trim().replace(/^.*[\\/]/, '').slice(0, 255);
  return name === undefined || name === '' ? undefined : name;
}
