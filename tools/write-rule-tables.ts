/**
 * Writes docs/rules.md, and the tables of rules and code lists in the README, from the rules and lists themselves;
 * test/tidy.test.ts fails when they are not what this would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { CODE_LISTS, type CodeList } from '../src/codes/code-list.ts';
import { listProfiles, listRules, type RuleInfo } from '../src/core/rule-book.ts';
import { AREAS } from '../src/messages/messages.ts';

const README = new URL('../README.md', import.meta.url);
const PAGE = new URL('../docs/rules.md', import.meta.url);
const BEGIN = '<!-- written by node tools/write-rule-tables.ts -->';
const END = '<!-- end of what is written -->';

/** Families of rules by their ids, each with what it asks. */
const FAMILIES: readonly (readonly [id: RegExp, name: string, asks: string])[] = [
  [/^BR-\d/, 'BR', 'terms and groups that an invoice must have'],
  [/^BR-CO-/, 'BR-CO', 'terms that go together, totals'],
  [/^BR-(?:S|Z|E|AE|IC|G|O|AF|AG|B)-/, 'BR-S, -Z, -E, -AE, -IC, -G, -O, -AF, -AG, -B', 'the categories of VAT'],
  [/^BR-DEC-/, 'BR-DEC', 'amounts have two decimals at most'],
  [/^BR-CL-/, 'BR-CL', 'codes are in their lists'],
  [/^UBL-(?:EXT-)?[A-Z]{2}-/, 'UBL-SR, UBL-CR, UBL-DT', 'elements and attributes of a UBL file that EN 16931 has no use for, or once only'],
  [/^CII-(?:EXT-)?[A-Z]{2}-/, 'CII-SR, CII-DT', 'the same of a CII file'],
  [/^BR-FR-\d/, 'BR-FR', 'mandatory mentions, parties and addresses of the French reform'],
  [/^BR-FR-CO/, 'BR-FR-CO', 'terms that go together in France'],
  [/^BR-FR-DEC/, 'BR-FR-DEC', 'digits of amounts, quantities, prices and rates'],
  [/^BR-FR-(?:MV|BD)/, 'BR-FR-MV, BR-FR-BD', 'invoices of several vendors and in both directions'],
  [/^BR-FREXT-(?:\d|NEW)/, 'BR-FREXT', 'lines and sub-lines of EXTENDED-CTC-FR'],
  [/^BR-FREXT-(?:[A-Z]{1,2}-\d|CO)(?<!CL-\d)/, 'BR-FREXT-CO, -S … -AG', 'sums and VAT of EXTENDED-CTC-FR, with its tolerances'],
  [/^BR-FREXT-CL/, 'BR-FREXT-CL', 'codes of EXTENDED-CTC-FR'],
  [/^(?:UBL|CII)-FREXT/, 'UBL-FREXT, CII-FREXT', 'elements in the words of EXTENDED-CTC-FR'],
  [/^BR-FXEXT/, 'BR-FXEXT', 'what Factur-X EXTENDED asks instead'],
  [/^BR-FR-CDV/, 'BR-FR-CDV', 'status messages of the life cycle'],
  [/^(?:[GSP]\d|F10-)/, 'G, S, P, F10', 'e-reporting messages (flux 10)'],
  [/^PASS-/, 'PASS', 'what no norm asks, and what costs an invoice its way'],
];

interface Known extends RuleInfo {
  readonly profiles: Set<string>;
  readonly family: string;
}

/** Every rule once, with the profiles that have it. */
function allRules(): readonly Known[] {
  const known = new Map<string, Known>();
  for (const { name } of listProfiles()) {
    for (const syntax of ['ubl', 'cii'] as const) {
      for (const info of listRules(name, syntax)) {
        const own = known.get(info.id) ?? { ...info, profiles: new Set(), family: familyOf(info.id) };
        own.profiles.add(name);
        known.set(info.id, own);
      }
    }
  }
  return [...known.values()];
}

function familyOf(id: string): string {
  const found = FAMILIES.find(([pattern]) => pattern.test(id));
  if (found === undefined) throw new Error(`${id} is of no family`);
  return found[1];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

function familyTable(rules: readonly Known[]): string {
  const rows = FAMILIES.flatMap(([, name, asks]) => {
    const own = rules.filter(({ family }) => family === name);
    const [first] = own;
    if (first === undefined) return [];
    const fatal = own.filter(({ severity }) => severity.sending === 'fatal').length;
    return [[name, asks, String(own.length), String(fatal), `${first.artefact.name} ${first.artefact.version}`.trim()]];
  });
  return table(['rules', 'ask', 'number', 'fatal', 'official source'], rows);
}

function listTable(): string {
  const rows = Object.values<CodeList>(CODE_LISTS).map(({ name, title, agency, version, codes }) => [
    `\`${name}\``,
    title,
    agency,
    version,
    String(codes.length),
  ]);
  return table(['list', 'what', 'agency', 'version', 'codes'], rows);
}

function profileTable(): string {
  const rows = listProfiles().map(({ name, title, specification, artefacts }) => [
    `\`${name}\``,
    title,
    specification ?? '',
    artefacts.map((one) => `${one.name} ${one.version}`).join(', '),
  ]);
  return table(['profile', 'what', 'BT-24', 'official artefacts'], rows);
}

/** The tables of the README, with the marks around them. */
export function readmeTables(): string {
  const rules = allRules();
  return [BEGIN, '', familyTable(rules), '', listTable(), '', END].join('\n');
}

export function readmeWith(text: string): string {
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error('README.md has lost the marks of its written tables');
  return `${text.slice(0, start)}${readmeTables()}${text.slice(end + END.length)}`;
}

/** Rules about single elements have no sentence of their own: their ids name a path of the tables in src/rules/syntax. */
const OF_ELEMENTS = /^(?:UBL|CII)-(?:EXT-)?(?:SR|CR|DT)-/;

function fixOf(id: string): string {
  for (const area of Object.values(AREAS.en)) {
    const found = area[id];
    if (typeof found === 'object') return found.fix;
  }
  return '';
}

export function rulePage(): string {
  const rules = allRules();
  const sections = FAMILIES.flatMap(([, name, asks]) => {
    const own = rules.filter(({ family }) => family === name);
    if (own.length === 0) return [];
    const rows = own
      .filter(({ id }) => !OF_ELEMENTS.test(id))
      .map(({ id, terms, severity, profiles }) => [
        id,
        terms.join(' '),
        severity.sending,
        severity.receiving,
        fixOf(id),
        [...profiles].join(' '),
      ]);
    const elements = own.filter(({ id }) => OF_ELEMENTS.test(id)).length;
    const told = rows.length === 0 ? [] : [table(['id', 'terms', 'sending', 'receiving', 'what to do', 'profiles'], rows), ''];
    const counted = elements === 0 ? [] : [`${elements} rules, as tables in \`src/rules/syntax/\`.`, ''];
    return [`## ${name}: ${asks}`, '', ...counted, ...told];
  });
  return [
    '# Rules',
    '',
    'Every rule that a file or an invoice is judged by, under the id of the norm, with what a breach is when we send and when',
    'we receive, and what a person then does; `{words}` are values of the finding. This page is written by',
    '`node tools/write-rule-tables.ts`.',
    '',
    '## Profiles',
    '',
    profileTable(),
    '',
    ...sections,
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(README, readmeWith(readFileSync(README, 'utf8')));
  writeFileSync(PAGE, rulePage());
}
