// Which files the arguments mean: folders to the bottom, links, patterns, and what is not there.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { namedFiles } from '../../src/cli/named-files.ts';

const root = mkdtempSync(join(tmpdir(), 'passerelle-named-'));
after(() => rmSync(root, { recursive: true }));
const at = (path: string): string => join(root, path);

for (const folder of ['a/deep/er', 'b', 'empty', '[odd]']) mkdirSync(at(folder), { recursive: true });
for (const file of ['a/1.xml', 'a/deep/2.XML', 'a/deep/er/3.pdf', 'a/note.txt', 'b/1.xml', '[odd]/1.xml', 'c.xml'])
  writeFileSync(at(file), '');
symlinkSync('../a', at('b/again'));
symlinkSync('..', at('a/deep/up'));
symlinkSync('nowhere', at('b/lost.xml'));
symlinkSync('nowhere', at('b/lost.txt'));
symlinkSync('1.xml', at('b/also.xml'));

function found(...args: readonly string[]): readonly (readonly [path: string, inside: string, trouble?: string])[] {
  return namedFiles(
    args.map((arg) => (arg === '-' ? arg : at(arg))),
    ['.xml', '.pdf'],
  ).map(({ path, inside, trouble }) => {
    const short = path.replace(`${root}/`, '');
    return trouble === undefined ? [short, inside] : [short, inside, trouble];
  });
}

test('a folder is searched to the bottom, in a fixed order, for the endings whatever their case, and no link leads it round', () => {
  assert.deepEqual(found('a'), [
    ['a/1.xml', '1.xml'],
    ['a/deep/2.XML', 'deep/2.XML'],
    ['a/deep/er/3.pdf', 'deep/er/3.pdf'],
  ]);
});

test('a link to a file is a file, one that leads nowhere stays to be told, and two links to one folder are one', () => {
  const paths = found('b', 'a').map(([path]) => path);
  assert.ok(paths.includes('b/also.xml') && paths.includes('b/lost.xml') && !paths.includes('b/lost.txt'));
  assert.equal(paths.filter((path) => path.endsWith('3.pdf')).length, 1);
});

test('a file that is named twice is one file', () => {
  assert.deepEqual(found('c.xml', 'b/../c.xml', '-', '-'), [
    ['c.xml', 'c.xml'],
    ['-', 'stdin'],
  ]);
});

test('a pattern is opened when no file has that very name', () => {
  assert.deepEqual(found('?/1.xml'), [
    ['a/1.xml', '1.xml'],
    ['b/1.xml', '1.xml'],
  ]);
  assert.deepEqual(found('[odd]'), [['[odd]/1.xml', '1.xml']]);
  assert.deepEqual(
    found('{b,c}*')
      .map(([path]) => path)
      .slice(0, 1),
    ['b/1.xml'],
  );
});

test('what is not there is told in its place and hides nothing', () => {
  assert.deepEqual(found('x*.xml', 'empty', 'gone.xml', 'c.xml'), [
    ['x*.xml', at('x*.xml'), 'no file matches the pattern'],
    ['empty', at('empty'), 'there is no XML or PDF file in the folder'],
    ['gone.xml', 'gone.xml'],
    ['c.xml', 'c.xml'],
  ]);
});
