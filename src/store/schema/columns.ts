/** Column types that drizzle lacks: moments as ISO text in UTC with milliseconds, and bytes. */
import { customType, pgSchema } from 'drizzle-orm/pg-core';
import type { Instant } from '../../base/calendar-date.ts';

/** Our own schema, so that a database can be shared. */
export const passerelle = pgSchema('passerelle');

/** PostgreSQL writes `2026-11-22 08:30:00.5+00` (the session is in UTC); an Instant is `2026-11-22T08:30:00.500Z`. */
export function toInstant(written: string): Instant {
  const match = /^(\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00(?::00)?|Z)$/.exec(written);
  if (match === null) return written;
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
}

export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: toInstant,
  toDriver: (value) => value,
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** SHA-256 as 32 bytes, read and written as 64 hex digits. */
export const digest = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value).toString('hex'),
  toDriver: (value) => Buffer.from(value, 'hex'),
});
