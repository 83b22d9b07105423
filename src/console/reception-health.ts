/** How well each connection to the network is heard, in plain words: a silence that is not usual is an alarm. */
import type { ReceptionHealth } from '../ports/views.ts';
import { ageText, countText, durationText, momentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { Tone } from './state-badge.ts';
import type { Visit } from './visit.ts';

/** A check runs every few minutes: after this it has failed for some time. */
const STALE_MILLISECONDS = 30 * 60_000;

export function receptionHealth(visit: Visit, rows: readonly ReceptionHealth[], zone: string): Html {
  const { words } = visit;
  if (rows.length === 0) return html`<p class="faint health-none">${words('reception.health.none')}</p>`;
  return html`<section class="health" id="health" data-live aria-label="${words('reception.health.title')}">
    ${rows.map((row) => connection(visit, row, zone))}
  </section>`;
}

function isStale({ now }: Visit, { lastOkAt }: ReceptionHealth): boolean {
  return lastOkAt === null || Date.parse(now) - Date.parse(lastOkAt) > STALE_MILLISECONDS;
}

export function healthTone(visit: Visit, row: ReceptionHealth): Tone {
  if (row.silent) return 'bad';
  return isStale(visit, row) || row.listed > row.stored ? 'warn' : 'ok';
}

function connection(visit: Visit, row: ReceptionHealth, zone: string): Html {
  const { words } = visit;
  const tone = healthTone(visit, row);
  return html`<div class="heard ${tone}">
    <h2>
      ${row.connection}
      <span class="badge ${tone}">${words(`reception.health.${row.silent ? 'silent' : tone === 'warn' ? 'watch' : 'ok'}`)}</span>
    </h2>
    ${silence(visit, row)}
    <p>${lastCheck(visit, row, zone)} ${counted(visit, row)}</p>
    <p class="faint">${lastArrival(visit, row, zone)}</p>
  </div>`;
}

function silence({ words, now }: Visit, row: ReceptionHealth): Html {
  if (!row.silent) return NOTHING;
  const since = row.lastArrivalAt === null ? null : ageText(words.locale, row.lastArrivalAt, now);
  const usual = row.usualGapSeconds === null ? null : durationText(words.locale, row.usualGapSeconds * 1000);
  const what =
    since === null
      ? words('reception.health.alarm.never')
      : usual === null
        ? words('reception.health.alarm.since', { since })
        : words('reception.health.alarm', { since, usual });
  return html`<p class="alarm" role="alert"><strong>${what}</strong> ${words('reception.health.alarm.fix')}</p>`;
}

function lastCheck(visit: Visit, row: ReceptionHealth, zone: string): Html {
  const { words, now } = visit;
  if (row.lastOkAt === null) return html`<strong>${words('reception.health.unchecked')}</strong>`;
  const values = { moment: momentText(words.locale, row.lastOkAt, zone), age: ageText(words.locale, row.lastOkAt, now) };
  return isStale(visit, row)
    ? html`<strong>${words('reception.health.stale', values)}</strong>`
    : html`${words('reception.health.checked', values)}`;
}

/** What the platform lists against what is kept here. */
function counted({ words }: Visit, row: ReceptionHealth): Html {
  if (row.comparedAt === null) return html`${words('reception.health.uncompared')}`;
  const values = { listed: countText(words.locale, row.listed), stored: countText(words.locale, row.stored) };
  const missing = row.listed - row.stored;
  const gap =
    missing <= 0
      ? NOTHING
      : html` <strong
          >${
            missing === 1
              ? words('reception.health.missing.one')
              : words('reception.health.missing', { count: countText(words.locale, missing) })
          }</strong
        >`;
  const recovered =
    row.recovered === 0
      ? NOTHING
      : html` ${
          row.recovered === 1
            ? words('reception.health.recovered.one')
            : words('reception.health.recovered', { count: countText(words.locale, row.recovered) })
        }`;
  return html`${words('reception.health.counted', values)}${gap}${recovered}`;
}

function lastArrival({ words, now }: Visit, row: ReceptionHealth, zone: string): string {
  if (row.lastArrivalAt === null) return words('reception.health.arrival.none');
  const values = { moment: momentText(words.locale, row.lastArrivalAt, zone), age: ageText(words.locale, row.lastArrivalAt, now) };
  return row.usualGapSeconds === null
    ? words('reception.health.arrival', values)
    : words('reception.health.arrival.usual', { ...values, usual: durationText(words.locale, row.usualGapSeconds * 1000) });
}
