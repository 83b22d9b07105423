/**
 * `npm run conformance`: judges the official unit cases of EN 16931 and compares the rule ids with the official lists.
 * Needs the official samples (PASSERELLE_DATA, or ../shared/data); ends with 1 when something is not as expected.
 */
import { readFileSync } from 'node:fs';
import { PROFILES } from '../src/rules/profiles.ts';
import { syntaxRules } from '../src/rules/syntax/table.ts';
import { isAsWanted, MORE_PLACES, spoken, unitCases } from '../test/support/official-units.ts';
import { NEEDS_DATA, sharedPath } from '../test/support/shared-data.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A reason and its code must say the same: no program can tell, and the artefacts themselves test nothing. */
const UNTESTED: ReadonlySet<string> = new Set(['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08']);

/** Ids of the first column. */
function official(name: string): ReadonlySet<string> {
  const rows = readFileSync(sharedPath('rules', name), 'utf8').split('\n').slice(1);
  return new Set(rows.map((row) => row.split(',')[0] ?? '').filter((id) => id !== ''));
}

function judgeUnits(): number {
  const tally = { success: { right: 0, other: 0 }, error: { right: 0, other: 0 } };
  const wrong: string[] = [];
  for (const one of unitCases()) {
    const right = isAsWanted(one, spoken(one));
    tally[one.want][right ? 'right' : 'other'] += 1;
    if (!right) wrong.push(`${one.file}: ${one.rule} ${one.want} ${one.times ?? ''}`);
  }
  for (const [want, { right, other }] of Object.entries(tally))
    say(`${want === 'success' ? 'silence expected' : 'error expected'}: ${right} as expected, ${other} not`);
  for (const line of wrong) say(`  ${line}${MORE_PLACES[line] === undefined ? '' : `: ${MORE_PLACES[line]}`}`);
  return wrong.filter((line) => MORE_PLACES[line] === undefined).length;
}

function judgeDisabled(): number {
  const errors = unitCases().filter(({ want }) => want === 'error');
  const unseen = new Set(errors.map(({ rule }) => rule));
  for (const one of errors) {
    const without = { ...PROFILES.en16931, severities: { sending: { [one.rule]: 'off' }, receiving: {} } } as const;
    if (!isAsWanted(one, spoken(one, without))) unseen.delete(one.rule);
  }
  say(`rules whose absence no case would see: ${unseen.size} of ${new Set(errors.map(({ rule }) => rule)).size}`);
  return unseen.size;
}

function compareIds(): number {
  const lists = new Set([...official('en16931-ubl.csv'), ...official('en16931-cii.csv')]);
  const own = new Set([
    ...PROFILES.en16931.rules.map(({ id }) => id),
    ...syntaxRules('ubl').map(({ id }) => id),
    ...syntaxRules('cii').map(({ id }) => id),
  ]);
  const [missing, extra] = [[...lists].filter((id) => !own.has(id) && !UNTESTED.has(id)), [...own].filter((id) => !lists.has(id))];
  say(`rule ids: ${own.size} here, ${lists.size} official; missing: ${missing.join(' ') || 'none'}; extra: ${extra.join(' ') || 'none'}`);
  say(`not judged, since the artefacts test nothing for them: ${[...UNTESTED].join(' ')}`);
  return missing.length + extra.length;
}

if (NEEDS_DATA !== false) {
  say(NEEDS_DATA);
} else {
  process.exitCode = judgeUnits() + judgeDisabled() + compareIds() === 0 ? 0 : 1;
}
