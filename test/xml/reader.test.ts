import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PasserelleError } from '../../src/base/error.ts';
import { readXml, XML_LIMITS } from '../../src/xml/reader.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

function refusal(input: Uint8Array, limits = XML_LIMITS): string {
  try {
    readXml(input, limits);
    return 'read';
  } catch (error) {
    return error instanceof PasserelleError ? error.code : `foreign: ${String(error)}`;
  }
}

test('elements are named by namespace, whatever prefix the file binds', () => {
  const root = readXml(bytes(`<x:ID xmlns:x="${CBC}" schemeID="0002">1<y xmlns="urn:other"/><z/></x:ID>`));
  assert.equal(root.name, 'cbc:ID');
  assert.deepEqual(root.attributes, [{ name: 'schemeID', value: '0002' }]);
  assert.deepEqual(root.children.map(({ name }) => name), ['{urn:other}y', 'z']);
});

test('text keeps what is written: CDATA, character references, white space', () => {
  const root = readXml(bytes('<a> x<![CDATA[<&]]>&#233;&amp;\n y </a>'));
  assert.equal(root.text, ' x<&é&\n y ');
});

test('namespace declarations and schema hints are no attributes', () => {
  const root = readXml(bytes('<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x y" b="1"/>'));
  assert.deepEqual(root.attributes, [{ name: 'b', value: '1' }]);
});

test('a file is read in the encoding it declares', () => {
  assert.equal(readXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1')).text, 'é');
  assert.equal(readXml(Buffer.from('\ufeff<a>é</a>', 'utf8')).text, 'é');
  assert.equal(readXml(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>é</a>', 'utf16le')).text, 'é');
  assert.equal(readXml(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>é</a>', 'utf16le').swap16()).text, 'é');
  assert.equal(readXml(Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>é</a>', 'utf16le')).text, 'é');
  assert.equal(readXml(Buffer.from('<a>é</a>', 'utf16le').swap16()).text, 'é');
});

test('bytes decide against a declaration that they contradict', () => {
  assert.equal(readXml(bytes('<?xml version="1.0" encoding="UTF-16"?><a>é</a>')).text, 'é');
  assert.equal(readXml(bytes('\ufeff<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>')).text, 'é');
  assert.equal(readXml(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-8"?><a>é</a>', 'utf16le')).text, 'é');
});

const laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>';

const HOSTILE: readonly (readonly [string, Uint8Array, string])[] = [
  ['a DOCTYPE', bytes('<!DOCTYPE a><a/>'), 'XML_INVALID'],
  ['an external entity', bytes('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), 'XML_INVALID'],
  ['billion laughs', bytes(laughs), 'XML_INVALID'],
  ['an unknown entity', bytes('<a>&nbsp;</a>'), 'XML_INVALID'],
  ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]), 'XML_INVALID'],
  ['an encoding nobody uses', bytes('<?xml version="1.0" encoding="UTF-7"?><a/>'), 'XML_INVALID'],
  ['UTF-32', Buffer.from([0x3c, 0, 0, 0, 0x61, 0, 0, 0, 0x2f, 0, 0, 0, 0x3e, 0, 0, 0]), 'XML_INVALID'],
  ['half a character of UTF-16', Buffer.from('\ufeff<a/>', 'utf16le').subarray(0, 9), 'XML_INVALID'],
  ['ISO-8859-1 that says it is UTF-8', Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>', 'latin1'), 'XML_INVALID'],
  ['a file cut off', bytes('<?xml version="1.0"?><a><b>text'), 'XML_INVALID'],
  ['quadratic blow-up', bytes(`<!DOCTYPE a [<!ENTITY x "${'y'.repeat(50_000)}">]><a>${'&x;'.repeat(50_000)}</a>`), 'XML_INVALID'],
  ['a parameter entity from elsewhere', bytes('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><a/>'), 'XML_INVALID'],
  ['a DOCTYPE after a comment', bytes('<!-- x --><!DOCTYPE a SYSTEM "a.dtd"><a/>'), 'XML_INVALID'],
  ['a tag never closed', bytes('<a><b></a>'), 'XML_INVALID'],
  ['two roots', bytes('<a/><b/>'), 'XML_INVALID'],
  ['text after the root', bytes('<a/>x'), 'XML_INVALID'],
  ['an unbound prefix', bytes('<x:a/>'), 'XML_INVALID'],
  ['a control character', bytes('<a>\u0001</a>'), 'XML_INVALID'],
  ['the same attribute twice', bytes('<a b="1" b="2"/>'), 'XML_INVALID'],
  ['nothing', bytes(''), 'XML_INVALID'],
  ['deep nesting', bytes('<a>'.repeat(200_000)), 'XML_TOO_LARGE'],
  ['many attributes', bytes(`<a ${Array.from({ length: 100_000 }, (_, i) => `b${i}="1"`).join(' ')}/>`), 'XML_TOO_LARGE'],
];

for (const [name, input, code] of HOSTILE) {
  test(`refused with ${code}: ${name}`, () => {
    const start = performance.now();
    assert.equal(refusal(input), code);
    assert.ok(performance.now() - start < 2000, 'refusing took too long');
  });
}

test('size and number of elements have a bound', () => {
  assert.equal(refusal(bytes('<a>12345</a>'), { ...XML_LIMITS, bytes: 5 }), 'XML_TOO_LARGE');
  assert.equal(refusal(bytes('<a><b/><b/><b/></a>'), { ...XML_LIMITS, elements: 3 }), 'XML_TOO_LARGE');
});

test('an error names the place and never the content', () => {
  assert.throws(() => readXml(bytes('<a>\n<secret>1234.56</a>')), (error) => {
    assert.ok(error instanceof PasserelleError);
    assert.equal(error.where.line, 2);
    assert.doesNotMatch(error.message, /1234/);
    return true;
  });
});

test('any bytes are read or refused by one of our codes', () => {
  const piece = fc.constantFrom(
    '<a>', '</a>', '<b c="1"/>', '&lt;', '&x;', '<![CDATA[', ']]>', '<!--', '-->', '<?p?>', '<!DOCTYPE', 'é', '\u0000', '>',
  );
  const pieces = fc.array(piece, { maxLength: 12 }).map((parts) => bytes(parts.join('')));
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), pieces), (input) => {
    assert.match(refusal(input), /^(?:read|XML_INVALID|XML_TOO_LARGE)$/);
  }), { numRuns: 1000 });
});
