/**
 * What a Factur-X file says of itself: the XMP packet (PDF/A-3b and the Factur-X extension with its schema) and the
 * information dictionary, which must say the same. The day comes from the invoice: no clock is read here.
 */
import { escapeText, leaf } from '../../xml/writer.ts';
import { textString } from './pdf-objects.ts';
import { FILE_NAME, type FacturxProfile } from './profiles.ts';

export interface About {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** YYYY-MM-DD; absent when the invoice has no day that exists. */
  readonly day?: string;
  /** BCP 47. */
  readonly language: string;
}

const PRODUCER = 'Passerelle';
const FX = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';

/** name, what it holds: the four properties of the extension, all external text. */
const PROPERTIES: readonly (readonly [string, string])[] = [
  ['DocumentFileName', 'The name of the embedded XML document'],
  ['DocumentType', 'The type of the hybrid document in capital letters, e.g. INVOICE or ORDER'],
  ['Version', 'The actual version of the standard applying to the embedded XML document'],
  ['ConformanceLevel', 'The conformance level of the embedded XML document'],
];

export function xmpPacket(about: About, profile: FacturxProfile): Uint8Array {
  const moment = about.day === undefined ? undefined : `${about.day}T00:00:00+00:00`;
  const body =
    description('pdfaid', 'http://www.aiim.org/pdfa/ns/id/', leaf('pdfaid:part', '3') + leaf('pdfaid:conformance', 'B')) +
    description('dc', 'http://purl.org/dc/elements/1.1/', dublinCore(about)) +
    description('pdf', 'http://ns.adobe.com/pdf/1.3/', leaf('pdf:Producer', PRODUCER)) +
    description(
      'xmp',
      'http://ns.adobe.com/xap/1.0/',
      leaf('xmp:CreatorTool', PRODUCER) + leaf('xmp:CreateDate', moment) + leaf('xmp:ModifyDate', moment),
    ) +
    extensionSchema() +
    description('fx', FX, facturx(profile));
  const packet =
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n' +
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n${body}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>`;
  return new TextEncoder().encode(packet);
}

function description(prefix: string, uri: string, content: string): string {
  return `<rdf:Description rdf:about="" xmlns:${prefix}="${uri}">${content}</rdf:Description>\n`;
}

function dublinCore({ title, author, subject, language }: About): string {
  const alternative = (name: string, text: string): string =>
    `<dc:${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeText(text)}</rdf:li></rdf:Alt></dc:${name}>`;
  const creator = author === '' ? '' : `<dc:creator><rdf:Seq><rdf:li>${escapeText(author)}</rdf:li></rdf:Seq></dc:creator>`;
  const languages = `<dc:language><rdf:Bag><rdf:li>${escapeText(language)}</rdf:li></rdf:Bag></dc:language>`;
  return `<dc:format>application/pdf</dc:format>${alternative('title', title)}${creator}${alternative('description', subject)}${languages}`;
}

function facturx({ level }: FacturxProfile): string {
  return (
    leaf('fx:DocumentType', 'INVOICE') +
    leaf('fx:DocumentFileName', FILE_NAME) +
    leaf('fx:Version', '1.0') +
    leaf('fx:ConformanceLevel', level)
  );
}

/** ISO 19005-3, 6.6.2.3.3: properties of one's own come with a description of themselves. */
function extensionSchema(): string {
  const properties = PROPERTIES.map(
    ([name, says]) =>
      `<rdf:li rdf:parseType="Resource">${leaf('pdfaProperty:name', name)}${leaf('pdfaProperty:valueType', 'Text')}` +
      `${leaf('pdfaProperty:category', 'external')}${leaf('pdfaProperty:description', says)}</rdf:li>`,
  ).join('');
  const schema =
    leaf('pdfaSchema:schema', 'Factur-X PDFA Extension Schema') +
    leaf('pdfaSchema:namespaceURI', FX) +
    leaf('pdfaSchema:prefix', 'fx') +
    `<pdfaSchema:property><rdf:Seq>${properties}</rdf:Seq></pdfaSchema:property>`;
  const namespaces = 'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"';
  return (
    `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" ${namespaces}>` +
    `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">${schema}</rdf:li></rdf:Bag></pdfaExtension:schemas>` +
    '</rdf:Description>\n'
  );
}

export function pdfDate(day: string): string {
  return `(D:${day.replaceAll('-', '')}000000+00'00')`;
}

/** The information dictionary, entry by entry equal to the packet. */
export function information({ title, author, subject, day }: About): string {
  const dates = day === undefined ? '' : ` /CreationDate ${pdfDate(day)} /ModDate ${pdfDate(day)}`;
  const written = author === '' ? '' : ` /Author ${textString(author)}`;
  const maker = `/Creator (${PRODUCER}) /Producer (${PRODUCER})`;
  return `<< /Title ${textString(title)}${written} /Subject ${textString(subject)} ${maker}${dates} >>`;
}
