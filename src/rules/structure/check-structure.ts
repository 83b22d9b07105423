/**
 * Judges the shape of a message by its structure table: the verdict that its XML schema would give, with each breach
 * named and placed. One pass over the tree; a group that is in order costs one look at each child. It judges no
 * meaning, and what a file may not hold beside the norm is for the rules (UBL-CR, CII-SR).
 */
import type { Fault } from '../../model/fault.ts';
import { disorderOf } from './disorder.ts';
import { placing, type Found, type StructureElement } from './place.ts';
import type { Attributes, GroupType, Structure, Type, ValueType } from './structure.ts';

/** A hostile file must not make us list millions of breaches. */
const FAULTS_MAX = 1000;
const VALUE_MAX = 60;
const NO_ATTRIBUTES: Attributes = { known: new Map(), required: 0 };

interface Run {
  readonly structure: Structure;
  readonly found: Found[];
  /** Elements from the root to the parent of the one being judged. */
  readonly parents: StructureElement[];
}

/** Breaches in the order of the file; none: the schema would call it valid. The reader has left out `xsi:` hints. */
export function checkStructure(root: StructureElement, structure: Structure): readonly Fault[] {
  const run: Run = { structure, found: [], parents: [] };
  const type = structure.roots.has(root.name) ? structure.typeOf(root.name) : undefined;
  if (type === undefined) report(run, root, 'PASS-STRUCT-UNKNOWN', { name: root.name, parent: '/' });
  else judge(root, type, run);
  const faults = placing(run.found.slice(0, FAULTS_MAX));
  if (run.found.length <= FAULTS_MAX) return faults;
  const more = {
    rule: 'PASS-STRUCT-MORE',
    severity: 'fatal',
    at: [],
    file: `/${root.name}`,
    values: { count: String(FAULTS_MAX) },
  } as const;
  return [...faults, more];
}

function report(run: Run, element: StructureElement, rule: string, values: Found['values'], attribute?: string): void {
  if (run.found.length > FAULTS_MAX) return;
  run.found.push({ rule, element, parents: [...run.parents], values, ...(attribute === undefined ? {} : { attribute }) });
}

function judge(element: StructureElement, type: Type, run: Run): void {
  if (run.found.length > FAULTS_MAX) return;
  if (type.kind === 'value') judgeValue(element, type, run);
  else if (type.kind === 'group') judgeGroup(element, type, run);
  else judgeOpen(element, run);
}

function judgeGroup(element: StructureElement, group: GroupType, run: Run): void {
  judgeBare(element, group.attributes, run);
  let [slot, filled, orderly] = [-1, 0, true];
  run.parents.push(element);
  for (const child of element.children) {
    const member = group.members.get(child.name);
    if (member === undefined) {
      orderly = false;
      continue;
    }
    if (member.slot > slot) {
      slot = member.slot;
      if (member.required) filled++;
    } else if (member.slot < slot || !member.many) orderly = false;
    if (group.unjudged.size === 0 || !group.unjudged.has(child.name)) judge(child, member.type(), run);
  }
  run.parents.pop();
  if (orderly && filled === group.required) return;
  for (const { rule, child, values } of disorderOf(element, group, run.structure, FAULTS_MAX + 1)) {
    if (child === undefined) report(run, element, rule, values);
    else {
      run.parents.push(element);
      report(run, child, rule, values);
      run.parents.pop();
    }
  }
}

/** A group has elements inside, its own attributes, and nothing else. */
function judgeBare(element: StructureElement, attributes: Attributes, run: Run): void {
  if (element.attributes.length > 0 || attributes.required > 0) judgeAttributes(element, attributes, run);
  if (element.text !== '' && /[^\t\n\r ]/.test(element.text)) {
    report(run, element, 'PASS-STRUCT-TEXT', { name: element.name, value: shown(element.text) });
  }
}

function judgeValue(element: StructureElement, type: ValueType, run: Run): void {
  const { name } = element;
  if (element.children.length > 0) {
    report(run, element, 'PASS-STRUCT-LEAF', { name, child: element.children[0]?.name ?? '' });
  } else if (!type.accepts(element.text)) {
    report(run, element, 'PASS-STRUCT-VALUE', { name, value: shown(element.text), type: type.lexical });
  }
  judgeAttributes(element, type.attributes, run);
}

function judgeAttributes(element: StructureElement, { known, required }: Attributes, run: Run): void {
  const { name } = element;
  let filled = 0;
  for (const { name: attribute, value } of element.attributes) {
    const type = known.get(attribute);
    if (type === undefined) report(run, element, 'PASS-STRUCT-ATTRIBUTE', { name, attribute }, attribute);
    else {
      if (type.required) filled++;
      if (!type.accepts(value)) {
        const values = { name, attribute, value: shown(value), type: type.lexical };
        report(run, element, 'PASS-STRUCT-ATTRIBUTE-VALUE', values, attribute);
      }
    }
  }
  if (filled === required) return;
  for (const type of known.values()) {
    if (type.required && !element.attributes.some((given) => given.name === type.name)) {
      report(run, element, 'PASS-STRUCT-ATTRIBUTE-MISSING', { name, attribute: type.name });
    }
  }
}

/** ext:ExtensionContent: exactly one element of another namespace. */
function judgeOpen(element: StructureElement, run: Run): void {
  judgeBare(element, NO_ATTRIBUTES, run);
  const [only] = element.children;
  const prefix = element.name.slice(0, element.name.indexOf(':') + 1);
  if (only === undefined || element.children.length > 1 || !only.name.includes(':') || only.name.startsWith(prefix)) {
    report(run, element, 'PASS-STRUCT-EXTENSION', { name: element.name, count: String(element.children.length) });
  }
  judgeAnything(element, run);
}

/** Whatever it is, what the format knows in it must be right. */
function judgeAnything(element: StructureElement, run: Run): void {
  run.parents.push(element);
  for (const child of element.children) {
    const type = run.structure.typeOf(child.name);
    if (type === undefined) judgeAnything(child, run);
    else judge(child, type, run);
  }
  run.parents.pop();
}

function shown(text: string): string {
  const line = text.trim().slice(0, VALUE_MAX + 1);
  return line.length > VALUE_MAX ? `${line.slice(0, VALUE_MAX)}…` : line;
}
