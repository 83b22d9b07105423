/**
 * Requests to one Odoo over the shared HTTP client, answers as text. Odoo's own refusals (JSON bodies of 4xx and 500)
 * are left to errors.ts, which knows their names; what a gateway says (429, 502, 503, 504) is told by src/net.
 */
import type { AdapterTools } from '../../src/ports/adapter.ts';
import { createHttp } from '../../src/net/http.ts';
import type { OdooSettings } from './settings.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBytes?: number;
  /** It may change something at the remote: a lost answer is an unclear outcome. */
  readonly effect: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface OdooHttp {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

const JUDGED = [400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 500];
/** An Odoo has few workers, and people sit before it: more requests at once make it slower for them, not us faster. */
const CONCURRENCY = 4;

export function odooHttp(settings: OdooSettings, tools: AdapterTools): OdooHttp {
  const answer = settings.timeoutSeconds * 1000;
  const http = createHttp(tools, {
    timeouts: { connect: Math.min(answer, 10_000), answer, whole: answer * 2 },
    limits: { concurrency: CONCURRENCY },
    maxBytes: settings.maxAnswerBytes,
    requestIdHeader: null,
  });
  return {
    async send(request) {
      const { method, url, headers, body, maxBytes, effect } = request;
      const result = await http.call({
        method, url, headers, changes: effect, judge: JUDGED,
        ...(body === undefined ? {} : { body }),
        ...(maxBytes === undefined ? {} : { maxBytes }),
      });
      return { status: result.status, headers: result.headers, body: new TextDecoder().decode(result.body) };
    },
    close: () => { http.close(); },
  };
}
