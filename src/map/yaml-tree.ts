/**
 * YAML as a plain tree in which every node knows its line and column. One document of bounded size; anchors, aliases and
 * tags are refused, so that what is written is what is read.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Scalar } from 'yaml';

export interface Spot {
  readonly line: number;
  readonly column: number;
}

export interface ScalarNode extends Spot {
  readonly kind: 'scalar';
  /** As written, without quotes. */
  readonly text: string;
  /** What YAML 1.2 takes it for: null, true, 12, 'text'. */
  readonly value: string | number | bigint | boolean | null;
  /** Column where the text itself begins (behind a quote), when it stands on one line. */
  readonly inner?: number;
}
export interface ListNode extends Spot {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}
export interface Member {
  readonly key: string;
  readonly spot: Spot;
  readonly node: YamlNode;
}
export interface MapNode extends Spot {
  readonly kind: 'map';
  readonly members: readonly Member[];
}
export type YamlNode = ScalarNode | ListNode | MapNode;

export interface YamlProblem extends Spot {
  readonly sentence: string;
}

export interface YamlTree {
  readonly root: YamlNode | null;
  readonly problems: readonly YamlProblem[];
}

export const YAML_CHARACTERS_MAX = 1024 * 1024;
const DEPTH_MAX = 24;

export function readYaml(text: string): YamlTree {
  if (text.length > YAML_CHARACTERS_MAX) return refused(`the file is longer than ${YAML_CHARACTERS_MAX} characters`);
  if (nestsTooDeep(text)) return refused(`the file nests deeper than ${DEPTH_MAX} levels`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', logLevel: 'silent' });
  const problems: YamlProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    ...spotOf(lines, error.pos[0]),
    sentence: `the YAML does not hold: ${firstLine(error.message)}`,
  }));
  if (problems.length > 0) return { root: null, problems };
  const reader: Reader = { lines, text, problems };
  const root = document.contents === null ? null : read(document.contents, reader, 0);
  return { root, problems };
}

interface Reader {
  readonly lines: LineCounter;
  readonly text: string;
  readonly problems: YamlProblem[];
}

function refused(sentence: string): YamlTree {
  return { root: null, problems: [{ line: 1, column: 1, sentence }] };
}

/** Brackets and indentation both nest; either alone would let the parser recurse as deep as the file is long. */
function nestsTooDeep(text: string): boolean {
  const brackets = /[[{]/g;
  let opened = 0;
  while (brackets.exec(text) !== null && opened <= 20_000) opened++;
  if (opened <= DEPTH_MAX) return /^(?:[ \t]*[-?:] ){40}/m.test(text);
  let depth = 0;
  for (const char of text) {
    if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > DEPTH_MAX * 4) return true;
  }
  return /^(?:[ \t]*[-?:] ){40}/m.test(text);
}

function read(node: Node, reader: Reader, depth: number): YamlNode {
  const spot = spotOf(reader.lines, node.range?.[0] ?? 0);
  if (depth > DEPTH_MAX) return complain(reader, spot, `more than ${DEPTH_MAX} levels are nested here`);
  if (isAlias(node)) return complain(reader, spot, 'aliases (`*name`) are not read: write the value out');
  if ('anchor' in node && node.anchor !== undefined)
    complain(reader, spot, 'anchors (`&name`) are not read: write the value out');
  if (node.tag !== undefined) complain(reader, spot, `tags (\`${node.tag}\`) are not read`);
  if (isScalar(node)) return scalar(node, spot, reader);
  if (isSeq(node))
    return { kind: 'list', ...spot, items: node.items.map((item) => read(item as Node, reader, depth + 1)) };
  if (!isMap(node)) return complain(reader, spot, 'this is neither a value, a list nor a map');
  const members = node.items.map((pair): Member => {
    const key = pair.key as Node;
    const at = spotOf(reader.lines, key.range?.[0] ?? node.range?.[0] ?? 0);
    if (!isScalar(key)) complain(reader, at, 'a key is a plain word');
    const value = pair.value === null ? nothing(at) : read(pair.value as Node, reader, depth + 1);
    return { key: isScalar(key) ? textOf(key) : '', spot: at, node: value };
  });
  return { kind: 'map', ...spot, members };
}

function scalar(node: Scalar, spot: Spot, reader: Reader): ScalarNode {
  const value = node.value as ScalarNode['value'];
  const written =
    node.range === undefined || node.range === null ? '' : reader.text.slice(node.range[0], node.range[1]);
  const inner = written.includes('\n') ? {} : { inner: spot.column + (/^['"]/.test(written) ? 1 : 0) };
  return { kind: 'scalar', ...spot, text: textOf(node), value, ...inner };
}

/** Numbers and truth values keep their writing: `1.50` is not 1.5. */
function textOf(node: Scalar): string {
  if (typeof node.value === 'string') return node.value;
  return node.source ?? '';
}

function nothing(spot: Spot): ScalarNode {
  return { kind: 'scalar', ...spot, text: '', value: null };
}

function complain(reader: Reader, spot: Spot, sentence: string): ScalarNode {
  reader.problems.push({ ...spot, sentence });
  return nothing(spot);
}

function spotOf(lines: LineCounter, offset: number): Spot {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
