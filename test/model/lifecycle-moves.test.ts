// Who may say what when: the table, over every pair of role and status, and the stories of an invoice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BILL_FIELDS } from '../../connectors/odoo/provision/fields.ts';
import { AREAS, LOCALES } from '../../src/messages/messages.ts';
import { ACTION_CODES, reasonsOf, STATUS_ACTORS, STATUS_CODES, statusCode } from '../../src/model/lifecycle-codes.ts';
import { foldLifecycle } from '../../src/model/lifecycle-fold.ts';
import { mayMove, MOVE_REFUSALS, movesOffered, type MoveFacts, type MoveRole } from '../../src/model/lifecycle-moves.ts';
import type { Lifecycle, LifecycleEntry } from '../../src/model/lifecycle.ts';

const ROLES = STATUS_ACTORS.filter((actor): actor is MoveRole => actor !== 'authority');

/** `212:120` collects 120. */
function after(...codes: readonly string[]): Lifecycle {
  return foldLifecycle(
    codes.map((each, index): LifecycleEntry => {
      const [code = '', amount] = each.split(':');
      return {
        reference: `flow-${index}`,
        code,
        track: statusCode(code)?.track ?? 'transport',
        at: `2026-11-${10 + index}T10:00:00.000Z`,
        reasons: [],
        ...(amount === undefined ? {} : { amounts: [{ type: 'MEN', amount, rate: '20' }] }),
      };
    }),
  );
}

function offered(role: MoveRole, lifecycle: Lifecycle, facts: MoveFacts = {}): string {
  return movesOffered(role, lifecycle, facts)
    .map(({ code }) => code)
    .join(' ');
}

const STORIES: readonly (readonly [title: string, role: MoveRole, codes: readonly string[], offered: string, facts?: MoveFacts])[] = [
  ['a new bill', 'buyer', [], '204 205 206 207 208 210 211'],
  ['a bill made available', 'buyer', ['200', '202', '203'], '204 205 206 207 208 210 211'],
  ['a bill taken in charge', 'buyer', ['203', '204'], '205 206 207 208 210 211'],
  ['an approved bill', 'buyer', ['203', '205'], '206 207 208 210 211'],
  ['a disputed bill may be disputed again for another reason', 'buyer', ['207'], '205 206 207 208 210 211'],
  ['a suspended bill may be suspended again for another reason', 'buyer', ['208'], '205 206 207 208 210 211'],
  ['a completed bill may be suspended again', 'buyer', ['208', '209'], '205 206 207 208 210 211'],
  ['a paid bill is not refused any more', 'buyer', ['205', '211'], '206 207 208 211'],
  ['a collected bill neither', 'buyer', ['205', '212:120'], '206 207 208 211'],
  ['a collection taken back in full counts for nothing', 'buyer', ['205', '212:120', '212:-120'], '206 207 208 210 211'],
  ['a refused bill is over', 'buyer', ['210'], ''],
  ['a rejected bill is over', 'buyer', ['200', '213'], ''],
  ['a cancelled bill is over', 'buyer', ['203', '220'], ''],
  ['the seller is not the one to refuse a self-billed invoice’s buyer', 'buyer', [], '204 205 206 207 208 211', { selfBilled: true }],
  ['a sent invoice', 'seller', ['200'], '212 225 226 227'],
  ['a suspended one is completed', 'seller', ['208'], '209 212 225 226 227'],
  ['a disputed one is not completed', 'seller', ['207'], '212 225 226 227'],
  ['a corrected one is cancelled', 'seller', ['207'], '212 220 225 226 227', { rectified: true }],
  ['a self-billed one may be refused by its seller', 'seller', [], '210 212 225 226 227', { selfBilled: true }],
  ['collected in part, more may come', 'seller', ['212:60'], '212 225 226 227'],
  ['refused after money came: it is taken back', 'seller', ['212:60', '210'], '212'],
  ['refused, the money taken back', 'seller', ['212:60', '210', '212:-60'], ''],
  ['rejected: there is no invoice', 'seller', ['212:60', '213'], ''],
  ['factored', 'seller', ['225'], '212 226 227 228'],
  ['factored and free again', 'seller', ['225', '228'], '212 225 226 227'],
  ['the factor collects and tells accounts', 'factor', ['225'], '212 226 227 228'],
  ['the payer pays', 'payer', ['205'], '211'],
  ['an agent endorses', 'agent', [], '214'],
  ['once', 'agent', ['214'], ''],
  ['a subcontractor asks to be paid', 'subcontractor', [], '224'],
  ['the platforms, at the start', 'sender-platform', [], '200 201 213'],
  ['after deposit', 'sender-platform', ['200'], '201 213'],
  ['a later status makes an earlier one late', 'sender-platform', ['200', '202'], '213'],
  ['the receiving side', 'receiver-platform', ['200'], '202 203 213 221'],
  ['made available', 'receiver-platform', ['200', '202', '203'], ''],
];

for (const [title, role, codes, expected, facts] of STORIES) {
  test(`${role}, after ${codes.join(' ') || 'nothing'}: ${title}`, () => assert.equal(offered(role, after(...codes), facts), expected));
}

