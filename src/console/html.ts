/**
 * The only way to make a page: html`…` escapes whatever is put into it, so that no document can write into the console.
 * Nothing else makes Html, because its key is not exported.
 */
const markup: unique symbol = Symbol('markup');

export interface Html {
  readonly [markup]: string;
}

/** null, undefined and false write nothing; lists write their items one after another. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };
// control characters are not allowed in a page, and bidirectional overrides can make one text look like another
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

export function escape(text: string): string {
  return text.replace(UNWANTED, '\ufffd').replace(/[&<>"'`]/g, (character) => ENTITIES[character] as string);
}

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'string') return escape(content);
  if (typeof content === 'number') return String(content);
  if (Array.isArray(content)) return content.map((item: Content) => write(item)).join('');
  return (content as Html)[markup];
}

/** Values stand in text or in quoted attributes only; never in tag or attribute names, never in a script. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0] as string;
  values.forEach((value, index) => {
    text += write(value) + (strings[index + 1] as string);
  });
  return { [markup]: text };
}

export const NOTHING: Html = html``;

/** The bytes of a finished page. */
export function pageText(page: Html): string {
  return `<!doctype html>\n${page[markup]}`;
}

/** An address of ours with its query; absent and empty members are left out. */
export function address(path: string, query: Readonly<Record<string, string | number | undefined>> = {}, fragment = ''): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return `${path}${text === '' ? '' : `?${text}`}${fragment === '' ? '' : `#${fragment}`}`;
}

/** A link given by others, or null when it is not plain http(s). */
export function foreignLink(text: string | undefined): string | null {
  if (text === undefined || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
