/** The files of a configuration folder: one object a file, named by the file. Reads nothing but *.yaml of known folders. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml, type YamlNode, type YamlProblem, type YamlTree } from '../map/yaml-tree.ts';
import { NAME } from './company-shape.ts';

export interface ConfigFile {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly root: YamlNode | null;
  readonly problems: readonly YamlProblem[];
}

const BYTES_MAX = 1024 * 1024;
const FILES_MAX = 5000;

export function readPlain(file: string): YamlTree {
  return readYaml(readText(file));
}

/** The YAML files of a subfolder, by name. Dialects may be named with dots, as their platforms' versions are. */
export function readFolder(folder: string, subfolder: string): readonly ConfigFile[] {
  const path = join(folder, subfolder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path)
    .filter((one) => /\.ya?ml$/.test(one))
    .sort()
    .slice(0, FILES_MAX);
  return names.map((one) => readOne(join(path, one), one.replace(/\.ya?ml$/, '')));
}

function readOne(file: string, name: string): ConfigFile {
  const text = readText(file);
  const { root, problems } = readYaml(text);
  const misnamed = NAME.test(name.replaceAll('.', '-'))
    ? []
    : [
        {
          line: 1,
          column: 1,
          sentence: `\`${name}\` is no name: a file is named by lower-case letters, digits and dashes`,
        },
      ];
  const shapeless =
    root !== null && root.kind !== 'map'
      ? [{ line: root.line, column: root.column, sentence: 'this file is a map of keys and values' }]
      : [];
  return {
    name,
    file,
    text,
    root: root?.kind === 'map' ? root : null,
    problems: [...misnamed, ...problems, ...shapeless],
  };
}

/** A file too large to be configuration reads as one line that no shape takes. */
function readText(file: string): string {
  return statSync(file).size > BYTES_MAX ? `- the file is larger than ${BYTES_MAX} bytes` : readFileSync(file, 'utf8');
}
