import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLine } from '../../../src/channels/fr-pa/choose-line.ts';
import type { DirectoryLine, PartyToRoute } from '../../../src/ports/channel.ts';

const SIREN = '900000001';
const A = '90000000100017';
const B = '90000000100025';

function line(address: string, rest: Partial<DirectoryLine> = {}): DirectoryLine {
  const [siren, siret, routingCode] = address.split('_');
  return { address, siren: siren ?? '', ...(siret === undefined || siret.length !== 14 ? {} : { siret }), ...(routingCode === undefined ? {} : { routingCode }), status: 'enabled', ...rest };
}

const whole = line(SIREN);
const a = line(`${SIREN}_${A}`);
const b = line(`${SIREN}_${B}`);
const service = line(`${SIREN}_${A}_COMPTA`);
const suffix = line(`${SIREN}_ACHATS`);
const silent = line(`${SIREN}_SILENCE`, { status: 'unknown' });
const upcoming = line(`${SIREN}_DEMAIN`, { status: 'upcoming' });
const disabled = line(`${SIREN}_HIER`, { status: 'disabled' });

test('an address is chosen per address, by what is known of the party', () => {
  const table: readonly (readonly [string, readonly DirectoryLine[], PartyToRoute, string])[] = [
    ['nobody is listed', [], {}, 'none'],
    ['an upcoming line would be rejected, a disabled one too', [upcoming, disabled], {}, 'none'],
    ['the only line is used, whatever the establishment', [b], { siret: A }, b.address],
    ['a line without a status says nothing', [silent], {}, 'undetermined'],
    ['beside an enabled line a silent one does not matter', [silent, whole], {}, whole.address],
    ['a known address that is enabled wins over everything', [whole, a, suffix], { known: suffix.address, siret: A }, suffix.address],
    ['a known address without a status is undetermined although others are enabled', [whole, silent], { known: silent.address }, 'undetermined'],
    ['a known address that is dead gives way', [whole, disabled], { known: disabled.address }, whole.address],
    ['a known address of nobody gives way', [whole, a], { known: 'gone' }, whole.address],
    ['several: the establishment that is named', [whole, a, b], { siret: B }, b.address],
    ['several: the company line when no establishment is named', [whole, a, b], {}, whole.address],
    ['several: the company line when another establishment is named', [whole, a], { siret: B }, whole.address],
    ['several: the service of the establishment', [whole, a, service], { siret: A, routingCode: 'COMPTA' }, service.address],
    ['several: not a service that nobody named', [a, service], { siret: A }, a.address],
    ['several: an unknown service falls back to the establishment', [whole, a, service], { siret: A, routingCode: 'AUTRE' }, a.address],
    ['several establishments and none named: a person decides', [a, b], {}, 'ambiguous'],
    ['two equal lines: a person decides', [a, line(`${SIREN}_X`, { siret: A })], { siret: A }, 'ambiguous'],
    ['a suffix is never guessed', [suffix, line(`${SIREN}_VENTES`)], {}, 'ambiguous'],
  ];
  for (const [why, lines, party, expected] of table) {
    for (const ordered of [lines, [...lines].reverse()]) {
      const choice = chooseLine(ordered, { siren: SIREN, ...party });
      assert.equal(choice.state === 'routable' ? choice.line.address : choice.state, expected, why);
    }
  }
});

test('an ambiguous answer names the candidates that can be reached', () => {
  const choice = chooseLine([a, b, disabled], { siren: SIREN });
  assert.ok(choice.state === 'ambiguous');
  assert.deepEqual(choice.lines.map(({ address }) => address), [a.address, b.address]);
});
