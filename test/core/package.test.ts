// The package `passerelle/core`, packed and installed as other people get it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import ts from 'typescript';
import { ROOT } from '../support/tree.ts';
import { olderNode } from './older-node.ts';
import { packAndInstall, type Installed } from './pack.ts';

const PAGE = readFileSync(join(ROOT, 'docs/core.md'), 'utf8');
const OPTIONS: ts.CompilerOptions = {
  // neither Node's types nor any other are asked of a consumer; the DOM's have console and TextDecoder
  types: [],
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
};

/** Programs of the consumer: that of the page, one of mistakes, one that sees every export. */
const MISTAKES = [
  "import { checkInvoice, dec, judgeFile, type Invoice } from 'passerelle/core';",
  "export const typo: Invoice = { nummer: 'F-1' };",
  'export const money: Invoice = { totals: { due: 12.5 } };',
  "export const profile = judgeFile(new Uint8Array(), { profile: 'en16932' });",
  "export const faults = checkInvoice({ number: 'F-1' }).map((fault) => fault.sentence);",
  "export const amount = dec('1') + dec('2');",
];

const root = realpathSync(mkdtempSync(join(tmpdir(), 'passerelle-package-')));
let installed: Installed;
let consumer: ts.Program;
before(() => {
  installed = packAndInstall(root);
  consumer = compiled();
});
after(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The examples of the page, by the language they are written in. */
function example(language: 'ts' | 'js'): string {
  const code = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(PAGE)?.[1];
  assert.ok(code !== undefined, `docs/core.md has no example in ${language}`);
  return code;
}

/** Type-checked, and written as JavaScript next to where they are. */
function compiled(): ts.Program {
  const texts = { 'example.ts': example('ts'), 'mistakes.ts': MISTAKES.join('\n'), 'all.ts': "export * from 'passerelle/core';" };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(installed.folder, name), text);
  const program = ts.createProgram(
    Object.keys(texts).map((name) => join(installed.folder, name)),
    OPTIONS,
  );
  program.emit();
  return program;
}

function said(diagnostics: readonly ts.Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ file, messageText }) => `${basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: installed.folder, encoding: 'utf8', timeout: 30_000 });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** The Nodes that the package is for; a row without its program is skipped with the reason. */
const NODES: readonly (readonly [string, () => ReturnType<typeof olderNode>])[] = [
  ['the Node of the project', () => ({ program: process.execPath })],
  ['Node 22', olderNode],
];

function onNode(context: TestContext, find: () => ReturnType<typeof olderNode>, then: (program: string) => void): void {
  const found = find();
  if ('why' in found) return context.skip(found.why);
  context.diagnostic(run(found.program, ['--version']).trim());
  then(found.program);
}

test('the tarball has code and declarations, and asks for the one package that the code imports', () => {
  const strangers = installed.files.filter((path) => !/^dist\/.*\.(?:js|d\.ts|json)$/.test(path));
  assert.deepEqual([...strangers].sort(), ['LICENSE', 'README.md', 'docs/core.md', 'package.json']);
  assert.deepEqual(Object.keys(installed.manifest.dependencies), ['saxes']);
  assert.deepEqual(
    Object.keys(installed.manifest).filter((name) => /scripts|bin|dev|optional|overrides/i.test(name)),
    [],
  );
  assert.equal(installed.manifests[0], installed.manifests[1], 'packing leaves the manifest of the repository as it was');
});

test('a consumer in strict mode type-checks with the declarations alone, and its mistakes are seen', () => {
  const all = said(ts.getPreEmitDiagnostics(consumer));
  const wrong = all.filter((sentence) => sentence.startsWith('mistakes.ts: '));
  assert.deepEqual(
    all.filter((sentence) => !wrong.includes(sentence)),
    [],
  );
  assert.equal(wrong.length, MISTAKES.length - 1, wrong.join('\n'));
});

test('every function and value of the library is documented', () => {
  const checker = consumer.getTypeChecker();
  const source = consumer.getSourceFile(join(installed.folder, 'all.ts'));
  const module = source && checker.getSymbolAtLocation(source);
  assert.ok(module !== undefined);
  const silent = checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const isValue = (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable | ts.SymbolFlags.Class)) !== 0;
    return isValue && symbol.getDocumentationComment(checker).length === 0 ? [exported.name] : [];
  });
  assert.deepEqual(silent, []);
});

for (const [name, find] of NODES) {
  test(`the examples of the page run: ${name}`, (context) => {
    onNode(context, find, (program) => {
      const out = run(program, ['example.js']);
      assert.match(out, /^true \[/);
      assert.match(out, /fatal BR-FR-\d+ at \/ubl:Invoice\S*: \S.* \S/);
      assert.match(out, /\n\d{4} \[\]\n$/);
      const fonts = join(installed.folder, 'node_modules/dejavu-fonts-ttf');
      rmSync(fonts, { force: true });
      symlinkSync(join(ROOT, 'node_modules/dejavu-fonts-ttf'), fonts, 'junction');
      writeFileSync(join(installed.folder, 'facturx.js'), example('js'));
      assert.match(run(program, ['facturx.js']), /^\d{5} \[\] \[\]\n$/);
    });
  });

  test(`a CommonJS program can require it: ${name}`, (context) => {
    onNode(context, find, (program) => {
      writeFileSync(join(installed.folder, 'old.cjs'), "console.log(typeof require('passerelle/core').judgeFile);");
      assert.equal(run(program, ['old.cjs']), 'function\n');
    });
  });

  test(`importing the package touches no file, network, timer or process: ${name}`, (context) => {
    onNode(context, find, (program) => {
      assert.deepEqual(touchedBy(program, 'passerelle/core'), { touched: [], alive: [] });
    });
  });
}

/** Evaluates a module of the installed package under the watcher, with leave to read the consumer's folder and no more. */
function touchedBy(program: string, module: string): { readonly touched: readonly string[]; readonly alive: readonly string[] } {
  cpSync(join(import.meta.dirname, 'import-watcher.mjs'), join(installed.folder, 'import-watcher.mjs'));
  writeFileSync(join(installed.folder, 'import.mjs'), `await import('${module}');\nglobalThis.reportTouched();\n`);
  const leave = ['--permission', `--allow-fs-read=${installed.folder}/*`];
  const out = run(program, [...leave, '--import', './import-watcher.mjs', 'import.mjs']);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as ReturnType<typeof touchedBy>;
}

const PLANTED: readonly (readonly [string, string])[] = [
  ['setInterval(() => {}, 50).unref();', 'setInterval'],
  ["import { setTimeout } from 'node:timers/promises'; await setTimeout(1);", 'timers/promises.setTimeout'],
  ["import { readFileSync } from 'node:fs'; readFileSync(new URL('../package.json', import.meta.url));", 'fs.readFileSync'],
  ["import { readFile } from 'node:fs/promises'; await readFile('x').catch(() => 0);", 'fs/promises.readFile'],
  ["import { connect } from 'node:net'; connect(1, '127.0.0.1').on('error', () => 0);", 'net.connect'],
  ["await fetch('http://127.0.0.1:1').catch(() => 0);", 'fetch'],
  ["process.on('exit', () => 0);", 'process.on'],
  ['process.env.HOME;', 'process.env.HOME'],
  ["console.log('hello');", 'console.log'],
];

for (const [code, what] of PLANTED) {
  test(`a module of the package that does this when imported is seen: ${code}`, () => {
    const folder = join(installed.folder, 'node_modules/passerelle/dist');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'planted.js'), code);
    assert.ok(touchedBy(process.execPath, './node_modules/passerelle/dist/planted.js').touched.includes(what));
  });
}
