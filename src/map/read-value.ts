/** How dates, truth values, countries and HTML texts are read. Each gives undefined when the text is none. */
import { dayOf, isCalendarDate } from '../base/calendar-date.ts';
import type { Identifier } from '../model/party.ts';
import { digitsOf, type Raw } from './record.ts';

export type Reading = string | Identifier;

/** YYYY-MM-DD, also as the head of a time at midnight (`2026-09-01T00:00:00`), as SAP and Sage write their days. */
export function asDate(text: string): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)?.[1];
  return day !== undefined && isCalendarDate(day) ? day : undefined;
}

/** Odoo and most APIs write moments in UTC: `2026-09-01 22:30:00` is the second of September in Paris. */
export function asDay(text: string, zone: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (match === null) return asDate(text);
  const instant = `${match[1]}T${match[2]}${match[3] ?? 'Z'}`;
  if (Number.isNaN(Date.parse(instant))) return undefined;
  try {
    return dayOf(instant, zone);
  } catch {
    return undefined; // a zone that this runtime does not know
  }
}

const TRUE = ['true', '1', 'yes', 'y', 't'];
const FALSE = ['false', '0', 'no', 'n', 'f', ''];

export function asBool(raw: Raw): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  if (raw === null) return false;
  const text = (typeof raw === 'string' ? raw : digitsOf(raw))?.trim().toLowerCase();
  if (text === undefined) return undefined;
  return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined;
}

/** Greece and the United Kingdom have another code in VAT numbers than in ISO 3166-1. */
const VAT_PREFIXES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };

export function asCountry(text: string): string | undefined {
  const code = text.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  return VAT_PREFIXES[code] ?? code;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  ucirc: 'û',
  ugrave: 'ù',
  icirc: 'î',
  laquo: '«',
  raquo: '»',
  deg: '°',
  rsquo: '’',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};
const BREAKS = /^(?:br|p|div|li|tr|h[1-6]|ul|ol|table|hr)$/;

/** The text of an HTML field, in one pass: blocks become lines, tags, comments, scripts and styles go. */
export function asHtml(html: string): string {
  const closes = closeFinder(html.toLowerCase());
  const parts: string[] = [];
  let index = 0;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', index)) {
    parts.push(html.slice(index, open));
    const tag = /^<(?:\/?([a-zA-Z][a-zA-Z0-9]*)|!)/.exec(html.slice(open, open + 20));
    const close = tag === null ? -1 : closes.tag(open);
    const name = tag?.[1]?.toLowerCase() ?? '';
    if (close < 0)
      parts.push('<'); // a plain less-than sign
    else if (BREAKS.test(name)) parts.push('\n');
    const silent = close >= 0 && SILENT.has(name) && html[open + 1] !== '/';
    index = close < 0 ? open + 1 : silent ? closes.element(name, close + 1) : close + 1;
  }
  return tidy(decodeEntities(parts.join('') + html.slice(index)));
}

const SILENT: ReadonlySet<string> = new Set(['script', 'style']);

/** Finds where tags, comments and elements end. A closing that was looked for in vain is not looked for again. */
function closeFinder(lower: string): { tag(open: number): number; element(name: string, from: number): number } {
  const absent = new Set<string>();
  const find = (text: string, from: number): number => {
    const at = absent.has(text) ? -1 : lower.indexOf(text, from);
    if (at < 0) absent.add(text);
    return at;
  };
  return {
    tag(open) {
      if (!lower.startsWith('<!--', open)) return find('>', open);
      const end = find('-->', open + 4);
      return end < 0 ? -1 : end + 2;
    },
    element(name, from) {
      const end = find(`</${name}`, from);
      return end < 0 ? lower.length : end;
    },
  };
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16);
    return code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
