/**
 * Loads a configuration folder. A bad setting of the daemon is thrown; a bad company, connection, overlay, dialect or
 * policy becomes a problem with its place and pauses only what depends on it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PasserelleError } from '../base/error.ts';
import type { Json } from '../base/json.ts';
import type { Mapping } from '../map/mapping.ts';
import { readMapping } from '../map/parse-mapping.ts';
import type { Company } from '../model/company.ts';
import type { RevisionKind } from '../ports/store.ts';
import { policyShape } from './company-shape.ts';
import type { Connection } from './connection-shape.ts';
import { readFolder, readPlain, type ConfigFile } from './files.ts';
import {
  readCompany,
  readConnection,
  readShape,
  reference,
  type Policy,
  type Read,
  type Surroundings,
} from './read-object.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { settingsShape, type Settings } from './settings.ts';
import { spotAt, type ShapeProblem } from './shape-problem.ts';
import { connectionValues, textValues, typedValues } from './values.ts';

export interface ConfigProblem {
  readonly kind: RevisionKind;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
}

/** What `apply` compares with the store: the file's content without its secrets. */
export interface ConfigObject {
  readonly kind: RevisionKind;
  readonly name: string;
  readonly file: string;
  readonly content: Json;
  /** file:line:column and sentence of the first problem, or null. */
  readonly problem: string | null;
}

