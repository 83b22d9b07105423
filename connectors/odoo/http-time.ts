/** Times that HTTP headers tell, in the shape Odoo's own fields have. */
import type { HttpAnswer } from './http-call.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A `Date` header as `YYYY-MM-DD HH:MM:SS` in UTC, or null when it is none. */
export function httpTime(header: string | undefined): string | null {
  const match = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(header ?? '');
  if (match === null) return null;
  const [, day = '', month = '', year = '', time = ''] = match;
  const index = MONTHS.indexOf(month);
  return index < 0 ? null : `${year}-${String(index + 1).padStart(2, '0')}-${day} ${time}`;
}

/** Seconds of `Retry-After` when it is a number of them. */
export function retryAfter(answer: HttpAnswer): number | undefined {
  const header = answer.headers['retry-after'];
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number.parseInt(header, 10) : undefined;
}
