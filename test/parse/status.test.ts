// A status message is read whole: written again it is the same tree, and what no term takes is listed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readStatus } from '../../src/parse/cdar/parse-status.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { isBlank, type XmlElement } from '../../src/xml/element.ts';
import { readXml } from '../../src/xml/reader.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';
import { COLLECTED, DISPUTED } from '../rules/cdv-sound.ts';

interface Tree {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly text: string;
  readonly children: readonly Tree[];
}

/** What an element says: prefixes, comments, indentation and the order of attributes are no content; the order of elements is. */
function treeOf(element: XmlElement): Tree {
  return {
    name: element.name,
    attributes: element.attributes.map(({ name, value }) => `${name}=${value}`).sort(),
    text: element.children.length > 0 && isBlank(element.text) ? '' : element.text,
    children: element.children.map(treeOf),
  };
}

test('the official messages, read and written again, are the same trees', { skip: NEEDS_DATA }, () => {
  const names = readdirSync(sharedPath('fr/cdar')).filter((name) => name.endsWith('.xml'));
  assert.equal(names.length, 11);
  for (const name of names) {
    const bytes = readFileSync(sharedPath('fr/cdar', name));
    const { message, unread } = readStatus(bytes);
    assert.deepEqual(unread, [], name);
    assert.deepEqual(treeOf(readXml(renderStatus(message))), treeOf(readXml(bytes)), name);
  }
});

test('the comparison sees an element, a value, an attribute and an order that differ', () => {
  const xml = Buffer.from(renderStatus(COLLECTED)).toString('utf8');
  const tree = treeOf(readXml(Buffer.from(xml)));
  const changes = [
    ['<ram:SequenceNumeric>1</ram:SequenceNumeric>', ''],
    ['>120.00<', '>120<'],
    ['currencyID="EUR"', 'currencyID="USD"'],
    ['<ram:RoleCode>SE</ram:RoleCode>', '<ram:RoleCode> SE</ram:RoleCode>'],
    [
      '<ram:StatusCode>47</ram:StatusCode><ram:TypeCode>380</ram:TypeCode>',
      '<ram:TypeCode>380</ram:TypeCode><ram:StatusCode>47</ram:StatusCode>',
    ],
  ] as const;
  for (const [from, to] of changes) {
    assert.ok(xml.includes(from), from);
    assert.notDeepEqual(treeOf(readXml(Buffer.from(xml.replace(from, to)))), tree, from);
  }
});

test('every member of a message is written and read back', () => {
  for (const message of [DISPUTED, COLLECTED]) {
    const { message: read, unread, faults } = readStatus(renderStatus(message));
    assert.deepEqual([read, unread, faults], [message, [], []]);
  }
});

test('what no term takes is listed with its place and value', () => {
  const strangers: readonly (readonly [before: string, element: string, path: RegExp])[] = [
    [
      '</ram:SpecifiedDocumentStatus>',
      '<ram:ReasonInformation>x</ram:ReasonInformation>',
      /SpecifiedDocumentStatus(\[1\])?\/ram:ReasonInformation$/,
    ],
    ['<ram:ProcessConditionCode>', '<ram:Description>x</ram:Description>', /ReferenceReferencedDocument\/ram:Description$/],
    [
      '</rsm:ExchangedDocument>',
      '<ram:IncludedNote><ram:Content>x</ram:Content></ram:IncludedNote>',
      /ExchangedDocument\/ram:IncludedNote\/ram:Content$/,
    ],
  ];
  const xml = Buffer.from(renderStatus(COLLECTED)).toString('utf8');
  for (const [before, element, path] of strangers) {
    const { unread, message } = readStatus(Buffer.from(xml.replace(before, element + before)));
    assert.equal(unread.length, 1, element);
    assert.match(unread[0]?.path ?? '', path);
    assert.equal(unread[0]?.value, 'x');
    assert.deepEqual(message, COLLECTED);
  }
});

test('the status and the label of a block of its own are read as that block’s', () => {
  const { message } = readStatus(renderStatus({ ...DISPUTED, code: '205' }));
  assert.deepEqual([message.code, message.reasons[0]?.statusCode, message.reasons[0]?.statusLabel], ['205', '207', 'En litige']);
});
