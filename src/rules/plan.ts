/**
 * The rules of a profile sorted by what they look at, made once for a profile: a pass over an invoice then asks each
 * group the rules that concern it, and those of a VAT category only what has this category.
 */
import type { Severity } from '../model/fault.ts';
import type { Syntax } from '../model/invoice.ts';
import type { Line } from '../model/line.ts';
import type { Party } from '../model/party.ts';
import type { AllowanceCharge, VatBreakdown } from '../model/tax.ts';
import { severityOf, type Judging, type Profile } from './profiles.ts';
import { FRENCH_PARTIES, type PartyName, type Rule, type Test, type Tests } from './rule.ts';
import type { Subject } from './subject.ts';

/** One rule on one kind of group. */
export interface Step<T> {
  readonly rule: string;
  readonly severity: Severity;
  /** Place of the rule in the profile: findings are told in this order. */
  readonly order: number;
  readonly test: Test<T>;
}

export interface Steps<T> {
  readonly always: readonly Step<T>[];
  readonly ofCategory: ReadonlyMap<string, readonly Step<T>[]>;
}

export interface Plan {
  /** Ids of every rule of the profile, also of those that are off. */
  readonly rules: ReadonlySet<string>;
  readonly document: Steps<Subject>;
  readonly line: Steps<Line>;
  readonly vat: Steps<VatBreakdown>;
  readonly allowance: Steps<AllowanceCharge>;
  readonly charge: Steps<AllowanceCharge>;
  readonly lineAllowance: readonly Step<AllowanceCharge>[];
  readonly lineCharge: readonly Step<AllowanceCharge>[];
  readonly parties: readonly (readonly [PartyName, readonly Step<Party>[]])[];
}

/** For the business processes that have rules of their own, and for all others. */
interface Plans {
  readonly ofProcess: ReadonlyMap<string, Plan>;
  readonly others: Plan;
}

const PLANS = new WeakMap<Profile, Partial<Record<Judging, Partial<Record<Syntax, Plans>>>>>();

/** `process` is BT-23 of the invoice. */
export function planOf(profile: Profile, judging: Judging, syntax: Syntax, process: string | undefined): Plan {
  let known = PLANS.get(profile);
  if (known === undefined) PLANS.set(profile, (known = {}));
  const { ofProcess, others } = ((known[judging] ??= {})[syntax] ??= plansOf(profile, judging, syntax));
  return process === undefined ? others : (ofProcess.get(process.trim()) ?? others);
}

function plansOf(profile: Profile, judging: Judging, syntax: Syntax): Plans {
  const processes = new Set(profile.rules.flatMap((rule) => rule.processes ?? []));
  const judged = profile.rules.flatMap((rule, order): Judged[] => {
    const severity = severityOf(profile, judging, syntax, rule);
    return severity === 'off' ? [] : [[rule, severity, order]];
  });
  const asked = (process: string | null): Plan =>
    planned(
      profile,
      judged.filter(([rule]) => rule.processes === undefined || (process !== null && rule.processes.includes(process))),
    );
  return { ofProcess: new Map([...processes].map((process) => [process, asked(process)])), others: asked(null) };
}

type Judged = readonly [rule: Rule, severity: Severity, order: number];

function planned(profile: Profile, judged: readonly Judged[]): Plan {
  return {
    rules: new Set(profile.rules.map(({ id }) => id)),
    document: byCategory(judged, 'document'),
    line: byCategory(judged, 'line'),
    vat: byCategory(judged, 'vat'),
    allowance: byCategory(judged, 'allowance'),
    charge: byCategory(judged, 'charge'),
    lineAllowance: stepsOf(judged, 'lineAllowance'),
    lineCharge: stepsOf(judged, 'lineCharge'),
    parties: FRENCH_PARTIES.map((name) => [
      name,
      stepsOf(
        judged.filter(([{ parties }]) => parties === undefined || parties.includes(name)),
        'party',
      ),
    ]),
  };
}

type Item<G extends keyof Tests> = Parameters<NonNullable<Tests[G]>>[0];

function stepsOf<G extends keyof Tests>(judged: readonly Judged[], group: G): readonly Step<Item<G>>[] {
  return judged.flatMap(([rule, severity, order]): Step<Item<G>>[] => {
    const test = rule[group] as Test<Item<G>> | undefined;
    return test === undefined ? [] : [{ rule: rule.id, severity, order, test }];
  });
}

function byCategory<G extends keyof Tests>(judged: readonly Judged[], group: G): Steps<Item<G>> {
  const categories = new Set(judged.flatMap(([{ category }]) => (category === undefined ? [] : [category])));
  const of = (wanted: string | undefined): readonly Step<Item<G>>[] =>
    stepsOf(
      judged.filter(([{ category }]) => category === wanted),
      group,
    );
  return { always: of(undefined), ofCategory: new Map([...categories].map((category) => [category, of(category)])) };
}
