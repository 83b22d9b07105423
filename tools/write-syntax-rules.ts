/**
 * Writes src/rules/syntax/{ubl,cii}.json from a copy of the official EN 16931 artefacts:
 * `node tools/write-syntax-rules.ts FOLDER VERSION`. Of each assert of the syntax pattern only what it says of which
 * element path is kept, as a row; what no row can say is `special` and is written by hand in src/rules/syntax/.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeOf, type XmlElement } from '../src/xml/element.ts';
import { readXml } from '../src/xml/reader.ts';

const SCHEMATRON = '{http://purl.oclc.org/dsdl/schematron}';
const SOURCE = 'https://github.com/ConnectingEurope/eInvoicing-EN16931';
const BINDINGS = [
  { name: 'ubl', file: 'ubl/schematron/preprocessed/EN16931-UBL-validation-preprocessed.sch', pattern: 'UBL-syntax' },
  { name: 'cii', file: 'cii/schematron/preprocessed/EN16931-CII-validation-preprocessed.sch', pattern: 'EN16931-CII-Syntax' },
] as const;

const STEP = String.raw`(?:@?[A-Za-z]+:?[A-Za-z0-9]*)`;
const PATH = String.raw`(?:\([^()]*\|[^()]*\)/)?${STEP}(?:/${STEP})*`;
const FORMS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`^not\(((?://)?${PATH})\)$`), 'unused'],
  [new RegExp(String.raw`^not\((${PATH})\)orcount\(\1\)=(1)$`), 'most'],
  [new RegExp(String.raw`^count\((${PATH})\)<=(\d+)$`), 'most'],
  [new RegExp(String.raw`^count\((${PATH})\)=1$`), 'exactly'],
  [new RegExp(String.raw`^(${PATH})$`), 'some'],
];

/** Contexts whose conditions stay in the hand-written tests; the expression says only where they apply. */
const WRITTEN: Readonly<Record<string, string>> = {
  "//*[ends-with(name(), 'Amount') and not(ends-with(name(),'PriceAmount')) and not(ancestor::cac:Price/cac:AllowanceCharge)]":
    '^(?!.*/cac:Price/cac:AllowanceCharge/).*(?<!Price)Amount$',
  "//ram:*[ends-with(name(), 'Amount') and not (self::ram:TaxTotalAmount)]": '/ram:(?!TaxTotalAmount$)[^/]*Amount$',
  "//udt:DateTimeString[@format = '102']": '/udt:DateTimeString$',
  'cac:AllowanceCharge[cbc:ChargeIndicator = false()]': '/cac:AllowanceCharge$',
};

function expression(context: string): string {
  const written = WRITTEN[context];
  if (written !== undefined) return written;
  return context
    .split('|')
    .map((part) => part.trim())
    .map((part) => {
      const ending = /^\/\/(\w+:)?\*\[ends-with\(name\(\), '(\w+)'\)\]$/.exec(part);
      if (ending !== null) return `/${ending[1] ?? ''}[^/]*${ending[2]}$`;
      if (/[[\]*()]/.test(part)) throw new Error(`no expression for the context ${part}`);
      return part.startsWith('//') ? `${part.slice(1)}$` : part.startsWith('/') ? `^${part}$` : `/${part}$`;
    })
    .join('|');
}

function paths(path: string): readonly string[] {
  const choice = /^\(([^()]*)\)(.*)$/.exec(path);
  return choice === null ? [path] : (choice[1] ?? '').split('|').map((one) => `${one}${choice[2]}`);
}

function rowOf(assert: XmlElement, conditional: boolean): string {
  const id = attributeOf(assert, 'id') ?? '';
  const severity = attributeOf(assert, 'flag') ?? 'fatal';
  // the one attribute that may stand in one place only
  if (id === 'UBL-DT-18') return `${id} ${severity} unused //@name!cbc:PaymentMeansCode`;
  if (conditional) return `${id} ${severity} special`;
  let test = (attributeOf(assert, 'test') ?? '').replace(/\s+/g, '');
  while (/^\([^()]*(\([^()]*\)[^()]*)*\)$/.test(test) && !test.includes(')and(') && !test.includes(')or(')) test = test.slice(1, -1);
  for (const [form, kind] of FORMS) {
    const found = form.exec(test);
    if (found === null) continue;
    const limit = kind === 'most' ? `:${found[2]}` : '';
    return [id, severity, `${kind}${limit}`, ...paths(found[1] ?? '')].join(' ');
  }
  return `${id} ${severity} special`;
}

function contextsOf(root: XmlElement, pattern: string): readonly { at: string; rules: readonly string[] }[] {
  const found = root.children.find((child) => child.name === `${SCHEMATRON}pattern` && attributeOf(child, 'id') === pattern);
  const rules = found?.children.filter((child) => child.name === `${SCHEMATRON}rule`) ?? [];
  const contexts: { at: string; rules: string[] }[] = [];
  for (const rule of rules) {
    const context = (attributeOf(rule, 'context') ?? '').replace(/\s+/g, ' ').trim();
    const conditional = context.startsWith('cac:AllowanceCharge[');
    const rows = rule.children.filter((child) => child.name === `${SCHEMATRON}assert`).map((assert) => rowOf(assert, conditional));
    // the indicator of an allowance or charge is looked at by the special test: both contexts are one
    if (context === 'cac:AllowanceCharge[cbc:ChargeIndicator = true()]') contexts.at(-1)?.rules.push(...rows);
    else contexts.push({ at: expression(context), rules: rows });
  }
  return contexts;
}

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) throw new Error('usage: write-syntax-rules.ts FOLDER VERSION');
for (const { name, file, pattern } of BINDINGS) {
  const contexts = contextsOf(readXml(readFileSync(join(folder, file))), pattern);
  const table = { source: `${SOURCE}/blob/validation-${version}/${file}`, version, contexts };
  writeFileSync(new URL(`../src/rules/syntax/${name}.json`, import.meta.url), `${JSON.stringify(table, null, 2)}\n`);
}