test('every status of platforms and parties can be said by whom the table names, and by nobody else', () => {
  const first: Readonly<Record<string, readonly string[]>> = { '209': ['208'], '228': ['225'] };
  for (const { code, by, type } of STATUS_CODES) {
    for (const role of ROLES) {
      const facts = { rectified: true, selfBilled: role === 'seller' };
      const answer = mayMove(role, code, after(...(first[code] ?? [])), facts);
      if (type !== undefined && by.includes(role)) assert.equal(answer, true, `${role} ${code}`);
      else assert.notEqual(answer, true, `${role} ${code}`);
    }
  }
});

test('what is offered is what may be said, for every lifecycle', () => {
  const lifecycle = fc.array(fc.constantFrom(...STATUS_CODES.map(({ code }) => code), '212:5', '212:-5'), { maxLength: 8 });
  fc.assert(
    fc.property(lifecycle, fc.constantFrom(...ROLES), (codes, role) => {
      const fold = after(...codes);
      const offers = movesOffered(role, fold).map(({ code }) => code);
      for (const { code } of STATUS_CODES) assert.equal(mayMove(role, code, fold) === true, offers.includes(code));
      if (codes.includes('213')) assert.deepEqual(offers, []);
      if (codes.includes('210') || codes.includes('220')) assert.ok(offers.every((code) => code === '212'));
    }),
  );
});

test('a refusal says why, by which statuses, and has its sentence', () => {
  assert.deepEqual(mayMove('buyer', '212', after()), { why: 'not-this-role', codes: ['212'] });
  assert.deepEqual(mayMove('buyer', '999', after()), { why: 'not-a-status', codes: ['999'] });
  assert.deepEqual(mayMove('buyer', 'constructor', after()), { why: 'not-a-status', codes: ['constructor'] });
  assert.deepEqual(mayMove('buyer', '205', after('210')), { why: 'ended', codes: ['210'] });
  assert.deepEqual(mayMove('buyer', '205', after('205')), { why: 'said-already', codes: ['205'] });
  assert.deepEqual(mayMove('buyer', '204', after('205')), { why: 'too-late', codes: ['205'] });
  assert.deepEqual(mayMove('seller', '209', after('205')), { why: 'only-after', codes: ['208'] });
  assert.deepEqual(mayMove('buyer', '210', after('211')), { why: 'paid', codes: ['211'] });
  assert.deepEqual(mayMove('seller', '212', after('210')), { why: 'nothing-collected', codes: ['210'] });
  assert.deepEqual(mayMove('seller', '220', after('207')), { why: 'needs-rectificative', codes: [] });
  assert.deepEqual(mayMove('seller', '210', after()), { why: 'self-billed-only', codes: [] });
  assert.deepEqual(mayMove('buyer', '210', after(), { selfBilled: true }), { why: 'not-self-billed', codes: [] });
  for (const locale of LOCALES) {
    for (const why of MOVE_REFUSALS) assert.equal(typeof AREAS[locale]['cdar']?.[`cdar.move.${why}`], 'string', why);
    for (const action of ACTION_CODES) assert.equal(typeof AREAS[locale]['cdar']?.[`cdar.action.${action}`], 'string', action);
  }
});

test('a move names its reasons, its comment and its amounts', () => {
  const moves = new Map([...movesOffered('buyer', after()), ...movesOffered('seller', after())].map((move) => [move.code, move]));
  const required = [...moves.values()].filter(({ reason }) => reason === 'required').map(({ code }) => code);
  assert.deepEqual(required, ['206', '207', '208', '210']);
  assert.deepEqual(
    [...moves.values()].filter(({ comment }) => comment === 'expected').map(({ code }) => code),
    ['208', '210'],
  );
  assert.deepEqual(moves.get('207')?.reasons, reasonsOf('207'));
  assert.deepEqual([moves.get('211')?.amounts, moves.get('212')?.amounts, moves.get('205')?.amounts], ['MPA', 'MEN', undefined]);
});

test('a public buyer refuses for more reasons, a co-contractor’s invoice only for a wrong addressee', () => {
  const reasons = (facts: MoveFacts): readonly string[] =>
    movesOffered('buyer', after(), facts).find(({ code }) => code === '210')?.reasons ?? [];
  assert.ok(reasons({ publicBuyer: true }).includes('RETRAIT_MAN_SERV'));
  assert.ok(!reasons({}).includes('RETRAIT_MAN_SERV'));
  assert.deepEqual(reasons({ coContractor: true }), ['DEST_ERR']);
});

test('the decision field of a bill in Odoo offers the answers of a buyer, and no reason that none of them takes', () => {
  const options = (name: string): readonly string[] =>
    BILL_FIELDS.find((field) => field.name === name)?.selection?.map(([code]) => code) ?? [];
  const answers = movesOffered('buyer', after()).filter(({ amounts }) => amounts === undefined);
  assert.deepEqual(
    options('x_passerelle_decision'),
    answers.map(({ code }) => code),
  );
  const reasons = new Set(answers.flatMap((move) => move.reasons));
  assert.deepEqual(
    options('x_passerelle_decision_reason').filter((reason) => !reasons.has(reason)),
    [],
  );
  for (const { code, reason, reasons: allowed } of answers.filter((move) => move.reason === 'required'))
    assert.ok(
      allowed.some((each) => options('x_passerelle_decision_reason').includes(each)),
      `${code} ${reason}`,
    );
});
