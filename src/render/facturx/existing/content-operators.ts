/** The operators of a page or a form of an existing PDF, read past strings and inline images: is a colour in CMYK set? */
import { dictOf, listIn, nameIn, streamOf, type SourceDict, type SourcePdf, type SourceStream, type SourceValue } from './source-pdf.ts';

/** Without any of these, in whatever place, no operator can be one that is looked for. */
const SUSPECT = /[kK](?:[\s%(<[/]|$)|CMYK|LZW/;
/** One token: a comment, a string, a hexadecimal string, a bracket, a word. Nested brackets in strings are escaped or balanced once. */
const TOKEN = /%[^\r\n]*|\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<<|>>|<[^>]*>|[[\]{}]|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g;

/** Of a dictionary: what its page, its form, its pattern or the glyphs of its font draw. */
export function contentObstacles(source: SourcePdf, { members }: SourceDict, own: SourceStream | undefined): readonly string[] {
  const { resolve } = source;
  const drawn: SourceValue[] = [];
  if (own !== undefined && (nameIn(resolve(members.get('Subtype'))) === 'Form' || members.has('PatternType'))) drawn.push(own);
  const contents = resolve(members.get('Contents'));
  if (nameIn(resolve(members.get('Type'))) === 'Page') drawn.push(contents, ...listIn(contents).map(resolve));
  const glyphs = dictOf(resolve(members.get('CharProcs')));
  if (glyphs !== undefined) drawn.push(...[...glyphs.members.values()].map(resolve));
  const texts = drawn.flatMap((one) => {
    const stream = streamOf(one);
    return stream === undefined ? [] : [new TextDecoder('latin1').decode(source.data(stream))];
  });
  return texts.flatMap((text) => (SUSPECT.test(text) ? operators(text) : []));
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
