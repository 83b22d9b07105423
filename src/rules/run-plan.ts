/**
 * One pass over an invoice: every group in turn, every rule of the group. Nothing is allocated for a rule that holds;
 * the path and the values of a finding are made when a rule speaks.
 */
import { formatDecimal } from '../model/decimal.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { InstancePath } from '../model/path.ts';
import { vatCategory, type AllowanceCharge } from '../model/tax.ts';
import type { Plan, Step, Steps } from './plan.ts';
import type { PartyName, Report, Test, Value } from './rule.ts';
import type { Subject } from './subject.ts';

/** A hostile file must not fill the store with findings: so many of one rule say enough. */
const FAULTS_MAX = 500;
/** Long texts of a hostile file are cut: a sentence needs their beginning. */
const TEXT_MAX = 200;

const GROUPS = {
  document: '',
  line: 'lines',
  vat: 'vat',
  allowance: 'allowances',
  charge: 'charges',
  lineAllowance: 'allowances',
  lineCharge: 'charges',
  party: '',
} as const;

const NO_STEPS: readonly Step<Subject>[] = [];

/** The group that is being looked at, and the rule that looks. */
interface Here {
  step: Pick<Step<never>, 'rule' | 'severity' | 'order'>;
  group: keyof typeof GROUPS;
  line: number;
  index: number;
  party: PartyName;
}

interface Found {
  readonly fault: Fault;
  readonly order: number;
}

interface Pass {
  readonly subject: Subject;
  readonly here: Here;
  readonly report: Report;
}

export function runPlan(plan: Plan, subject: Subject): Fault[] {
  const here: Here = { step: { rule: '', severity: 'fatal', order: 0 }, group: 'document', line: 0, index: 0, party: 'seller' };
  const found: Found[] = [];
  let counts: Map<string, number> | undefined;
  const report: Report = (at, values, file) => {
    const { rule, severity, order } = here.step;
    counts ??= new Map<string, number>();
    const count = counts.get(rule) ?? 0;
    if (count >= FAULTS_MAX) return;
    counts.set(rule, count + 1);
    const within = pathOf(here);
    const places = (typeof at === 'string' ? [at] : at).map((path) => placed(within, path));
    const texts: Record<string, string> = {};
    name(texts, namesOf(here, subject.invoice));
    if (values !== undefined) name(texts, values);
    found.push({ fault: { rule, severity, at: places, ...(file === undefined ? {} : { file }), values: texts }, order });
  };
  const pass: Pass = { subject, here, report };
  const { invoice } = subject;
  askDocument(pass, plan.document);
  askParties(pass, plan);
  if (invoice.lines !== undefined) askLines(pass, plan, invoice.lines);
  askRows(pass, 'vat', plan.vat, invoice.vat, vatCategory);
  askRows(pass, 'allowance', plan.allowance, invoice.allowances, (item) => vatCategory(item.vat));
  askRows(pass, 'charge', plan.charge, invoice.charges, (item) => vatCategory(item.vat));
  if (found.length === 0) return [];
  return found.sort((a, b) => a.order - b.order).map(({ fault }) => fault);
}

function ask<T>({ subject, here, report }: Pass, steps: readonly Step<T>[], item: T): void {
  for (const step of steps) {
    here.step = step;
    const test: Test<T> = step.test;
    test(item, report, subject);
  }
}

/** The rules of a category look at an invoice in which it stands somewhere. */
function askDocument(pass: Pass, { always, ofCategory }: Steps<Subject>): void {
  ask(pass, always, pass.subject);
  const { used, rows } = pass.subject.sums.ofAnyTax;
  for (const category of used) ask(pass, ofCategory.get(category) ?? NO_STEPS, pass.subject);
  for (const category of rows.keys()) if (!used.has(category)) ask(pass, ofCategory.get(category) ?? NO_STEPS, pass.subject);
}

function askParties(pass: Pass, { parties }: Plan): void {
  const { here, subject } = pass;
  here.group = 'party';
  for (const [name, steps] of parties) {
    const party = subject.invoice[name];
    if (party === undefined) continue;
    here.party = name;
    ask(pass, steps, party);
  }
}

function askLines(pass: Pass, plan: Plan, lines: NonNullable<Invoice['lines']>): void {
  const { here } = pass;
  const { always, ofCategory } = plan.line;
  for (const [index, line] of lines.entries()) {
    here.group = 'line';
    here.line = index;
    ask(pass, always, line);
    const category = vatCategory(line.vat);
    const own = category === undefined ? undefined : ofCategory.get(category);
    if (own !== undefined) ask(pass, own, line);
    if (line.allowances !== undefined) askEach(pass, 'lineAllowance', plan.lineAllowance, line.allowances);
    if (line.charges !== undefined) askEach(pass, 'lineCharge', plan.lineCharge, line.charges);
  }
}

function askEach(pass: Pass, group: Here['group'], steps: readonly Step<AllowanceCharge>[], items: readonly AllowanceCharge[]): void {
  pass.here.group = group;
  for (const [index, item] of items.entries()) {
    pass.here.index = index;
    ask(pass, steps, item);
  }
}

function askRows<T>(
  pass: Pass,
  group: Here['group'],
  { always, ofCategory }: Steps<T>,
  items: readonly T[] | undefined,
  categoryOf: (item: T) => string | undefined,
): void {
  if (items === undefined) return;
  pass.here.group = group;
  for (const [index, item] of items.entries()) {
    pass.here.index = index;
    ask(pass, always, item);
    const own = ofCategory.get(categoryOf(item) ?? '');
    if (own !== undefined) ask(pass, own, item);
  }
}

function pathOf({ group, line, index, party }: Here): InstancePath {
  if (group === 'document') return '';
  if (group === 'party') return party;
  if (group === 'line') return `lines[${line}]`;
  const within = group === 'lineAllowance' || group === 'lineCharge' ? `lines[${line}].` : '';
  return `${within}${GROUPS[group]}[${index}]`;
}

function placed(within: InstancePath, path: InstancePath): InstancePath {
  if (path.startsWith('/')) return path.slice(1);
  return within === '' || path === '' ? within + path : `${within}.${path}`;
}

/** What every finding of a group says of the group. */
function namesOf({ group, line, index, party }: Here, invoice: Invoice): Readonly<Record<string, Value>> {
  const lineName = (): string => invoice.lines?.[line]?.id ?? String(line + 1);
  switch (group) {
    case 'document':
      return {};
    case 'party':
      return { party, name: invoice[party]?.name ?? '' };
    case 'line':
      return { line: lineName() };
    case 'vat': {
      const row = invoice.vat?.[index];
      return { category: row?.category ?? '', rate: row?.rate };
    }
    case 'allowance':
    case 'charge':
      return { number: String(index + 1) };
    case 'lineAllowance':
    case 'lineCharge':
      return { line: lineName(), number: String(index + 1) };
  }
}

function name(texts: Record<string, string>, values: Readonly<Record<string, Value>>): void {
  for (const [key, value] of Object.entries(values)) {
    const text = value === undefined ? '' : typeof value === 'object' ? formatDecimal(value) : String(value);
    texts[key] = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
  }
}
