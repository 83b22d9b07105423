// PDF/A-3: what the file says of itself (ISO 19005-3, 6.6), and the invoice in it (6.8, Factur-X 1.0, parts 5 and 6).
import { createHash } from 'node:crypto';
import { bytesOf, latin1, member, resolve } from '../../src/parse/facturx/pdf-store.ts';
import { isDict, isStream, isString, nameOf, type PdfDict, type PdfStream } from '../../src/parse/facturx/pdf-value.ts';
import { PROFILES_OF_FACTURX } from '../../src/render/facturx/profiles.ts';
import { readXml } from '../../src/xml/reader.ts';
import { inside, list, text, typed, unless, type PdfaCheck, type Seen } from './pdfa-seen.ts';

const FX = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
const FX_PROPERTIES = ['DocumentFileName', 'DocumentType', 'Version', 'ConformanceLevel'];
const NAMESPACES: Readonly<Record<string, string>> = {
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
  pdfaSchema: 'http://www.aiim.org/pdfa/ns/schema#',
  pdfaProperty: 'http://www.aiim.org/pdfa/ns/property#',
  dc: 'http://purl.org/dc/elements/1.1/',
  pdf: 'http://ns.adobe.com/pdf/1.3/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  fx: FX,
};
/** Properties that need no description: those of the XMP schemas that PDF/A knows. */
const KNOWN = [
  'pdfaid:part pdfaid:conformance dc:format dc:title dc:creator dc:description dc:language',
  'pdf:Producer xmp:CreatorTool xmp:CreateDate xmp:ModifyDate',
].flatMap((row) => row.split(' '));

function pdfDay(moment: string): string {
  return moment === '' ? '' : `D:${moment.slice(0, 19).replace(/[-T:]/g, '')}+00'00'`;
}

function pairOf(key: string, property: string, shape = (said: string): string => said): PdfaCheck['breaches'] {
  return (seen) => {
    const info = resolve(seen.file, seen.file.places.trailer.get('Info'));
    if (!isDict(info)) return ['there is no information dictionary'];
    return unless(text(member(seen.file, info, key)) === shape(seen.xmp.text(property)), `${key} differs from ${property}`);
  };
}

const pair = (key: string, property: string, spoil: PdfaCheck['spoil'], shape?: (said: string) => string): PdfaCheck => ({
  id: `metadata.${key.toLowerCase()}`,
  clause: '6.6.3',
  asks: `says in its information dictionary under ${key} what the metadata says in ${property}`,
  breaches: pairOf(key, property, shape),
  spoil,
});

