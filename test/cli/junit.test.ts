// JUnit XML: the shape that Jenkins and Surefire read, whatever is in the words.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { openJunitFile } from '../../src/cli/junit-file.ts';
import { JUNIT_END, JUNIT_START, rootXml, suiteXml, type JunitSuite } from '../../src/cli/junit.ts';
import { fullTree, XML_LIMITS } from '../../src/xml/reader.ts';
import type { XmlElement } from '../../src/xml/element.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-junit-'));
after(() => rmSync(folder, { recursive: true }));

const SUITE: JunitSuite = {
  file: 'in/a.xml',
  group: 'ubl.en16931',
  milliseconds: 12.4,
  cases: [
    { name: 'BR-CO-10', kind: 'failure', message: 'The sum is wrong.', text: 'totals.lines: The sum is wrong.\n→ Correct it.' },
    { name: 'UBL-CR-001', kind: 'passed', text: 'a warning' },
    { name: 'XML_INVALID', kind: 'error', message: 'not well-formed', text: 'Ask the sender.' },
    { name: 'en16931', kind: 'passed' },
  ],
};

function read(suite: JunitSuite): XmlElement {
  return fullTree(`${JUNIT_START}${rootXml('passerelle', { tests: 0, failures: 0, errors: 0 })}${suiteXml(suite)}${JUNIT_END}`, XML_LIMITS);
}

function attributesOf(element: XmlElement | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((element?.attributes ?? []).map(({ name, value }) => [name, value]));
}

test('a suite has the members that Jenkins asks for, with counts that are true', () => {
  const root = read(SUITE);
  assert.equal(root.name, 'testsuites');
  const [suite] = root.children;
  assert.deepEqual(attributesOf(suite), { name: 'in/a.xml', tests: '4', failures: '1', errors: '1', skipped: '0', time: '0.012' });
  const cases = suite?.children ?? [];
  assert.deepEqual(attributesOf(cases[0]), { name: 'BR-CO-10', classname: 'ubl.en16931', time: '0.012' });
  assert.deepEqual(
    cases.map(({ children }) => children.map(({ name }) => name)),
    [['failure'], ['system-out'], ['error'], []],
  );
  assert.deepEqual(attributesOf(cases[0]?.children[0]), { message: 'The sum is wrong.', type: 'BR-CO-10' });
});

test('any text comes back as it was, but for what XML cannot hold', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('<', '&', '"', "'", '>', ']]>', '\0', '\u001b', '\ud800', '\uffff', '\n', '\r', '\t') }),
  );
  const kept = (text: string): string => text.toWellFormed().replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  fc.assert(
    fc.property(word, word, word, (file, name, text) => {
      const suite = read({ file, milliseconds: 0, cases: [{ name, kind: 'failure', message: text, text: `.${text}` }] }).children[0];
      const [one] = suite?.children ?? [];
      assert.deepEqual([attributesOf(suite)['name'], attributesOf(one)['name']], [kept(file), kept(name)]);
      assert.deepEqual([attributesOf(one?.children[0])['message'], one?.children[0]?.text], [kept(text), kept(`.${text}`)]);
    }),
  );
});

test('the file appears only when it is whole, with the sums of its suites', () => {
  const path = join(folder, 'report.xml');
  writeFileSync(path, 'of the last run');
  const file = openJunitFile(path, 'passerelle "validate"');
  file.add(suiteXml(SUITE));
  file.add(suiteXml({ ...SUITE, file: 'tests="9" failures="9" errors="9"' }));
  assert.equal(readFileSync(path, 'utf8'), 'of the last run');
  file.finish();
  file.discard();
  const root = fullTree(readFileSync(path, 'utf8'), XML_LIMITS);
  assert.deepEqual(attributesOf(root), { name: 'passerelle "validate"', tests: '8', failures: '2', errors: '2' });
  assert.equal(root.children.length, 2);
});

test('an interrupted run leaves nothing, and a place that cannot be written to is told at once', () => {
  const path = join(folder, 'never.xml');
  const file = openJunitFile(path, 'x');
  file.add(suiteXml(SUITE));
  file.discard();
  assert.ok(!existsSync(path));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('partial')),
    [],
  );
  assert.throws(() => openJunitFile(join(folder, 'no/such/folder.xml'), 'x'), /the JUnit file cannot be written/);
});
