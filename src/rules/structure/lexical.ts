/**
 * The simple types of the schemas: whether a text can be a value of one. Blanks around a value never count, as in the
 * schemas; nothing here knows an element or a rule.
 */
import { isCalendarDate } from '../../base/calendar-date.ts';

export type Lexical = (text: string) => boolean;

const DATE = /^-?(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)(?:Z|[+-](\d\d):(\d\d))?$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|[+-](\d\d):(\d\d))?$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const [PAD, BLANK, NONE] = [64, 65, 66];
/** Character code → its six bits, or one of the above. */
const SIXBITS: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '=') return PAD;
  if ('\t\n\r '.includes(character)) return BLANK;
  const at = ALPHABET.indexOf(character);
  return at < 0 ? NONE : at;
});

/** RFC 3986, with the characters that schemas let stand for escaped ones made plain; a relative one begins without a colon. */
const WORD = "(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})";
const CHARACTER = `(?:${WORD}|:)`;
const AUTHORITY = `//(?:${CHARACTER}*@)?(?:${WORD.replace('@', '')})*(?:\\[[0-9A-Fa-f:.]*\\])?(?::\\d*)?(?=[/?#]|$)`;
const PATH = `(?:${CHARACTER}|/)*`;
const BEGINNING = `(?:[A-Za-z][A-Za-z0-9+.-]*:(?:${AUTHORITY}|(?!//))${PATH}|${AUTHORITY}${PATH}|(?!//)${WORD}*(?:/${PATH})?)`;
const URI = new RegExp(`^${BEGINNING}(?:\\?(?:${CHARACTER}|[/?])*)?(?:#(?:${CHARACTER}|[/?])*)?$`);

const LEXICALS: Readonly<Record<string, Lexical>> = {
  text: () => true,
  decimal: (text) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(bare(text)),
  integer: (text) => /^[+-]?\d+$/.test(bare(text)),
  boolean: (text) => /^(?:true|false|0|1)$/.test(bare(text)),
  date: (text) => isDate(bare(text)),
  time: (text) => isTime(bare(text)),
  dateTime: (text) => isDateTime(bare(text)),
  base64Binary: isBase64,
  anyURI: (text) => URI.test(bare(text).replace(/[^\x21-\x7e]|[<>"{}|\\^`]/g, '_')),
  language: (text) => /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(bare(text)),
};

/** `decimal`, or `text(1,3)` for a text of one to three characters. */
export function lexicalNamed(name: string): Lexical {
  const plain = LEXICALS[name];
  if (plain !== undefined) return plain;
  const [, least = '0', most = '0'] = /^text\((\d+),(\d+)\)$/.exec(name) ?? [];
  return (text) => {
    const length = [...collapsed(text)].length;
    return length >= Number.parseInt(least, 10) && length <= Number.parseInt(most, 10);
  };
}

/** As a token: no blanks around, one space between words. */
export function collapsed(text: string): string {
  return bare(text).replace(/[\t\n\r ]+/g, ' ');
}

/** Without blanks around; by hand, because a pattern would look again at each blank of a long run. */
function bare(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlankAt(text, start)) start++;
  while (end > start && isBlankAt(text, end - 1)) end--;
  return end - start === text.length ? text : text.slice(start, end);
}

function isBlankAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function isDate(text: string): boolean {
  const [, year = '', month, day, hours, minutes] = DATE.exec(text) ?? [];
  if (year === '' || /^0+$/.test(year)) return false;
  // the calendar repeats after 400 years
  const within = 2000 + (Number.parseInt(year, 10) % 400);
  return isCalendarDate(`${within}-${month ?? ''}-${day ?? ''}`) && isZone(hours, minutes);
}

function isTime(text: string): boolean {
  const [, hour = '', minute = '', second = '', fraction = '', hours, minutes] = TIME.exec(text) ?? [];
  if (hour === '' || !isZone(hours, minutes)) return false;
  if (hour === '24') return minute === '00' && second === '00' && /^0*$/.test(fraction);
  return hour < '24' && minute < '60' && second < '60';
}

function isDateTime(text: string): boolean {
  const at = text.indexOf('T');
  const date = text.slice(0, at);
  return at > 0 && /\d$/.test(date) && !/[+-]\d\d:\d\d$/.test(date) && isDate(date) && isTime(text.slice(at + 1));
}

/** Zones reach from -14:00 to +14:00. */
function isZone(hours = '00', minutes = '00'): boolean {
  return minutes < '60' && (hours < '14' || (hours === '14' && minutes === '00'));
}

/** Alphabet, padding, and no bit lost in the last character; megabytes of attachment are read once. */
function isBase64(text: string): boolean {
  let [count, padding, last] = [0, 0, 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const value = code < 128 ? (SIXBITS[code] ?? NONE) : NONE;
    if (value === BLANK) continue;
    if (value === PAD) padding++;
    else if (value === NONE || padding > 0) return false;
    else last = value;
    count++;
  }
  if (count % 4 !== 0 || padding > 2) return false;
  return padding === 0 || (padding === 1 ? (last & 3) === 0 : (last & 15) === 0);
}