export const METADATA_CHECKS: readonly PdfaCheck[] = [
  {
    id: 'metadata.stream',
    clause: '6.6.2.1',
    asks: 'has metadata in the catalogue, readable without unfolding',
    breaches: (seen) => {
      const stream = inside(seen, seen.root, 'Metadata');
      if (!isStream(stream)) return ['there is no metadata'];
      const named =
        nameOf(member(seen.file, stream.dict, 'Type')) === 'Metadata' && nameOf(member(seen.file, stream.dict, 'Subtype')) === 'XML';
      return [
        ...unless(!stream.dict.members.has('Filter'), 'the metadata is compressed'),
        ...unless(named, 'the metadata is not called so'),
      ];
    },
    spoil: ['/Subtype /XML', '/Subtype /YML'],
  },
  {
    id: 'metadata.packet',
    clause: '6.6.2.1',
    asks: 'has a packet of XMP in UTF-8, with its marks and without the old attributes of them',
    breaches: ({ packet }) => [
      ...unless(/^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>/.test(packet), 'the packet does not begin as one'),
      ...unless(/<\?xpacket end="[rw]"\?>\s*$/.test(packet), 'the packet does not end as one'),
      ...unless(!packet.includes('\ufffd'), 'the packet is not UTF-8'),
    ],
    spoil: ['<?xpacket begin="', '<?xpacket bytes="9" begin="'],
  },
  {
    id: 'metadata.xml',
    clause: '6.6.2.1',
    asks: 'has metadata that is well-formed XML with one rdf:RDF',
    breaches: ({ xmp, packet }) => unless(xmp.wellFormed && packet.split('<rdf:RDF').length === 2, 'the metadata is no XML'),
    spoil: ['<x:xmpmeta ', '<x:xmpmetb '],
  },
  {
    id: 'metadata.namespaces',
    clause: '6.6.2.3.1',
    asks: 'names the schemas of its metadata by their own addresses',
    breaches: ({ xmp, packet }) =>
      Object.entries(NAMESPACES).flatMap(([prefix, uri]) =>
        unless(!packet.includes(`<${prefix}:`) || xmp.namespace(prefix) === uri, `${prefix} is another schema`),
      ),
    spoil: ['http://www.aiim.org/pdfa/ns/schema#', 'http://www.aiim.org/pdfa/ns/schema'],
  },
  {
    id: 'metadata.schema',
    clause: '6.6.2.3.3',
    asks: 'describes its own schema: name, address, prefix, and of each property name, type, category and meaning',
    breaches: ({ xmp }) => {
      const count = xmp.texts('pdfaProperty:name').length;
      const alike = ['valueType', 'category', 'description'].every(
        (key) => xmp.texts(`pdfaProperty:${key}`).filter((one) => one !== '').length === count,
      );
      const typesKnown = xmp.texts('pdfaProperty:valueType').every((one) => one === 'Text');
      const categories = xmp.texts('pdfaProperty:category').every((one) => one === 'external' || one === 'internal');
      return [
        ...unless(xmp.text('pdfaSchema:schema') !== '' && xmp.text('pdfaSchema:prefix') === 'fx', 'the schema has no name or prefix'),
        ...unless(xmp.text('pdfaSchema:namespaceURI') === FX, 'the schema has another address'),
        ...unless(alike && count > 0 && typesKnown && categories, 'a property is described in part'),
      ];
    },
    spoil: ['<pdfaProperty:category>external</pdfaProperty:category>', ''],
  },
  {
    id: 'metadata.properties',
    clause: '6.6.2.3.1',
    asks: 'uses no property that is neither of a known schema nor described',
    breaches: ({ xmp, packet }) => {
      const described = xmp.texts('pdfaProperty:name').map((name) => `fx:${name}`);
      const used = [...packet.matchAll(/<((?!rdf:|x:|pdfa(?:Extension|Schema|Property):)\w+:\w+)[ >]/g)].map(([, name = '']) => name);
      return used.flatMap((name) => unless([...KNOWN, ...described].includes(name), `${name} is described nowhere`));
    },
    spoil: [/<fx:Version>1.0<\/fx:Version>/, '<fx:Vintage>1.0</fx:Vintage>'],
  },
  {
    id: 'metadata.identification',
    clause: '6.6.4',
    asks: 'says that it is PDF/A of part 3 and conformance B',
    breaches: ({ xmp }) => unless(xmp.text('pdfaid:part') === '3' && xmp.text('pdfaid:conformance') === 'B', 'it claims something else'),
    spoil: ['<pdfaid:part>3', '<pdfaid:part>1'],
  },
  pair('Title', 'dc:title', ['/Title ', '/Titel ']),
  pair('Author', 'dc:creator', ['/Author ', '/Autor ']),
  pair('Subject', 'dc:description', ['/Subject ', '/Sujet ']),
  pair('Producer', 'pdf:Producer', ['/Producer (Passerelle)', '/Producer (Passerella)']),
  pair('Creator', 'xmp:CreatorTool', ['/Creator (Passerelle)', '/Creator (Passerella)']),
  pair('CreationDate', 'xmp:CreateDate', [/\/CreationDate \(D:2/, '/CreationDate (D:1'], pdfDay),
  pair('ModDate', 'xmp:ModifyDate', [/<xmp:ModifyDate>2/, '<xmp:ModifyDate>1'], pdfDay),
];

const named = (seen: Seen): readonly PdfDict[] => typed(seen, 'Filespec');
const streamOf = (seen: Seen, file: PdfDict): PdfStream | undefined => [inside(seen, file, 'EF', 'F')].find(isStream);
const invoiceOf = (seen: Seen): PdfDict | undefined => named(seen).find((one) => text(inside(seen, one, 'UF')) === 'factur-x.xml');
const xmlOf = (seen: Seen): Uint8Array => {
  const stream = [invoiceOf(seen)].flatMap((one) => (one === undefined ? [] : [streamOf(seen, one)]))[0];
  return stream === undefined ? new Uint8Array(0) : bytesOf(seen.file, stream);
};

const eachFile =
  (breaches: (seen: Seen, file: PdfDict, stream: PdfStream) => readonly string[]): PdfaCheck['breaches'] =>
  (seen) =>
    named(seen).flatMap((file) => {
      const stream = streamOf(seen, file);
      return stream === undefined ? ['a file is not in the file'] : breaches(seen, file, stream);
    });

export const ATTACHMENT_CHECKS: readonly PdfaCheck[] = [
  {
    id: 'attachment.names',
    clause: '6.8',
    asks: 'names each embedded file under F and UF alike',
    breaches: eachFile((seen, file) => {
      const [old, own] = [text(inside(seen, file, 'F')), text(inside(seen, file, 'UF'))];
      return unless(old !== '' && old === own, 'a file has no name or two');
    }),
    spoil: ['/UF (factur-x.xml)', '/UG (factur-x.xml)'],
  },
  {
    id: 'attachment.stream',
    clause: '6.8',
    asks: 'has the same bytes under F and UF of each embedded file',
    breaches: eachFile((seen, file) => unless(inside(seen, file, 'EF', 'F') === inside(seen, file, 'EF', 'UF'), 'F and UF are two files')),
    spoil: [/\/EF << \/F (\d+) 0 R \/UF \d+/, '/EF << /F $1 0 R /UF 1'],
  },
  {
    id: 'attachment.type',
    clause: '6.8',
    asks: 'says of the invoice that it is text/xml',
    breaches: eachFile((seen, _, stream) => [
      ...unless(nameOf(member(seen.file, stream.dict, 'Subtype')) === 'text/xml', 'a file has another type'),
      ...unless(nameOf(member(seen.file, stream.dict, 'Type')) === 'EmbeddedFile', 'a file is not called embedded'),
    ]),
    spoil: ['/Subtype /text#2Fxml', '/Subtype /text#2Fplain'],
  },
  {
    id: 'attachment.size',
    clause: '6.8',
    asks: 'says of the invoice how large it is, unfolded',
    breaches: eachFile((seen, file, stream) =>
      unless(inside(seen, file, 'EF', 'F', 'Params', 'Size') === bytesOf(seen.file, stream).length, 'a size is wrong'),
    ),
    spoil: ['/Params << /Size ', '/Params << /Size 1'],
  },
  {
    id: 'attachment.date',
    clause: '6.8',
    asks: 'says of the invoice when it was changed',
    breaches: eachFile((seen, file) => {
      const day = inside(seen, file, 'EF', 'F', 'Params', 'ModDate');
      return unless(isString(day) && /^D:\d{14}(?:Z|[+-]\d\d'\d\d'?)$/.test(day.raw), 'there is no date of change');
    }),
    spoil: [/(\/Params << \/Size \d+) \/ModDate/, '$1 /ModDatum'],
  },
  {
    id: 'attachment.checksum',
    clause: 'ISO 32000-1, 7.11.4',
    asks: 'says the checksum of each embedded file',
    breaches: eachFile((seen, file, stream) => {
      const sum = inside(seen, file, 'EF', 'F', 'Params', 'CheckSum');
      const own = createHash('md5').update(bytesOf(seen.file, stream)).digest().toString('latin1');
      return unless(isString(sum) && sum.raw === own, 'the checksum is of another file');
    }),
    spoil: [/\/CheckSum <\w{32}>/, `/CheckSum <${'0'.repeat(32)}>`],
  },
  {
    id: 'attachment.relationship',
    clause: 'Factur-X 6.2',
    asks: 'says how the invoice relates to the page: Data in MINIMUM and BASIC WL, else Alternative, Data or Source',
    breaches: (seen) => {
      const invoice = invoiceOf(seen);
      const relation = invoice === undefined ? '' : (nameOf(inside(seen, invoice, 'AFRelationship')) ?? '');
      const small = ['MINIMUM', 'BASIC WL'].includes(seen.xmp.text('fx:ConformanceLevel'));
      return unless((small ? ['Data'] : ['Alternative', 'Data', 'Source']).includes(relation), `the relationship is ${relation}`);
    },
    spoil: [/\/AFRelationship \/\w+/, '/AFRelationship /Supplement'],
  },
  {
    id: 'attachment.associated',
    clause: '6.8',
    asks: 'associates every embedded file with the document',
    breaches: (seen) => {
      const associated = list(inside(seen, seen.root, 'AF')).map((one) => resolve(seen.file, one));
      return named(seen).flatMap((one) => unless(associated.includes(one), 'a file is not associated'));
    },
    spoil: ['/AF [', '/AG ['],
  },
  {
    id: 'attachment.tree',
    clause: 'Factur-X 6.2',
    asks: 'has one invoice, called factur-x.xml, in the tree of embedded files',
    breaches: (seen) => {
      const names = list(inside(seen, seen.root, 'Names', 'EmbeddedFiles', 'Names')).map((one) => resolve(seen.file, one));
      const keys = names.filter((_, index) => index % 2 === 0).map(text);
      return [
        ...unless(names.length === 2 && names[1] === invoiceOf(seen), 'the tree leads to another file'),
        ...unless(keys[0] === 'factur-x.xml', `the file is called ${keys[0] ?? ''}`),
      ];
    },
    spoil: ['/Names [(factur-x.xml)', '/Names [(facture-x.xml)'],
  },
  {
    id: 'facturx.properties',
    clause: 'Factur-X 5.3',
    asks: 'says once each: INVOICE, the name of the file, version 1.0, a level that Factur-X has; and describes these four',
    breaches: ({ xmp }) => [
      ...FX_PROPERTIES.flatMap((name) =>
        unless(
          xmp.texts(`fx:${name}`).length === 1 && xmp.texts('pdfaProperty:name').filter((one) => one === name).length === 1,
          `${name} is not said once`,
        ),
      ),
      ...unless(xmp.text('fx:DocumentType') === 'INVOICE' && xmp.text('fx:Version') === '1.0', 'the type or the version is another'),
      ...unless(
        Object.values(PROFILES_OF_FACTURX).some(({ level }) => level === xmp.text('fx:ConformanceLevel')),
        'the level is none',
      ),
    ],
    spoil: ['<fx:DocumentType>INVOICE', '<fx:DocumentType>ORDER'],
  },
  {
    id: 'facturx.file-name',
    clause: 'Factur-X 5.3',
    asks: 'names in its metadata the file that is embedded',
    breaches: (seen) =>
      unless(invoiceOf(seen) !== undefined && seen.xmp.text('fx:DocumentFileName') === 'factur-x.xml', 'the metadata names another file'),
    spoil: ['<fx:DocumentFileName>factur-x.xml', '<fx:DocumentFileName>zugferd-invoice.xml'],
  },
  {
    id: 'facturx.xml',
    clause: 'Factur-X 6.1',
    asks: 'has an invoice that is well-formed UTF-8 of the cross industry invoice',
    breaches: (seen) => {
      try {
        return unless(readXml(xmlOf(seen)).name.endsWith('CrossIndustryInvoice'), 'the XML is another message');
      } catch {
        return ['the XML is not well-formed'];
      }
    },
    spoil: ['</rsm:CrossIndustryInvoice>', '</rsm:CrossIndustryInvoite>'],
  },
  {
    id: 'facturx.level',
    clause: 'Factur-X 5.3',
    asks: 'says the same profile in its metadata and in the invoice (BT-24)',
    breaches: (seen) => {
      const stated = /GuidelineSpecifiedDocumentContextParameter>\s*<ram:ID>([^<]*)</.exec(latin1(xmlOf(seen)))?.[1] ?? '';
      const profile = Object.values(PROFILES_OF_FACTURX).find(({ level }) => level === seen.xmp.text('fx:ConformanceLevel'));
      const french = profile?.name === 'extended' && stated.endsWith('1p0:extended-ctc-fr');
      return unless(french || profile?.specification === stated, `the level is ${profile?.level ?? 'none'} and the invoice says ${stated}`);
    },
    spoil: [/<fx:ConformanceLevel>[^<]*/, '<fx:ConformanceLevel>BASIC'],
  },
];
