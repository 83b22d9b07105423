/** Where our structure verdict and libxml2's differ by intent, each with its reason; anything else that differs is a fault. */
import { readFileSync } from 'node:fs';
import type { Judged } from './mutations-judging.ts';

interface Difference {
  readonly ours: Judged;
  /** libxml2's complaints. */
  readonly theirs: readonly string[];
  readonly text: string;
}

interface Exception {
  readonly name: string;
  readonly why: string;
  readonly holds: (difference: Difference) => boolean;
}

const CII = JSON.parse(readFileSync(new URL('../../src/rules/structure/tables/cii.json', import.meta.url), 'utf8')) as {
  readonly unjudged: Readonly<Record<string, readonly string[]>>;
};
const D16B = new Set(Object.values(CII.unjudged).flatMap((names) => names.map((name) => name.replace(/^\w+:/, ''))));

export const EXCEPTIONS: readonly Exception[] = [
  {
    name: 'D16B',
    why: 'EN 16931 binds CII D16B, the French profiles D22B: what only D16B has is let pass, the D22B schema refuses it',
    holds: ({ ours, theirs }) =>
      ours.structure?.length === 0 && theirs.every((line) => D16B.has(/Element '\{[^}]*\}(\w+)'/.exec(line)?.[1] ?? '')),
  },
  {
    name: 'base64',
    why: 'libxml2 skips characters that are no base64; XML Schema refuses them, and so do we',
    holds: ({ ours: { structure = [] }, theirs }) =>
      theirs.length === 0 && structure.length > 0 && structure.every(({ values }) => values['type'] === 'base64Binary'),
  },
  {
    name: 'DOCTYPE',
    why: 'a file that declares entities is never read',
    holds: ({ ours, theirs }) => theirs.length === 0 && ours.refused?.includes('DOCTYPE') === true,
  },
  {
    name: 'bounds',
    why: 'the reader stops at 100 levels and 64 attributes, libxml2 at 256 levels',
    holds: ({ ours, theirs }) => theirs.length === 0 && ours.refused?.startsWith('XML_TOO_LARGE') === true,
  },
  {
    name: 'namespace names',
    why: 'libxml2 refuses a namespace that is no URI; Namespaces in XML asks no reader to look, and it is nobody we know',
    holds: ({ ours, theirs }) =>
      ours.structure?.length === 0 && theirs.every((line) => /^not read: .*xmlns.* is not (?:a valid URI|absolute)/s.test(line)),
  },
  {
    name: 'empty CDATA',
    why: 'libxml2 takes a CDATA section without characters for text; to XML Schema there is none',
    holds: ({ ours, theirs, text }) =>
      ours.structure?.length === 0 && text.includes('<![CDATA[]]>') && theirs.every((line) => line.includes('Character content')),
  },
  {
    name: 'xsi',
    why: 'xsi:type and xsi:nil are hints that the reader leaves out; no schema here has a nillable element',
    holds: ({ ours, theirs, text }) => ours.structure?.length === 0 && theirs.length > 0 && /xsi:(?:nil|type)=/.test(text),
  },
];

export function exceptionOf(difference: Difference): string | undefined {
  return EXCEPTIONS.find(({ holds }) => holds(difference))?.name;
}
