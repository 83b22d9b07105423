// The rules of the house that a linter does not know: sizes, names, parity between tables, documents that stay true.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import packageJson from '../package.json' with { type: 'json' };
import { CATALOG } from '../src/base/error-catalog.ts';
import { errorPage } from '../tools/write-error-page.ts';
import { readmeWith, rulePage } from '../tools/write-rule-tables.ts';
import { filesIn, ROOT, type SourceFile } from './support/tree.ts';

const CODE = filesIn(['src', 'connectors'], /\.ts$/);
const TESTS = filesIn(['test'], /\.ts$/);
const TOOLS = filesIn(['tools', 'eslint.config.js', '.dependency-cruiser.mjs'], /\.(mjs|ts|js)$/);
const EVERYTHING = filesIn(['.'], /\.(ts|mjs|js|json|ya?ml|md|sql|css|html|sh|service)$|Dockerfile$|\.ci\/run$|\.env\.example$/).filter(
  (file) => file.path !== 'package-lock.json',
);
const VENDORED = /(^|\/)(vendor|fixtures|golden)\//;

function none(found: readonly string[], sentence: string): void {
  assert.deepEqual(found, [], sentence);
}

function linesWhere(files: readonly SourceFile[], bad: (line: string) => boolean): string[] {
  return files.flatMap(({ path, lines }) => lines.flatMap((line, index) => (bad(line) ? [`${path}:${index + 1}`] : [])));
}

test('no file is longer than its ceiling', () => {
  const tooLong = (files: readonly SourceFile[], ceiling: number): string[] =>
    files.filter((file) => file.lines.length > ceiling).map((file) => `${file.path}: ${file.lines.length}`);
  none([...tooLong(CODE, 300), ...tooLong(TESTS, 400), ...tooLong(TOOLS, 300)], 'split by idea');
});

test('no line is longer than 140 characters, but for a long sentence', () => {
  const sentence = /'[^']{60,}'|`[^`]{60,}`|"[^"]{60,}"|\/[^/]{60,}\//;
  none(
    linesWhere([...CODE, ...TESTS, ...TOOLS], (line) => line.length > 140 && !sentence.test(line)),
    'break the line',
  );
});

test('no file or folder has a name that could hold anything', () => {
  const bad = /(^|[/.-])(utils?|helpers?|commons?|managers?|services?|misc|stuff)([/.-]|$)/;
  none(
    [...CODE, ...TESTS, ...TOOLS].map((file) => file.path).filter((path) => bad.test(path)),
    'name what it holds',
  );
});

test('file names are kebab-case', () => {
  const kebab = /^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/;
  none(
    [...CODE, ...TESTS].map((file) => file.path).filter((path) => !kebab.test(basename(path))),
    'kebab-case',
  );
});

test('every module opens with a comment that says what it is for', () => {
  const catalogs = /^src\/base\/catalog\//;
  const silent = CODE.filter((file) => !catalogs.test(file.path) && !/\/\*\*|^\/\/ /m.test(file.text.slice(0, 2500)));
  none(
    silent.map((file) => file.path),
    'say what it is for',
  );
});