export interface LoadedConfig {
  readonly folder: string;
  readonly settings: Settings;
  readonly companies: ReadonlyMap<string, Company>;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Mapping files of config/mapping by file name: overlays, and whole mappings of the house. */
  readonly overlays: ReadonlyMap<string, Mapping>;
  /** Dialect files as values: the channel has their shape. */
  readonly dialects: ReadonlyMap<string, Json>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly problems: readonly ConfigProblem[];
  readonly objects: readonly ConfigObject[];
  /** Secrets that were put in, for the redaction of logs. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws PasserelleError CONFIG_INVALID for the folder or a setting of the daemon, CONFIG_SECRET_MISSING */
export function loadConfig(folder: string, env: Environment = {}): LoadedConfig {
  if (!existsSync(folder))
    throw new PasserelleError('CONFIG_INVALID', 'there is no such configuration folder', { where: { file: folder } });
  const secrets = createSecrets({ env, readFile: (path) => readFileSync(path, 'utf8') });
  const settings = loadSettings(folder, secrets, env);
  const loading = new Loading(folder);
  const policies = loading.read('policy', 'policies', textValues, (_, values) =>
    readShape(policyShape, values, secrets),
  );
  const dialects = loading.read('dialect', 'dialects', typedValues, (_, values) => ({
    value: values ?? {},
    problems: [],
  }));
  const overlays = loading.mappings();
  const connections = loading.read('connection', 'connections', connectionValues, (name, values) =>
    withDialect(readConnection(name, values, secrets), [...dialects.keys()], loading.paused),
  );
  const around: Surroundings = {
    policies,
    connections: [...connections.keys()],
    overlays: [...overlays.keys()],
    paused: loading.paused,
  };
  const companies = loading.read('company', 'companies', textValues, (name, values) =>
    readCompany(name, values, secrets, around),
  );
  const { problems, objects } = loading;
  return {
    folder,
    settings,
    companies,
    connections,
    overlays,
    dialects,
    policies,
    problems,
    objects,
    secrets: secrets.values(),
  };
}

function loadSettings(folder: string, secrets: Secrets, env: Environment): Settings {
  const file = join(folder, 'passerelle.yaml');
  const tree = existsSync(file) ? readPlain(file) : { root: null, problems: [] };
  const [broken] = tree.problems;
  if (broken !== undefined) throw invalid(file, broken.line, broken.column, broken.sentence);
  const values = tree.root === null ? {} : textValues(tree.root);
  const read = readShape(settingsShape, withDatabase(values ?? {}, env), secrets);
  if (read.value !== null) return read.value;
  const [first] = read.problems;
  const spot =
    tree.root === null || first === undefined ? { line: 1, column: 1 } : spotAt(tree.root, first.path, first.atKey);
  const missing = first?.sentence.startsWith('neither ') === true;
  throw invalid(
    file,
    spot.line,
    spot.column,
    first?.sentence ?? 'the settings do not hold',
    missing ? 'CONFIG_SECRET_MISSING' : 'CONFIG_INVALID',
  );
}

/** DATABASE_URL, or the file that DATABASE_URL_FILE names, wins over the file: that is how servers and containers say it. */
function withDatabase(values: Json, env: Environment): Json {
  if ((env['DATABASE_URL'] ?? '') === '' && (env['DATABASE_URL_FILE'] ?? '') === '') return values;
  const settings = values as { readonly [key: string]: Json | undefined };
  const database = settings['database'];
  const own = typeof database === 'object' && database !== null && !Array.isArray(database) ? database : {};
  return { ...settings, database: { ...own, url: '${DATABASE_URL}' } };
}

function invalid(
  file: string,
  line: number,
  column: number,
  sentence: string,
  code: 'CONFIG_INVALID' | 'CONFIG_SECRET_MISSING' = 'CONFIG_INVALID',
): PasserelleError {
  return new PasserelleError(code, sentence, { where: { file, line, column } });
}

function withDialect(read: Read<Connection>, known: readonly string[], paused: ReadonlySet<string>): Read<Connection> {
  if (read.value?.dialect === undefined) return read;
  const problems = reference(['dialect'], 'dialect', read.value.dialect, known, paused);
  return problems.length === 0 ? read : { value: null, problems };
}

/** One load of one folder: collects the objects and what is wrong with them. */
class Loading {
  readonly problems: ConfigProblem[] = [];
  readonly objects: ConfigObject[] = [];
  readonly paused = new Set<string>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  read<T>(
    kind: RevisionKind,
    subfolder: string,
    values: (node: NonNullable<ConfigFile['root']>) => Json | undefined,
    read: (name: string, values: Json | undefined) => Read<T>,
  ): ReadonlyMap<string, T> {
    const found = new Map<string, T>();
    for (const file of readFolder(this.#folder, subfolder)) {
      const content = file.root === null ? undefined : values(file.root);
      const done: Read<T> = file.problems.length > 0 ? { value: null, problems: [] } : read(file.name, content);
      const placed = done.problems.map((problem) => placedIn(file, problem));
      this.#settle(kind, file, content ?? {}, [...file.problems, ...placed]);
      if (done.value !== null) found.set(file.name, done.value);
    }
    return found;
  }

  mappings(): ReadonlyMap<string, Mapping> {
    const found = new Map<string, Mapping>();
    for (const file of readFolder(this.#folder, 'mapping')) {
      const reading = readMapping(file.text, file.file);
      this.#settle('overlay', file, { file: file.file, text: file.text }, reading.problems);
      if (reading.mapping !== null) found.set(file.name, reading.mapping);
    }
    return found;
  }

  #settle(
    kind: RevisionKind,
    file: ConfigFile,
    content: Json,
    problems: readonly { readonly line: number; readonly column: number; readonly sentence: string }[],
  ): void {
    for (const { line, column, sentence } of problems)
      this.problems.push({ kind, name: file.name, file: file.file, line, column, sentence });
    const [first] = problems;
    if (first !== undefined) this.paused.add(`${kind}:${file.name}`);
    const problem = first === undefined ? null : `${file.file}:${first.line}:${first.column}: ${first.sentence}`;
    this.objects.push({ kind, name: file.name, file: file.file, content, problem });
  }
}

function placedIn(
  file: ConfigFile,
  problem: ShapeProblem,
): { readonly line: number; readonly column: number; readonly sentence: string } {
  const spot = file.root === null ? { line: 1, column: 1 } : spotAt(file.root, problem.path, problem.atKey);
  return { ...spot, sentence: problem.sentence };
}
