/**
 * The package that other programs install: JavaScript and declarations of src/core and what it needs, in dist/, and a
 * manifest that asks for nothing else. The manifest of the repository names the packages of the daemon, which a program
 * that judges invoices must not have to install; npm packs the one on disk, so for the time of packing it is another.
 * `npm pack` and `npm publish` run both halves; the daemon and its command line run from the repository alone.
 *
 *   node tools/pack-core.ts before|after
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = dirname(import.meta.dirname);
const DIST = join(ROOT, 'dist');
const MANIFEST = join(ROOT, 'package.json');
/** The manifest of the repository while npm packs; also what is left when packing was broken off. */
const WHOLE = join(ROOT, 'package.json.whole');
const CARRIED = ['name', 'version', 'description', 'license', 'private', 'type', 'engines', 'exports', 'files'] as const;

interface Manifest extends Readonly<Partial<Record<(typeof CARRIED)[number], unknown>>> {
  readonly dependencies: Readonly<Record<string, string>>;
}

function before(): void {
  after();
  build();
  // `npm run prepack` alone builds, and leaves the manifest as it is
  if (process.env['npm_command'] !== 'pack' && process.env['npm_command'] !== 'publish') return;
  const whole = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
  const carried = Object.fromEntries(CARRIED.filter((name) => name in whole).map((name) => [name, whole[name]]));
  const manifest = { ...carried, dependencies: dependenciesOf(whole) };
  writeFileSync(`${WHOLE}.next`, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(MANIFEST, WHOLE);
  renameSync(`${WHOLE}.next`, MANIFEST);
}

function after(): void {
  if (existsSync(WHOLE)) renameSync(WHOLE, MANIFEST);
}

function build(): void {
  rmSync(DIST, { recursive: true, force: true });
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, error } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.core.json'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error('the core does not compile');
  // the compiler rewrites the endings of imports in code, and leaves them in declarations
  for (const file of filesOf('.d.ts')) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/(\b(?:from|import)\b\s*\(?\s*["']\.{1,2}\/[^"']+)\.ts(["'])/g, '$1.js$2'));
  }
}

/** The packages that the code imports, in the versions of the repository. */
function dependenciesOf({ dependencies }: Manifest): Readonly<Record<string, string>> {
  const imported = filesOf('.js').flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\b\s*\(?\s*["']([^"'.][^"']*)["']/g),
  ]);
  const names = new Set(imported.flatMap(([, name = '']) => (name.startsWith('node:') ? [] : [name])));
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const version = dependencies[name];
      if (version === undefined) throw new Error(`the core imports ${name}, which is no dependency of package.json`);
      return [name, version];
    }),
  );
}

function filesOf(ending: string): readonly string[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(DIST, file));
}

const [half] = process.argv.slice(2);
if (half === 'before') before();
else if (half === 'after') after();
else throw new Error('usage: node tools/pack-core.ts before|after');
