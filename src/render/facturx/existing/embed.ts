/**
 * The invoice added to an existing PDF: its pages stay byte for byte, and what makes it an archive with an invoice in it
 * is appended (ISO 32000-1, 7.5.6). A PDF that adding cannot make conform is refused with every reason.
 */
import { PasserelleError } from '../../../base/error.ts';
import { archiveParts, documentId, hex } from '../archive-parts.ts';
import type { About } from '../metadata.ts';
import { newObjects, reference } from '../pdf-objects.ts';
import { FILE_NAME, type FacturxProfile } from '../profiles.ts';
import { KEPT_ENTRIES, obstacles } from './obstacles.ts';
import { dictOf, isReference, listIn, type SourceDict, type SourcePdf, type SourceString, type SourceValue } from './source-pdf.ts';

const REASONS_MAX = 8;

/** @throws PasserelleError PDF_NOT_CONFORMING with the reasons; PDF_INVALID */
export function embedInExisting(source: SourcePdf, xml: Uint8Array, about: About, profile: FacturxProfile): Uint8Array {
  const catalogue = dictOf(source.resolve(source.trailer.get('Root')));
  if (catalogue === undefined || !isReference(catalogue.members.get('Pages'))) throw refusal(['it has no pages']);
  const reasons = [...obstacles(source, catalogue), ...otherFiles(source, catalogue)];
  if (reasons.length > 0) throw refusal(reasons);
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(source.text.slice(-2048))?.[1];
  if (before === undefined) throw refusal(['something stands after its end']);
  const ended = /[\r\n]$/.test(source.text.slice(-1)) ? source.bytes : Uint8Array.from([...source.bytes, 10]);
  const objects = newObjects({ bytes: ended, first: source.highest + 1 });
  const parts = archiveParts(objects, xml, about, profile);
  const root = objects.put(`<< /Type /Catalog ${keptEntries(source, catalogue)} ${parts.catalogue} >>`);
  const id = documentId(xml, firstId(source));
  const kind = source.text.startsWith('xref', Number.parseInt(before, 10)) ? 'table' : 'stream';
  return objects.finish(`/Root ${root} ${parts.trailer} ${id} /Prev ${before}`, kind);
}

function refusal(reasons: readonly string[]): PasserelleError {
  const more = reasons.length > REASONS_MAX ? ` and ${reasons.length - REASONS_MAX} reasons more` : '';
  return new PasserelleError('PDF_NOT_CONFORMING', `the PDF cannot be made a PDF/A-3: ${reasons.slice(0, REASONS_MAX).join('; ')}${more}`);
}

/** An earlier invoice is replaced; any other file would have to be described by somebody who knows what it is. */
function otherFiles({ resolve }: SourcePdf, { members }: SourceDict): readonly string[] {
  const names = dictOf(resolve(dictOf(resolve(members.get('Names')))?.members.get('EmbeddedFiles')));
  const own = listIn(resolve(names?.members.get('Names'))).filter((_, index) => index % 2 === 0);
  const foreign = names !== undefined && (names.members.has('Kids') || own.some((one) => textOf(resolve(one)) !== FILE_NAME));
  return foreign ? ['it holds other files'] : [];
}

function textOf(value: SourceValue): string | undefined {
  return isText(value) ? value.raw.replace(/^\xfe\xff/, '').replaceAll('\0', '') : undefined;
}

function isText(value: SourceValue): value is SourceString {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'string';
}

/** Only what is written elsewhere and referred to, and the language: nothing is written again in other words. */
function keptEntries({ resolve }: SourcePdf, { members }: SourceDict): string {
  const referred = [...KEPT_ENTRIES, 'MarkInfo'].flatMap((name) => {
    const value = members.get(name);
    return isReference(value) ? [`/${name} ${reference(value.number)}`] : [];
  });
  const language = resolve(members.get('Lang'));
  const marked = dictOf(members.get('MarkInfo'))?.members.get('Marked') === true;
  return [
    ...referred,
    ...(marked ? ['/MarkInfo << /Marked true >>'] : []),
    ...(isText(language) ? [`/Lang ${bytesText(language)}`] : []),
  ].join(' ');
}

function bytesText({ raw }: SourceString): string {
  return `<${[...raw].map((char) => hex(char.charCodeAt(0)).slice(2)).join('')}>`;
}

function firstId({ trailer, resolve }: SourcePdf): string | undefined {
  const [first] = listIn(resolve(trailer.get('ID')));
  const value = resolve(first);
  return isText(value) && value.raw !== '' ? bytesText(value).slice(1, -1) : undefined;
}
