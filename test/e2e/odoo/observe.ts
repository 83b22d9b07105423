/** What a person sees in Odoo of an invoice: the status fields, the chatter, the activities. Read as administrator. */
import type { Admin, Id } from './admin.ts';

export interface Seen {
  readonly status: string | false;
  readonly reason: string | false;
  readonly reference: string | false;
  readonly tracks: string | false;
  /** Lines of the bot in the chatter, oldest first, as text. */
  readonly lines: readonly string[];
  readonly activities: readonly { readonly summary: string; readonly note: string }[];
}

interface MoveRow {
  readonly id: Id;
  readonly [field: string]: unknown;
}
interface MessageRow {
  readonly res_id: Id;
  readonly body: string;
}
interface ActivityRow {
  readonly res_id: Id;
  readonly summary: string;
  readonly note: string | false;
}

const FIELDS = ['x_passerelle_status', 'x_passerelle_reason', 'x_passerelle_reference', 'x_passerelle_tracks'] as const;

export async function seenInOdoo(admin: Admin, ids: readonly Id[], bot: string): Promise<ReadonlyMap<Id, Seen>> {
  const moves = await admin.rows<MoveRow>('account.move', [['id', 'in', ids]], FIELDS);
  const messages = await admin.rows<MessageRow>(
    'mail.message',
    [
      ['model', '=', 'account.move'],
      ['res_id', 'in', ids],
      ['message_type', '=', 'comment'],
      ['create_uid.login', '=', bot],
    ],
    ['res_id', 'body'],
    { order: 'id' },
  );
  const activities = await admin.rows<ActivityRow>(
    'mail.activity',
    [
      ['res_model', '=', 'account.move'],
      ['res_id', 'in', ids],
    ],
    ['res_id', 'summary', 'note'],
  );
  return new Map(
    moves.map((move) => [
      move.id,
      {
        status: move['x_passerelle_status'] as string | false,
        reason: move['x_passerelle_reason'] as string | false,
        reference: move['x_passerelle_reference'] as string | false,
        tracks: move['x_passerelle_tracks'] as string | false,
        lines: messages.filter((message) => message.res_id === move.id).map((message) => textOf(message.body)),
        activities: activities
          .filter((one) => one.res_id === move.id)
          .map((one) => ({ summary: one.summary, note: textOf(one.note === false ? '' : one.note) })),
      },
    ]),
  );
}

function textOf(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>|<\/p>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .trim();
}

/** The lifecycle codes told in the chatter, one per line that begins with one. */
export function codesOf(seen: Seen): readonly string[] {
  return seen.lines.map((line) => /^(\d{3}) /.exec(line)?.[1]).filter((code) => code !== undefined);
}
