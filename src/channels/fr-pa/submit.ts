/**
 * One submission: POST /v1/flows. 202 is a receipt and nothing more. A platform that says "already there" without a
 * flow id leaves open whether it speaks of this parcel: that is unclear, and find decides.
 */
import { PasserelleError } from '../../base/error.ts';
import { hostOf, safeUrl } from '../../net/safe-url.ts';
import type { Answer } from '../../net/http.ts';
import type { AdapterTools } from '../../ports/adapter.ts';
import type { Parcel, Receipt } from '../../ports/channel.ts';
import { readJson, unexpected, wordsOf } from './client.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialect.ts';
import { instant, isRecord } from './flow.ts';
import { submissionBody } from './multipart.ts';
import { outgoingTracking } from './tracking.ts';

const PATH = '/v1/flows';
const NAME_MAX = 255;

export async function submitParcel(parcel: Parcel, { client, settings, dialect, tools }: Context): Promise<Receipt> {
  const { flowUrl } = settings;
  const type = parcel.syntax === 'Factur-X' ? 'application/pdf' : 'application/xml';
  const name = parcel.name.slice(0, NAME_MAX);
  const file = { name, type, bytes: parcel.bytes };
  const { body, contentType } = submissionBody(flowInfo(parcel, dialect), file, `passerelle-${tools.ids.next()}`);
  const answer = await client.call({
    service: 'flow',
    path: PATH,
    method: 'POST',
    headers: { 'content-type': contentType, accept: 'application/json' },
    body,
    changes: true,
    maxBytes: 1024 * 1024,
  });
  const where = { connection: tools.connection, url: safeUrl(flowUrl + PATH) };
  if (answer.status >= 200 && answer.status < 300) return readReceipt(answer, flowUrl + PATH, tools);
  if (isDuplicate(answer, dialect)) {
    throw new PasserelleError('CHANNEL_UNCLEAR', `${hostOf(flowUrl)} says it has this already: ${wordsOf(answer)}`, { where });
  }
  if (answer.status < 400 || answer.status === 404 || answer.status === 405) throw unexpected(answer, flowUrl + PATH, tools.connection);
  throw new PasserelleError('CHANNEL_REFUSED', `${hostOf(flowUrl)} refuses (${answer.status}): ${wordsOf(answer)}`, { where });
}

/** FlowInfo: what does not fit the dialect's lists is left out, so that the platform computes it. */
function flowInfo(parcel: Parcel, dialect: Dialect): object {
  const { profile, processingRule } = parcel;
  const knows = (words: readonly string[], word: string | undefined): boolean => word !== undefined && words.includes(word);
  return {
    trackingId: outgoingTracking(parcel.trackingId, dialect.trackingIdMax),
    name: parcel.name.slice(0, NAME_MAX),
    ...(knows(dialect.processingRules, processingRule) && processingRule !== 'Undefined' ? { processingRule } : {}),
    flowSyntax: parcel.syntax,
    ...(knows(dialect.profiles, profile) ? { flowProfile: profile } : {}),
    sha256: parcel.sha256,
  };
}

function readReceipt(answer: Answer, url: string, tools: AdapterTools): Receipt {
  const where = { connection: tools.connection, url: safeUrl(url) };
  let body: unknown;
  try {
    body = readJson(answer, url, tools.connection);
  } catch (cause) {
    throw new PasserelleError('CHANNEL_UNCLEAR', `${hostOf(url)} took the document and answers what cannot be read`, { where, cause });
  }
  const ref = isRecord(body) && typeof body.flowId === 'string' ? body.flowId : '';
  if (ref === '' || ref.length > 255) {
    throw new PasserelleError('CHANNEL_UNCLEAR', `${hostOf(url)} took the document without giving a flow id`, { where });
  }
  return { ref, at: instant(isRecord(body) ? body.submittedAt : null) ?? tools.clock.now(), raw: JSON.stringify(body) };
}

function isDuplicate(answer: Answer, { duplicate }: Dialect): boolean {
  if (!duplicate.statuses.includes(answer.status)) return false;
  const words = wordsOf(answer);
  const lower = words.toLowerCase();
  return duplicate.codes.some((code) => words.startsWith(code)) || duplicate.words.some((word) => lower.includes(word));
}
