/** Odoo's own way to write moments: `YYYY-MM-DD HH:MM:SS`, UTC, whole seconds. Pure arithmetic, no clock. */

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})/;

/** Milliseconds since 1970, or null when the text is no moment. */
export function millisOf(moment: string): number | null {
  const match = SHAPE.exec(moment);
  if (match === null) return null;
  const millis = Date.parse(
    `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}T${match[4] ?? ''}:${match[5] ?? ''}:${match[6] ?? ''}Z`,
  );
  return Number.isNaN(millis) ? null : millis;
}

const DAY_MS = 86_400_000;

/** The moment of so many milliseconds since 1970 (proleptic Gregorian calendar, from days to year, month, day). */
export function momentOf(millis: number): string {
  const days = Math.floor(millis / DAY_MS);
  const seconds = Math.floor((millis - days * DAY_MS) / 1000);
  // the year begins in March, so that the leap day is its last: H. Hinnant's civil_from_days
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${padded(year, 4)}-${padded(month)}-${padded(day)} ${clock.map((part) => padded(part)).join(':')}`;
}

function padded(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

export function minutesBefore(moment: string, minutes: number): string {
  const millis = millisOf(moment);
  return millis === null ? moment : momentOf(millis - minutes * 60_000);
}
