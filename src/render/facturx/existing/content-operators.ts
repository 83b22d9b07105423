/** The operators of a page or a form of an existing PDF, read past strings and inline images: is a colour in CMYK set? */
import type { SourcePdf, SourceStream } from './source-pdf.ts';
import { nameIn } from './source-pdf.ts';

/** Streams that are no drawing: fonts, colours, pictures, texts. */
const NOT_DRAWN = ['Image', 'XML', 'Type1C', 'CIDFontType0C', 'OpenType'];
/** Without any of these, in whatever place, no operator can be one that is looked for. */
const SUSPECT = /[kK](?:[\s%(<[/]|$)|CMYK|LZW/;
/** One token: a comment, a string, a hexadecimal string, a bracket, a word. Nested brackets in strings are escaped or balanced once. */
const TOKEN = /%[^\r\n]*|\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<<|>>|<[^>]*>|[[\]{}]|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g;

export function contentObstacles(source: SourcePdf, stream: SourceStream): readonly string[] {
  const { members } = stream.dict;
  const kind = nameIn(source.resolve(members.get('Subtype')));
  const drawn = kind === 'Form' || members.has('PatternType');
  const plain = !members.has('Type') && kind === undefined && !members.has('N') && !members.has('Length1') && !members.has('FunctionType');
  if (!drawn && (!plain || NOT_DRAWN.includes(kind ?? ''))) return [];
  const text = new TextDecoder('latin1').decode(source.data(stream));
  return SUSPECT.test(text) ? operators(text) : [];
}

function operators(text: string): readonly string[] {
  const out = new Set<string>();
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [word] = found;
    if (word === 'k' || word === 'K' || word === '/DeviceCMYK' || word === '/CMYK') {
      out.add('it has colours in CMYK, which an sRGB output intent does not cover');
    }
    if (word === '/LZW' || word === '/LZWDecode') out.add('a stream has the filter LZWDecode');
    if (word === 'ID') {
      const end = /[\s]EI(?=[\s]|$)/g;
      end.lastIndex = found.index;
      TOKEN.lastIndex = end.exec(text) === null ? text.length : end.lastIndex;
    }
  }
  return [...out];
}
