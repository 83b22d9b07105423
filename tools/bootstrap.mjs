/**
 * Starts a program of this checkout on a bare machine: makes sure of Node 24 and of the packages in package-lock.json,
 * then hands over. It must itself run on Node 18, so: plain JavaScript, no package. It says nothing when there is
 * nothing to do, and needs no network once both are there.
 *
 *   node tools/bootstrap.mjs [--dev] FILE [ARGUMENT…]      --dev: the packages for development are needed too
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WANTED_MAJOR = 24;
const WANTED = '24.21.0';
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
const NODE_PACKAGE = `node-${PLATFORM}-${process.arch}`;
/** npm's own patience is above a minute; without a network that is long to wait for a sentence. */
const PATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=2000'];
/**
 * The daemon's memory is mostly V8's young generation, which on 64 bits grows to 130 MB before it is used again; live
 * objects are 50 MB. The same in Dockerfile and src/app/bench/road.ts.
 */
const DAEMON = 'src/main.ts';
const DAEMON_OPTIONS = ['--max-semi-space-size=16'];
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|network/i;

/** Compiled code is kept beside the tools, where only who may change the program may write. */
const COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || join(ROOT, '.tools', 'compile-cache');

/**
 * Runs a file of the checkout in this very process when nothing is missing, for what a person waits for: a second start
 * of Node costs more than judging an invoice. Node below 24, or packages that are not there: as `launch`.
 */
export async function launchHere(file, args) {
  if (nodeProgram() !== process.execPath || !packagesMatch(false)) return launch(file, args);
  process.env.NODE_COMPILE_CACHE = COMPILE_CACHE;
  module.enableCompileCache(COMPILE_CACHE);
  await import(pathToFileURL(resolve(ROOT, file)).href);
}

/** Runs a file of the checkout under Node 24 and ends with its exit code. */
export function launch(file, args, { dev = false } = {}) {
  const node = nodeProgram();
  const path = `${dirname(node)}${delimiter}${process.env.PATH || ''}`;
  const env = { ...process.env, PATH: path, NODE_COMPILE_CACHE: COMPILE_CACHE };
  if (!packagesMatch(dev)) {
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error', ...PATIENCE], env, 'Installing the packages of package-lock.json (once)…');
    compileAhead(node, env);
  }
  handOver(node, [...(file === DAEMON ? DAEMON_OPTIONS : []), resolve(ROOT, file), ...args], env);
}

/** Judges an empty invoice, so that the first file that a person validates does not wait for the compiler. */
function compileAhead(node, env) {
  const input = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>';
  spawnSync(node, [join(ROOT, DAEMON), 'validate', '-'], { env, input, stdio: ['pipe', 'ignore', 'ignore'], timeout: 30_000 });
}

/** The Node to run on: this one when it is new enough, else one that npm brings into .tools. */
function nodeProgram() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) return process.execPath;
  const home = join(ROOT, '.tools', 'node_modules', NODE_PACKAGE);
  const program = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (installedVersion(home) !== WANTED || !existsSync(program)) {
    npm(
      [
        'install',
        '--prefix',
        join(ROOT, '.tools'),
        '--no-save',
        '--no-package-lock',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        ...PATIENCE,
        `${NODE_PACKAGE}@${WANTED}`,
      ],
      process.env,
      `Bringing Node ${WANTED} into .tools (once, about 190 MB; this machine has ${process.versions.node})…`,
    );
  }
  return program;
}

function installedVersion(home) {
  return readJson(join(home, 'package.json'), {}).version;
}

/** True when what npm wrote about node_modules names every package of the lock in the same version. */
function packagesMatch(dev) {
  const wanted = readJson(join(ROOT, 'package-lock.json'), {}).packages || {};
  const present = readJson(join(ROOT, 'node_modules', '.package-lock.json'), {}).packages || {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || (entry.dev && !dev)) return true;
    return present[path] !== undefined && present[path].version === entry.version;
  });
}

function readJson(path, absent) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return absent;
  }
}

/** Runs npm quietly; when it fails, says in a sentence what to do and ends. */
function npm(args, env, sentence) {
  process.stderr.write(`${sentence}\n`);
  const cli = process.env.npm_execpath;
  const own = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  const command = own ? process.execPath : 'npm';
  const shell = !own && process.platform === 'win32';
  const options = { cwd: ROOT, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell };
  const result = spawnSync(command, own ? [cli, ...args] : args, options);
  if (result.status === 0) return;
  const words = `${result.error ? result.error.message : ''}${result.stdout || ''}${result.stderr || ''}`.trim();
  process.stderr.write(`${words.split('\n').slice(-20).join('\n')}\n\n`);
  process.stderr.write(
    OFFLINE.test(words)
      ? 'npm could not reach its package registry.\n→ Connect this machine to the network, or name a mirror with `npm config set registry URL`, and run the same command again.\n'
      : 'npm could not install what is needed; its words are above.\n→ Correct the cause and run the same command again.\n',
  );
  process.exit(1);
}

/** The child gets our signals, we give back its exit code. */
function handOver(node, args, env) {
  const child = spawn(node, args, { env, stdio: 'inherit' });
  const forward = (signal) => {
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  child.on('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward);
    if (signal === null) process.exit(code);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const dev = words[0] === '--dev';
  const [file, ...args] = dev ? words.slice(1) : words;
  if (file === undefined) {
    process.stderr.write('usage: node tools/bootstrap.mjs [--dev] FILE [ARGUMENT…]\n');
    process.exit(2);
  }
  launch(file, args, { dev });
}
