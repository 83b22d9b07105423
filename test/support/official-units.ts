/** The official unit cases of EN 16931 for UBL: each says which rule must speak, stay silent, or speak so often, on a fragment. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES, type Profile } from '../../src/rules/profiles.ts';
import { sharedPath } from './shared-data.ts';

export interface UnitCase {
  readonly file: string;
  readonly rule: string;
  readonly want: 'success' | 'error';
  /** The exact number of findings that the case asks for. */
  readonly times?: number;
  readonly fragment: string;
}

const FOLDERS = ['unit-UBL-invoice', 'unit-UBL-creditnote'];

/** The files are <testSet> documents; a fragment is cut out as text because it is judged as a file of its own. */
function* casesOf(file: string, text: string): Iterable<UnitCase> {
  const bare = text.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, body] of bare.matchAll(/<test\b[^>]*>([\s\S]*?)<\/test>/g)) {
    const asserted = /<assert>([\s\S]*?)<\/assert>/.exec(body ?? '')?.[1] ?? '';
    const fragment = /<((?:\w+:)?(?:Invoice|CreditNote))\b(?:[^>]*\/>|[\s\S]*<\/\1>)/.exec(body ?? '')?.[0];
    if (fragment === undefined) throw new Error(`${file} has a case without an invoice`);
    for (const [, want, number, rule] of asserted.matchAll(/<(success|error)(?:\s+number="(\d+)")?\s*>([^<]*)</g)) {
      const times = number === undefined ? {} : { times: Number.parseInt(number, 10) };
      yield { file, want: want as UnitCase['want'], rule: (rule ?? '').trim(), fragment, ...times };
    }
  }
}

export function unitCases(): readonly UnitCase[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(sharedPath('en16931', folder))
      .sort()
      .flatMap((name) => [...casesOf(`${folder}/${name}`, readFileSync(sharedPath('en16931', folder, name), 'utf8'))]),
  );
}

/** How often the rule of the case speaks of its fragment. */
export function spoken({ rule, fragment }: UnitCase, profile: Profile = PROFILES.en16931): number {
  const { invoice, facts } = parseInvoice(new TextEncoder().encode(fragment));
  return check(invoice, profile, facts).filter((fault) => fault.rule === rule).length;
}

export function isAsWanted({ want, times }: UnitCase, count: number): boolean {
  if (times !== undefined) return count === times;
  return count > 0 === (want === 'error');
}
