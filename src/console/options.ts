/** Everything the console needs from the rest, by injection; the app wires it. */
import type { CalendarDate } from '../base/calendar-date.ts';
import type { Document } from '../model/document.ts';
import type { Accounts, Operations, Sessions } from '../ports/operator.ts';
import type { Clock, Ids, Log } from '../ports/runtime.ts';
import type { DocumentList, Views } from '../ports/views.ts';

export interface ConsoleOptions {
  readonly views: Views;
  /** The bytes of an artifact by digest. */
  artifact(sha256: string): Promise<Uint8Array | null>;
  readonly operations: Operations;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly release: string;
  /** True behind TLS: cookies are then Secure. */
  readonly secure?: boolean;
  /** IANA zone of a company; Europe/Paris when absent. */
  readonly zoneOf?: (company: string | null) => string;
  /** Address of the record in the ERP's own pages, when it has some. */
  readonly erpLink?: (document: Document) => string | null;
  /** What would leave if the company were live since a day; by default its prepared and signed documents. */
  readonly preview?: (company: string, since: CalendarDate | undefined) => Promise<DocumentList>;
}

export function zoneOf(options: ConsoleOptions, company: string | null): string {
  return options.zoneOf?.(company) ?? 'Europe/Paris';
}
