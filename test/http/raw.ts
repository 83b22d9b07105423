/** Plain sockets and requests for the tests, so that nothing between hides what a listener really does. */
import { connect } from 'node:net';
import { request } from 'node:http';

/** Writes bytes, collects everything until the other side closes or the time is over. */
export function rawExchange(
  port: number,
  text: string,
  milliseconds = 3_000,
): Promise<{ readonly answer: string; readonly closed: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    const timer = setTimeout(() => {
      socket.destroy();
      resolve({ answer, closed: false });
    }, milliseconds);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ answer, closed: true });
    });
  });
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Send in pieces without a length. */
  readonly chunked?: boolean;
}

/** One request that follows no redirect. */
export function ask(url: string, options: AskOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const body = options.body;
    const length = body === undefined || options.chunked === true ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      url,
      { method: options.method ?? 'GET', headers: { ...length, ...options.headers }, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    // a server that refuses early may close while we still write
    sent.on('error', reject);
    if (body !== undefined) sent.write(body);
    sent.end();
  });
}
