/**
 * The package as other people get it: packed by npm from a copy of the tree, installed by npm in an empty folder. Works
 * on a machine with the packages of this checkout and nothing else: what the package depends on is installed from copies
 * in node_modules, so npm asks no registry.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../support/tree.ts';

const COPIED = ['src', 'tools', 'docs', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.core.json', 'README.md', 'LICENSE'];
const PATIENCE_MS = 120_000;
const WINDOWS = process.platform === 'win32';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

export interface Installed {
  /** The folder of the consumer, with the package in its node_modules. */
  readonly folder: string;
  /** Files in the tarball. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
  /** The manifest of the copy before it was packed, and after. */
  readonly manifests: readonly [before: string, after: string];
}

/** In an empty folder, which is the caller's to remove. */
export function packAndInstall(root: string): Installed {
  const [tree, folder] = [join(root, 'tree'), join(root, 'consumer')];
  mkdirSync(tree);
  for (const path of COPIED) cpSync(join(ROOT, path), join(tree, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
  const before = readFileSync(join(tree, 'package.json'), 'utf8');
  const [packed] = JSON.parse(npm(['pack', '--json', '--silent', '--pack-destination', root], tree)) as readonly [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  const after = readFileSync(join(tree, 'package.json'), 'utf8');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  const copies = ['saxes', 'xmlchars'].map((name) => join(ROOT, 'node_modules', name));
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  npm(['install', '--offline', '--install-links', ...quiet, join(root, packed.filename), ...copies], folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/passerelle/package.json'), 'utf8')) as Manifest;
  return { folder, files: packed.files.map(({ path }) => path), manifest, manifests: [before, after] };
}

/** Runs npm, as npm itself names it to its scripts or as the machine has it, under the Node that runs the tests. */
export function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const own = process.env['npm_execpath'];
  const direct = own !== undefined && /npm-cli\.c?js$/.test(own);
  const [command, words] = direct ? [process.execPath, [own, ...args]] : ['npm', args];
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: path },
    maxBuffer: 64 * 1024 * 1024,
    shell: !direct && WINDOWS,
    timeout: PATIENCE_MS,
  });
  if (status !== 0) throw new Error(`npm ${args[0] ?? ''}: ${error?.message ?? ''}${stdout}${stderr}`);
  return stdout;
}
