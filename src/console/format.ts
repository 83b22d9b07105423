/** Amounts, dates and ages for people. Amounts go from decimal text to the page without ever being a float. */
import { parseDecimal, formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Locale } from '../ports/locale.ts';

const TAGS: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const known = cache.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function numberFormat(locale: Locale, digits: number): Intl.NumberFormat {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return kept(`n:${locale}:${digits}`, () => new Intl.NumberFormat(TAGS[locale], options));
}

/** With the fraction digits it was written with; Intl reads the text exactly, however long it is. */
export function decimalText(locale: Locale, value: Decimal | string): string {
  const decimal = typeof value === 'string' ? parseDecimal(value) : value;
  if (decimal === null) return value as string;
  return numberFormat(locale, Math.min(decimal.scale, 20)).format(formatDecimal(decimal) as `${number}`);
}

/** `20,00 %` or `20.00%`. */
export function percentText(locale: Locale, value: Decimal | string): string {
  return `${decimalText(locale, value)}${locale === 'fr' ? '\u00a0' : ''}%`;
}

/** `1 234,50 €` or `1,234.50 EUR`: the code is spelled out where the sign is not plain. */
export function amountText(locale: Locale, value: Decimal | string, currency: string | null | undefined): string {
  const decimal = typeof value === 'string' ? parseDecimal(value) : value;
  if (decimal === null) return value as string;
  const number = decimalText(locale, decimal);
  if (currency === null || currency === undefined || currency === '') return number;
  if (currency !== 'EUR') return `${number}\u00a0${currency}`;
  if (locale === 'fr') return `${number}\u00a0€`;
  return number.startsWith('-') ? `-€${number.slice(1)}` : `€${number}`;
}

/** A calendar day; a text that is none is shown as it is. */
export function dayText(locale: Locale, day: string | null | undefined): string {
  if (day === null || day === undefined) return '';
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) return day;
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return kept(`d:${locale}`, () => new Intl.DateTimeFormat(TAGS[locale], options)).format(at);
}

/** A moment in the zone of a company. */
export function momentText(locale: Locale, instant: string, zone: string, precision: 'minute' | 'second' = 'minute'): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const second = precision === 'second' ? ({ second: '2-digit' } as const) : {};
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    ...second,
  } as const;
  return kept(`m:${locale}:${zone}:${precision}`, () => new Intl.DateTimeFormat(TAGS[locale], options)).format(at);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in one unit: `3 j`, `5 h`, `12 min`. */
export function ageText(locale: Locale, since: string, now: string): string {
  return durationText(locale, Math.max(0, Date.parse(now) - Date.parse(since)));
}

/** A length of time in one unit, never more than it is. */
export function durationText(locale: Locale, milliseconds: number): string {
  const passed = Math.max(0, milliseconds);
  const [unit, length] = UNITS.find(([, size]) => passed >= size) ?? UNITS[2];
  const count = Math.floor(passed / length);
  const options = { style: 'unit', unit, unitDisplay: 'short' } as const;
  return kept(`u:${locale}:${unit}`, () => new Intl.NumberFormat(TAGS[locale], options)).format(count);
}

export function countText(locale: Locale, count: number): string {
  return numberFormat(locale, 0).format(count);
}

export function fileSizeText(locale: Locale, bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  return `${countText(locale, kilobytes)} ${locale === 'fr' ? 'ko' : 'kB'}`;
}
