/** `bench rules`: from bytes and from a model at hand to the findings of EN 16931 and BR-FR, and to the verdict of the structure. */
import { parseInvoiceRoot } from '../../parse/parse-invoice.ts';
import { check } from '../../rules/check.ts';
import { PROFILES } from '../../rules/profiles.ts';
import { checkStructure } from '../../rules/structure/check-structure.ts';
import { structureOf } from '../../rules/structure/structure.ts';
import { judgeSyntax } from '../../rules/syntax/judge-syntax.ts';
import { readXml } from '../../xml/reader.ts';
import type { Contestant } from './core-rounds.ts';
import type { Course, Sample } from './core-course.ts';

const PROFILE = PROFILES['fr-cius'];
/** A peer that would need longer for one invoice is not waited for. */
const PATIENCE_MS = 90_000;

const OURS = 'bytes to findings';
const FLOOR = 'floor: bytes to findings (80 rules)';
const FLOOR_MODEL = 'floor: model to findings (80 rules)';

export const RULES: Course = {
  title: 'rules: EN 16931 and BR-FR',
  contestants: async (sample, peers) => {
    const { bytes, syntax, floorModel } = sample;
    const tree = readXml(bytes);
    const structure = await structureOf(tree.name);
    const { invoice } = parseInvoiceRoot(tree, false);
    const judged = (root: typeof tree): unknown => {
      const parsed = parseInvoiceRoot(root, false);
      return check(parsed.invoice, PROFILE, parsed.facts);
    };
    const ours: Contestant[] = [
      { name: OURS, against: FLOOR, run: () => judged(readXml(bytes)) },
      {
        name: `${OURS} and structure`,
        against: FLOOR,
        run: () => {
          const root = readXml(bytes);
          return [structure === undefined ? [] : checkStructure(root, structure), judged(root)];
        },
      },
      { name: 'structure alone, from a tree', against: OURS, run: () => structure !== undefined && checkStructure(tree, structure) },
      { name: 'syntax binding alone, from a tree', against: OURS, run: () => judgeSyntax(syntax, tree, (_id, own) => own) },
      // an invoice at hand never was a file: nothing of a syntax can be wrong with it
      { name: 'model to findings', against: FLOOR_MODEL, run: () => check(invoice, PROFILE) },
    ];
    const { floor } = peers;
    const floors: Contestant[] =
      syntax === 'ubl'
        ? [
            { name: FLOOR, run: () => floor.rules(floor.parse(bytes)) },
            { name: FLOOR_MODEL, run: () => floor.rules(floorModel) },
          ]
        : [{ name: FLOOR_MODEL, run: () => floor.rules(floorModel) }];
    return [...ours, ...floors, { name: 'libxml2-wasm: parse', against: OURS, run: () => peers.libxml2(bytes) }, saxonOf(sample, peers)];
  },
};

/** Times of the last size, from which the next is foreseen. */
const lasted = new Map<string, { readonly lines: number; readonly ms: number }>();

function saxonOf({ bytes, syntax, lines }: Sample, { saxon }: Parameters<Course['contestants']>[1]): Contestant {
  const name = 'SaxonJS: EN 16931 alone';
  if (saxon === undefined) return { name, why: 'not measured (--saxon DIR)' };
  const last = lasted.get(syntax);
  if (last !== undefined && last.ms * (lines / last.lines) > PATIENCE_MS) return { name, why: 'not measured (too long to wait for)' };
  const xml = bytes.toString('utf8');
  // the first of a syntax loads its stylesheet and meets no compiled code yet
  if (last === undefined) saxon.judge(xml, syntax);
  const started = performance.now();
  saxon.judge(xml, syntax);
  lasted.set(syntax, { lines, ms: performance.now() - started });
  return { name, against: OURS, run: () => saxon.judge(xml, syntax) };
}
