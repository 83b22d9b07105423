/**
 * Answers the `resolve` questions of a bill's mapping from what is known: a person's binding, how this supplier's bills
 * were booked before, the ERP's own lists, the company's default — in this order, each answer with where it came from.
 */
import { canonicalJson } from '../base/json.ts';
import type { Question } from '../map/question.ts';
import type { Resolved } from '../model/reception.ts';
import { chooseTax } from '../normalize/choose-tax.ts';
import type { BookedLine, ListEntry } from '../ports/connector.ts';
import type { Resolution } from '../ports/operator.ts';
import { erpList } from './erp-lists.ts';
import type { CompanyRoad, Road } from './road.ts';

export interface Known {
  readonly party: string | undefined;
  readonly order: string | null;
  readonly history: readonly BookedLine[];
  readonly resolutions: readonly Resolution[];
}

export async function answerQuestions(
  questions: readonly Question[],
  known: Known,
  company: CompanyRoad,
  road: Road,
): Promise<readonly Resolved[]> {
  const answers: Resolved[] = [];
  for (const question of questions) answers.push(await named(await answer(question, known, company, road), company, road));
  return answers;
}

/** What the ERP calls the answer, where its list is at hand. */
async function named(resolved: Resolved, company: CompanyRoad, road: Road): Promise<Resolved> {
  const { what, answer: id } = resolved;
  if (id === null || (what !== 'tax' && what !== 'account' && what !== 'unit')) return resolved;
  const entry = (await erpList(company.connector, what, road)).find((one) => one.id === id);
  if (entry === undefined) return resolved;
  return { ...resolved, name: what === 'account' && entry.code !== undefined ? `${entry.code} ${entry.name}` : entry.name };
}

async function answer(question: Question, known: Known, company: CompanyRoad, road: Road): Promise<Resolved> {
  const bound = await boundAnswer(question, known, company, road);
  const base = { what: question.what, by: question.by };
  if (bound !== null) return { ...base, answer: bound, how: 'binding' };
  switch (question.what as string) {
    case 'party':
      return { ...base, answer: known.party ?? null, how: known.party === undefined ? 'none' : 'binding' };
    case 'order':
      return { ...base, answer: known.order, how: known.order === null ? 'none' : 'list' };
    case 'tax':
      return tax(question, known, company, road);
    case 'account':
      return account(question, known, company, road);
    case 'unit':
    case 'currency':
      return fromList(question, company, road);
    default:
      return { ...base, answer: historic(question, known.history)?.analytic ?? null, how: 'history' };
  }
}

async function boundAnswer(question: Question, known: Known, { company }: CompanyRoad, road: Road): Promise<string | null> {
  const theirs = canonicalJson({ ...question.by });
  const said = known.resolutions.findLast(
    (resolution) => resolution.kind === 'bind' && resolution.what === question.what && canonicalJson({ ...resolution.by }) === theirs,
  );
  if (said?.kind === 'bind') {
    await road.store.bindings.put(company.erp.connection, question.what, theirs, said.to);
    return said.to;
  }
  return road.store.bindings.get(company.erp.connection, question.what, theirs);
}

/** The tax that this supplier's bills carried before, when it fits the rate; else the ERP's own tax of that rate. */
async function tax(question: Question, { history }: Known, company: CompanyRoad, road: Road): Promise<Resolved> {
  const base = { what: question.what, by: question.by };
  const used = new Set(history.flatMap((line) => line.taxes));
  for (const fresh of [false, true]) {
    const entries = (await erpList(company.connector, 'tax', road, fresh)).filter((entry) => ofCompany(entry, company));
    const before = chooseTax(
      question.by,
      entries.filter((entry) => used.has(entry.id)),
    );
    if (before.id !== null) return { ...base, answer: before.id, how: 'history' };
    const choice = chooseTax(question.by, entries);
    if (choice.id !== null) return { ...base, answer: choice.id, how: 'list' };
    if (fresh) return { ...base, answer: null, how: 'none', proposals: choice.proposals };
  }
  return { ...base, answer: null, how: 'none' };
}

/** Absent without harm: the ERP then takes the default of its product, partner or journal. */
async function account(question: Question, { history }: Known, company: CompanyRoad, road: Road): Promise<Resolved> {
  const base = { what: question.what, by: question.by };
  const before = historic(question, history)?.account;
  if (before !== undefined) return { ...base, answer: before, how: 'history' };
  const code = company.company.policies.reception.account;
  if (code === undefined) return { ...base, answer: null, how: 'none' };
  const entries = await erpList(company.connector, 'account', road);
  const entry = entries.find((one) => one.code === code && ofCompany(one, company));
  return entry === undefined ? { ...base, answer: null, how: 'none' } : { ...base, answer: entry.id, how: 'default' };
}

/** The line of the same name, else what most of the supplier's lines were booked on. */
function historic(question: Question, history: readonly BookedLine[]): BookedLine | undefined {
  const names = new Set(Object.values(question.by).map(plain));
  const same = history.find((line) => names.has(plain(line.name)));
  if (same !== undefined) return same;
  const byAccount = Map.groupBy(
    history.filter((line) => line.account !== undefined),
    (line) => line.account,
  );
  return [...byAccount.values()].sort((a, b) => b.length - a.length)[0]?.[0];
}

async function fromList(question: Question, company: CompanyRoad, road: Road): Promise<Resolved> {
  const base = { what: question.what, by: question.by };
  const wanted = question.by['code'];
  for (const fresh of [false, true]) {
    const entries = await erpList(company.connector, question.what === 'unit' ? 'unit' : 'currency', road, fresh);
    const entry = entries.find((one) => one.code === wanted && one.attributes['active'] !== 'false');
    if (entry !== undefined) return { ...base, answer: entry.id, how: 'list' };
    if (question.what === 'unit') break;
  }
  return { ...base, answer: null, how: 'none' };
}

/** Lists of an Odoo with several companies hold the entries of all of them. */
function ofCompany(entry: ListEntry, { company }: CompanyRoad): boolean {
  const owner = entry.attributes['company_id'];
  return owner === undefined || company.erp.company === undefined || owner === company.erp.company;
}

function plain(text: string): string {
  return text.trim().toUpperCase().replaceAll(/\s+/g, ' ');
}
