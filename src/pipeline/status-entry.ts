/** A status message as an entry of the invoice's lifecycle: pure. */
import { formatDecimal } from '../model/decimal.ts';
import type { LifecycleEntry, StatusMessage } from '../model/lifecycle.ts';
import { trackOf } from '../model/lifecycle-codes.ts';

/** null when the message carries no status we know a track for. */
export function entryOf(message: StatusMessage, reference: string, listedAt: string): LifecycleEntry | null {
  const track = message.code === undefined ? undefined : trackOf(message.code);
  if (message.code === undefined || track === undefined) return null;
  const amounts = message.reasons.flatMap((reason) =>
    (reason.characteristics ?? []).flatMap((c) =>
      c.amount === undefined
        ? []
        : [{ type: c.type ?? '', amount: formatDecimal(c.amount), ...(c.percent === undefined ? {} : { rate: formatDecimal(c.percent) }) }],
    ),
  );
  const reasons = message.reasons
    .filter((reason) => reason.code !== undefined || reason.text !== undefined || reason.note !== undefined)
    .map((reason) => {
      const words = [...new Set([reason.text, reason.note].filter((part) => part !== undefined))].join(' — ');
      return { ...(reason.code === undefined ? {} : { code: reason.code }), ...(words === '' ? {} : { text: words }) };
    });
  return {
    reference,
    code: message.code,
    track,
    at: instantOf(message.statusAt) ?? instantOf(message.issuedAt) ?? listedAt,
    ...(message.issuer?.name === undefined ? {} : { actor: message.issuer.name }),
    ...(message.sender?.id === undefined ? {} : { platform: message.sender.id.value }),
    reasons,
    ...(amounts.length === 0 ? {} : { amounts }),
  };
}

/** Format 204 (CCYYMMDDHHMMSS, taken as UTC) or an ISO text; undefined when it is neither. */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  const iso = match === null ? text : `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`;
  const milliseconds = Date.parse(iso);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}
