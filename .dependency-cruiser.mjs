// Who may import whom: one row per folder (besides itself). test/walls.test.ts plants violations and sees them refused.
const CORE = ['map', 'normalize', 'rules', 'render', 'parse', 'sign'];

/** folder → the folders of src it may import */
export const WALLS = {
  base: [],
  codes: ['base'],
  xml: ['base'],
  messages: ['base'],
  model: ['base', 'codes'],
  map: ['base', 'codes', 'model'],
  normalize: ['base', 'codes', 'model'],
  rules: ['base', 'codes', 'model'],
  render: ['base', 'codes', 'model', 'xml'],
  parse: ['base', 'codes', 'model', 'xml'],
  sign: ['base', 'codes', 'model', 'xml'],
  // the library that other programs import: the whole pure core, and nothing that touches the world
  core: ['base', 'codes', 'model', 'xml', 'messages', 'parse', 'normalize', 'rules', 'render'],
  ports: ['base', 'codes', 'model'],
  net: ['base', 'ports'],
  runtime: ['base', 'ports'],
  store: ['base', 'model', 'ports'],
  views: ['base', 'model', 'ports', 'store'],
  pipeline: ['base', 'codes', 'model', 'ports', 'messages', ...CORE],
  daemon: ['base', 'model', 'ports', 'messages', 'pipeline', ...CORE],
  http: ['base', 'model', 'ports', 'messages', 'pipeline', ...CORE],
  console: ['base', 'model', 'ports', 'messages', 'pipeline', 'http', ...CORE],
  cli: ['base', 'model', 'ports', 'messages', 'pipeline', 'config', 'core', ...CORE],
  config: ['base', 'model', 'ports', 'messages', 'pipeline', ...CORE],
  sandbox: ['base', 'codes', 'model', 'net', 'ports', 'xml', ...CORE],
};

/** Adapters: each sees only itself and these; never another adapter. */
const ADAPTER = ['base', 'codes', 'model', 'ports', 'net', 'xml'];
/** The core may use these packages and parts of Node, and nothing else of the world. */
const CORE_PACKAGES = ['saxes', 'xmlbuilder2', 'libxml2-wasm', 'yaml', 'zod', '@marcbachmann/cel-js'];
const CORE_FOLDERS = ['base', 'codes', 'xml', 'model', 'messages', 'core', ...CORE];

const folders = (names) => `^src/(${names.join('|')})/`;
const wall = ([folder, may]) => ({
  name: `wall-${folder}`,
  comment: `src/${folder} may import ${may.length === 0 ? 'nothing of ours' : may.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|connectors)/', pathNot: folders([folder, ...may]) },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'types may speak of each other (a line of its invoice), code may not',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'every file is used by another, or is an entry',
      severity: 'error',
      from: { orphan: true, path: '^(src|connectors)/.*\\.ts$', pathNot: '^src/main\\.ts$' },
      to: {},
    },
    ...Object.entries(WALLS).map(wall),
    {
      name: 'wall-channels',
      comment: `a channel may import ${ADAPTER.join(', ')}, messages of lifecycle (parse, render), never another adapter`,
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^(src|connectors)/', pathNot: `${folders([...ADAPTER, 'parse', 'render'])}|^src/channels/$1/` },
    },
    {
      name: 'wall-connectors',
      comment: `a connector may import ${ADAPTER.join(', ')}, never another adapter`,
      severity: 'error',
      from: { path: '^connectors/([^/]+)/' },
      to: { path: '^(src|connectors)/', pathNot: `${folders(ADAPTER)}|^connectors/$1/` },
    },
    {
      name: 'wall-sandbox',
      comment: 'a simulator never imports the adapter it stands opposite to',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^(src/channels|connectors)/' },
    },
    {
      name: 'only-main-imports-app',
      severity: 'error',
      from: { path: '^(src|connectors)/', pathNot: '^src/(main\\.ts$|app)' },
      to: { path: '^src/app(\\.ts$|/)' },
    },
    {
      name: 'only-xml-knows-an-xml-library',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(xml|net)/' },
      to: { path: 'node_modules/(saxes|libxml2-wasm|xmlbuilder2)/' },
    },
    {
      name: 'core-without-node',
      comment: 'the core is pure; only base/hash and base/inflate know a part of Node',
      severity: 'error',
      from: { path: folders(CORE_FOLDERS), pathNot: '^src/(base/(hash|inflate)\\.ts|xml/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-without-packages',
      severity: 'error',
      from: { path: folders(CORE_FOLDERS) },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional'], pathNot: `node_modules/(${CORE_PACKAGES.join('|')})/` },
    },
    {
      name: 'no-dev-packages',
      severity: 'error',
      from: { path: '^(src|connectors)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
    builtInModules: { add: ['node:sqlite'] },
  },
};
