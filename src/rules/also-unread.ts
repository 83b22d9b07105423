/**
 * What the invoice does not hold: the artefacts ask every element of a name, wherever it stands in the file. A rule is
 * asked here of what was not read too, by its place, so that what nobody reads is not taken for good.
 */
import type { Syntax } from '../model/invoice.ts';
import type { Rule, Value } from './rule.ts';

export interface Elsewhere {
  /** Matched with the XPath without its positions; a syntax without one has no such places. */
  readonly places: Readonly<Partial<Record<Syntax, RegExp>>>;
  /** What is wrong with a text, without the blanks around it, for the sentence; null: nothing. */
  readonly wrong: (text: string, path: string) => Readonly<Record<string, Value>> | null;
}

/** The rules, those that are named here asked of what was not read too. */
export function alsoUnread(rules: readonly Rule[], elsewhere: Readonly<Record<string, Elsewhere>>): readonly Rule[] {
  return rules.map((rule) => {
    const own = elsewhere[rule.id];
    return own === undefined ? rule : asked(rule, own);
  });
}

function asked(rule: Rule, { places, wrong }: Elsewhere): Rule {
  return {
    ...rule,
    document: (subject, fault) => {
      rule.document?.(subject, fault, subject);
      const { facts } = subject;
      const place = facts === undefined ? undefined : places[facts.syntax];
      if (facts === undefined || place === undefined) return;
      for (const { path, value } of facts.unread) {
        const values = place.test(path.replace(/\[\d+\]/g, '')) ? wrong(value.trim(), path) : null;
        if (values !== null) fault('', values, path);
      }
    },
  };
}
