/**
 * `npm run conformance`: judges the official unit cases of EN 16931, in UBL as they are and once more in CII, and compares
 * rule ids, terms and severities with the official lists. Needs the official samples (PASSERELLE_DATA, or ../shared/data);
 * ends with 1 when something is not as expected.
 */
import { PROFILES } from '../src/rules/profiles.ts';
import { twinOf, WHY_NOT, type WhyNot } from '../test/support/cii-twins.ts';
import { compareList, OFFICIAL_LISTS } from '../test/support/official-lists.ts';
import { isAsWanted, spoken, unitCases } from '../test/support/official-units.ts';
import { NEEDS_DATA } from '../test/support/shared-data.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
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
  for (const line of wrong) say(`  ${line}`);
  return wrong.length;
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

/** The same verdict in the other syntax. */
function judgeTwins(): number {
  const twins = unitCases().map((one) => twinOf(one));
  const compared = twins.filter(({ why }) => why === null);
  const other = compared.filter(({ equal }) => !equal);
  const filled = compared.filter((twin) => twin.filled).length;
  say(`the same cases in CII: ${compared.length} compared, ${compared.length - other.length} with the same verdict`);
  say(`  of these, ${filled} with a term put into a group that has none (CII writes no empty element)`);
  for (const { one } of other) say(`  ${one.file}: ${one.rule} ${one.want}`);
  for (const why of Object.keys(WHY_NOT) as WhyNot[]) {
    const without = twins.filter((twin) => twin.why === why);
    const rules = why === 'binding' ? '' : ` (${[...new Set(without.map(({ one }) => one.rule))].join(' ')})`;
    if (without.length > 0) say(`not comparable: ${without.length}, ${WHY_NOT[why]}${rules}`);
  }
  return other.length;
}

function compareLists(): number {
  let different = 0;
  for (const list of OFFICIAL_LISTS) {
    const { file, official, own, missing, extra, terms, severities, untested } = compareList(list);
    say(`${file}: ${official} rules, ${own} here; missing: ${missing.join(' ') || 'none'}; extra: ${extra.join(' ') || 'none'}`);
    for (const line of terms) say(`  a term that our rule does not name: ${line}`);
    for (const line of severities) say(`  another severity: ${line}`);
    for (const id of untested) say(`  ${id} is not judged: ${list.untested[id] ?? ''}`);
    different += missing.length + extra.length + terms.length + severities.length;
  }
  return different;
}

if (NEEDS_DATA !== false) {
  say(NEEDS_DATA);
} else {
  const different = judgeUnits() + judgeDisabled() + judgeTwins() + compareLists();
  say(different === 0 ? 'as expected' : `${different} not as expected`);
  process.exitCode = different === 0 ? 0 : 1;
}
