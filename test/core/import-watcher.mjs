/**
 * Preloaded before a package is imported: notes every call of files, network, timers and processes that installed code
 * makes while it is evaluated. Node's own loading of modules is told apart by its frames. Prints what it saw.
 *
 *   node --import import-watcher.mjs IMPORTER      (the importer ends by calling globalThis.reportTouched())
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const MODULES = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'dns/promises',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'tls',
  'timers',
  'timers/promises',
  'worker_threads',
];
const GLOBALS = ['fetch', 'setImmediate', 'setInterval', 'setTimeout', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel'];
const PROCESS = ['abort', 'addListener', 'chdir', 'emitWarning', 'exit', 'kill', 'on', 'once'];
const CONSOLE = ['error', 'info', 'log', 'warn'];

const require = createRequire(import.meta.url);
const touched = [];
Error.stackTraceLimit = 50;

/** The first frame that is not Node's own is of an installed package, and Node's loader is not between. */
function byPackage() {
  const frames = (new Error().stack ?? '')
    .split('\n')
    .slice(1)
    .filter((frame) => !frame.includes('import-watcher.mjs'));
  const own = frames.findIndex((frame) => /file:\/\/|[( ]\//.test(frame) && !frame.includes('node:'));
  if (own < 0 || !frames[own].includes('/node_modules/')) return false;
  return !frames.slice(0, own).some((frame) => frame.includes('node:internal/modules/'));
}

function watched(name, target) {
  const note = () => {
    if (byPackage()) touched.push(name);
  };
  return new Proxy(target, {
    apply: (call, self, args) => (note(), Reflect.apply(call, self, args)),
    construct: (make, args, as) => (note(), Reflect.construct(make, args, as)),
  });
}

/** What is no function (constants, fs.promises) is left: fs.promises is watched as a module of its own. */
function watchAll(holder, names, prefix) {
  for (const name of names) {
    const value = holder[name];
    if (typeof value !== 'function') continue;
    Object.defineProperty(holder, name, { value: watched(`${prefix}${name}`, value), configurable: true, writable: true });
  }
}

for (const name of MODULES) {
  const module = require(`node:${name}`);
  watchAll(module, Object.keys(module), `${name}.`);
}
watchAll(globalThis, GLOBALS, '');
watchAll(process, PROCESS, 'process.');
watchAll(console, CONSOLE, 'console.');
watchAll(process.stdout, ['write'], 'stdout.');
watchAll(process.stderr, ['write'], 'stderr.');
process.env = new Proxy(process.env, {
  get: (env, name) => {
    if (byPackage()) touched.push(`process.env.${String(name)}`);
    return env[name];
  },
});
syncBuiltinESMExports();

const before = process.getActiveResourcesInfo();
globalThis.reportTouched = () => {
  const alive = process.getActiveResourcesInfo();
  for (const resource of before) if (alive.includes(resource)) alive.splice(alive.indexOf(resource), 1);
  console.log(JSON.stringify({ touched, alive }));
};
