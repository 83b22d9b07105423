// Type-aware lint, and the purity rules of the architecture: the core decides from what it is given, amounts are decimals.
import tseslint from 'typescript-eslint';

/** The only places that touch clock, timers and process; everywhere else they come in through src/ports/runtime.ts. */
const WORLD = [
  'src/app/**',
  'src/runtime/**',
  'src/cli/**',
  'src/main.ts',
  'src/daemon/**',
  'src/store/embedded/**',
  'test/**',
  'tools/**',
];
const CORE = ['base', 'xml', 'codes', 'model', 'map', 'normalize', 'rules', 'render', 'parse', 'messages', 'core'].map(
  (name) => `src/${name}/**`,
);

const noEnums = { selector: 'TSEnumDeclaration', message: 'Use a union from a const array.' };
const noParseFloat = {
  selector: "CallExpression[callee.name='parseFloat'], MemberExpression[property.name='parseFloat']",
  message: 'Amounts are Decimal (model/decimal.ts); nothing else is a fraction here.',
};
const noNumber = {
  selector: "CallExpression[callee.name='Number']",
  message: 'Amounts are Decimal (model/decimal.ts). For a whole number: Number.parseInt(text, 10), or disable this line and say why.',
};
const noClock = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take a Clock (ports/runtime.ts).' },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'Take a Clock (ports/runtime.ts).',
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Take Noise or Ids (ports/runtime.ts).' },
];
const noDefault = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
const worldGlobals = ['process', 'performance', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
  name,
  message: 'Comes in through src/ports/runtime.ts: Clock, Ids, Noise, or a setting.',
}));
const coreGlobals = ['fetch', 'crypto', 'console', 'navigator', 'WebSocket'].map((name) => ({ name, message: 'The core is pure.' }));

const RUNNER = ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'];

export default tseslint.config(
  { ignores: ['node_modules/', '.tools/', '.passerelle/', 'var/', 'build/', 'dist/'] },
  {
    files: ['src/**/*.ts', 'connectors/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // ports are written as methods and made of closures: nothing here has a `this` to lose
      '@typescript-eslint/unbound-method': 'off',
      // ports return promises whether or not an adapter needs to wait
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', noEnums, noParseFloat, noNumber, noDefault, ...noClock],
      'no-restricted-globals': ['error', ...worldGlobals],
      'no-implicit-coercion': ['error', { boolean: false, string: false, number: true }],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: CORE.map((folder) => `${folder}/*.ts`), rules: { 'no-restricted-globals': ['error', ...worldGlobals, ...coreGlobals] } },
  {
    files: WORLD.map((folder) => (folder.endsWith('.ts') ? folder : `${folder}/*.ts`)),
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-syntax': ['error', noEnums, noParseFloat, noNumber, noDefault],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // describe and test return promises that the runner awaits
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: RUNNER, package: 'node:test' }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      'no-restricted-syntax': ['error', noEnums, noParseFloat, noDefault],
      'no-console': 'off',
      'max-lines-per-function': 'off',
    },
  },
  { files: ['src/cli/**/*.ts', 'src/main.ts'], rules: { 'no-console': 'off' } },
);