test('nothing is left for later, switched off or focused', () => {
  const later = /\b(TODO|FIXME|XXX|HACK)\b(?!['"|)])/;
  none(
    linesWhere([...CODE, ...TOOLS], (line) => later.test(line)),
    'do it, or open an issue',
  );
  const off = /\b(it|test|describe)\.(skip|only|todo)\b|\{ *(skip|only|todo): *true/;
  none(
    linesWhere(
      TESTS.filter((file) => file.path !== 'test/tidy.test.ts'),
      (line) => off.test(line),
    ),
    'a test runs, or skips with a reason',
  );
});

test('no trailing white space, no tabs, one final newline', () => {
  const files = [...CODE, ...TESTS, ...TOOLS];
  none(
    linesWhere(files, (line) => /[ \t]$|\t/.test(line)),
    'white space',
  );
  none(
    files.filter((file) => !file.text.endsWith('\n') || file.text.endsWith('\n\n')).map((file) => file.path),
    'one final newline',
  );
});

test('no file names a folder of one machine or a package registry', () => {
  const machine = /(^|[\s'"`(=:])\/(work|farm|root|home)\/[a-z.]|registry\.(npmjs|yarnpkg)|deb\.debian\.org|\bnpm_config_registry\b/;
  const files = EVERYTHING.filter((file) => file.path !== 'test/tidy.test.ts' && !VENDORED.test(file.path));
  none(
    linesWhere(files, (line) => machine.test(line)),
    'true on one machine only',
  );
});

test('the lock names no registry', () => {
  const [lock] = filesIn(['package-lock.json'], /json$/);
  assert.ok(lock !== undefined && !lock.text.includes('"resolved"'));
});

test('code lists say where they come from and hold each code once', () => {
  const lists = filesIn(['src/codes'], /\.json$/);
  assert.ok(lists.length > 0);
  for (const { path, text } of lists) {
    const list = JSON.parse(text) as Record<string, unknown>;
    for (const member of ['title', 'agency', 'version', 'source', 'retrieved']) {
      assert.ok(typeof list[member] === 'string' && list[member] !== '', `${path} lacks ${member}`);
    }
    assert.match(String(list['retrieved']), /^\d{4}-\d{2}-\d{2}$/, path);
    const codes = Array.isArray(list['codes']) ? list['codes'].map((code: unknown) => JSON.stringify(code)) : [];
    assert.equal(new Set(codes).size, codes.length, `${path} holds a code twice`);
  }
});

test('French and English have the same sentences with the same values', () => {
  const french = filesIn(['src/messages/fr'], /\.json$/);
  const english = filesIn(['src/messages/en'], /\.json$/);
  assert.deepEqual(
    french.map((file) => basename(file.path)),
    english.map((file) => basename(file.path)),
  );
  french.forEach((file, index) => {
    const [fr, en] = [flat(file), flat(english[index] as SourceFile)];
    assert.deepEqual([...fr.keys()].sort(), [...en.keys()].sort(), file.path);
    for (const [key, sentence] of fr) assert.deepEqual(placeholders(sentence), placeholders(en.get(key) ?? ''), `${file.path} ${key}`);
  });
});

function flat(file: SourceFile): Map<string, string> {
  const sentences = new Map<string, string>();
  for (const [key, value] of Object.entries(JSON.parse(file.text) as Record<string, string | Record<string, string>>)) {
    if (typeof value === 'string') sentences.set(key, value);
    else for (const [part, sentence] of Object.entries(value)) sentences.set(`${key}.${part}`, sentence);
  }
  for (const [key, sentence] of sentences) assert.ok(sentence.trim() !== '', `${file.path} ${key} is empty`);
  return sentences;
}

function placeholders(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

test('every error code exists, is used, and stands on the page of errors', () => {
  const code = /'((?:BASE|CHANNEL|CONFIG|CONNECTOR|CORE|DAEMON|JSON|MAP|NET|PDF|STORE|XML|SIGN|HTTP|CLI|SANDBOX)_[A-Z_]+)'/g;
  const thrown = CODE.filter((file) => !file.path.startsWith('src/base/catalog/')).flatMap((file) =>
    [...file.text.matchAll(code)].map((match) => [match[1] ?? '', file.path] as const),
  );
  const used = new Set(thrown.map(([name]) => name));
  none(
    Object.keys(CATALOG).filter((name) => !used.has(name)),
    'in the catalogue but used nowhere',
  );
  const raised = /PasserelleError\(\s*'([A-Z_]+)'/g;
  const codes = CODE.flatMap((file) => [...file.text.matchAll(raised)]).map((match) => match[1] ?? '');
  none(
    codes.filter((name) => !(name in CATALOG)),
    'not in the catalogue',
  );
  const [page] = filesIn(['docs/errors.md'], /md$/);
  assert.equal(page?.text, errorPage(), 'run `node tools/write-error-page.ts`');
});

test('the tables of rules and code lists are what the rules and lists are', () => {
  const [readme, page] = filesIn(['README.md', 'docs/rules.md'], /md$/);
  assert.equal(readme?.text, readmeWith(readme?.text ?? ''), 'run `node tools/write-rule-tables.ts`');
  assert.equal(page?.text, rulePage(), 'run `node tools/write-rule-tables.ts`');
});

test('the changelog has the shape of Keep a Changelog, unreleased changes first', () => {
  const [log] = filesIn(['CHANGELOG.md'], /md$/);
  assert.ok(log !== undefined);
  const heads = log.lines.filter((line) => line.startsWith('## '));
  assert.equal(heads[0], '## [Unreleased]');
  for (const head of heads.slice(1)) assert.match(head, /^## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
  for (const line of log.lines.filter((row) => row.startsWith('### '))) {
    assert.match(line, /^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/);
  }
});

test('every npm script, command and file that the documents name exists', () => {
  const documents = filesIn(['README.md', 'docs', 'config', 'connectors', 'src'], /\.md$/).filter((file) => file.path !== 'docs/errors.md');
  const scripts = new Set([...Object.keys(packageJson.scripts), 'ci', 'install']);
  const missing = documents.flatMap(({ path, text }) => [
    ...[...text.matchAll(/\bnpm (?:run )?(start|test|[a-z]+:[a-z]+|bench|ci)\b/g)]
      .filter((match) => !scripts.has(match[1] ?? ''))
      .map((match) => `${path}: ${match[0]}`),
    ...[...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, path, '..', link)))
      .map((link) => `${path}: ${link}`),
  ]);
  none(missing, 'named but not there');
});

test('every rule id that a sentence is written for has what is wrong and what to do', () => {
  for (const { path, text } of filesIn(['src/messages/en', 'src/messages/fr'], /\.json$/)) {
    for (const [key, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
      if (typeof value !== 'object' || value === null) continue;
      assert.deepEqual(Object.keys(value).sort(), ['fix', 'what'], `${path} ${key}`);
    }
  }
});
