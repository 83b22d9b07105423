/** The oldest Node that the package promises to run on: of the machine when it is that, else brought by npm into .tools, once. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from '../support/tree.ts';
import { npm } from './pack.ts';

const WANTED = '22.20.0';
const PROGRAM = process.platform === 'win32' ? 'node.exe' : 'node';
const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const HOME = join(ROOT, '.tools', 'node-22');

/** The program, or a sentence that says why there is none. */
export function olderNode(): { readonly program: string } | { readonly why: string } {
  const brought = join(HOME, 'node_modules', PACKAGE, 'bin', PROGRAM);
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, PROGRAM));
  const found = [brought, ...places].find((program) => existsSync(program) && isOlder(program));
  if (found !== undefined) return { program: found };
  try {
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=2000'];
    npm(['install', '--prefix', HOME, '--no-save', '--no-package-lock', ...quiet, `${PACKAGE}@${WANTED}`], ROOT);
  } catch (error) {
    return { why: `there is no Node 22 on this machine, and npm could not bring it: ${String(error).slice(0, 200)}` };
  }
  return isOlder(brought) ? { program: brought } : { why: `Node ${WANTED} does not run on this machine` };
}

function isOlder(program: string): boolean {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const [, minor] = /^v22\.(\d+)\./.exec(stdout) ?? [];
  return minor !== undefined && Number.parseInt(minor, 10) >= 20;
}
