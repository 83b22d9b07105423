/**
 * Escaping writer: functions from values to XML text, so that a message is written as it reads, and the same values
 * always give the same bytes. Absent values write nothing; characters that XML 1.0 cannot hold are dropped.
 */
const SPECIAL = /[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/;
const EACH = /[&<>"\r\n\t]|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;',
};

export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(EACH, (found) => (found === '\n' || found === '\t' || found === '"' ? found : (ESCAPES[found] ?? '')));
}

export function escapeAttribute(text: string): string {
  return SPECIAL_IN_ATTRIBUTE.test(text) ? text.replace(EACH, (found) => ESCAPES[found] ?? '') : text;
}

/** ` name="value"`, or nothing for an absent value; an empty value is written. */
export function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`;
}

/** An element with text; nothing for an absent value. `attributes` are written by `attribute`. */
export function leaf(name: string, value: string | undefined, attributes = ''): string {
  return value === undefined ? '' : `<${name}${attributes}>${escapeText(value)}</${name}>`;
}

/** An element around others; nothing when nothing is inside, because both syntaxes forbid empty groups. */
export function group(name: string, content: string): string {
  return content === '' ? '' : `<${name}>${content}</${name}>`;
}

/** The same element for each value of a list that may be absent. */
export function each<T>(values: readonly T[] | undefined, write: (value: T) => string): string {
  let out = '';
  if (values !== undefined) for (const value of values) out += write(value);
  return out;
}

/** The whole file: declaration, root with its namespace declarations, content. */
export function xmlDocument(root: string, namespaces: Readonly<Record<string, string>>, content: string): Uint8Array {
  let declarations = '';
  for (const [prefix, uri] of Object.entries(namespaces)) {
    declarations += attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri);
  }
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<${root}${declarations}>${content}</${root}>`, 'utf8');
}
