/**
 * Which line of the directory an invoice goes to. Per address, not per SIREN: only a line that is Enabled can be reached
 * (an Upcoming one is answered with 213), and a line without a status says nothing either way.
 */
import type { DirectoryLine, Lookup, PartyToRoute } from '../../ports/channel.ts';

export function chooseLine(lines: readonly DirectoryLine[], party: PartyToRoute): Lookup {
  const known = party.known === undefined ? undefined : lines.find((line) => line.address === party.known);
  if (known?.status === 'enabled') return { state: 'routable', line: known };
  if (known?.status === 'unknown') return undetermined(known);
  const enabled = lines.filter((line) => line.status === 'enabled');
  const [only] = enabled;
  if (only === undefined) {
    const silent = lines.find((line) => line.status === 'unknown');
    return silent === undefined ? { state: 'none' } : undetermined(silent);
  }
  if (enabled.length === 1) return { state: 'routable', line: only };
  return longestMatch(enabled, party);
}

function undetermined(line: DirectoryLine): Lookup {
  return { state: 'undetermined', why: `the directory gives no status for the address ${line.address}` };
}

function longestMatch(lines: readonly DirectoryLine[], party: PartyToRoute): Lookup {
  const ranked = lines.map((line) => ({ line, rank: rankOf(line, party) })).filter(({ rank }) => rank >= 0);
  const best = Math.max(-1, ...ranked.map(({ rank }) => rank));
  const winners = ranked.filter(({ rank }) => rank === best);
  const [winner] = winners;
  return winner !== undefined && winners.length === 1 ? { state: 'routable', line: winner.line } : { state: 'ambiguous', lines };
}

/** How much of a line the party confirms; negative when the line asks for more than is known or for something else. */
function rankOf(line: DirectoryLine, party: PartyToRoute): number {
  if (line.siret !== undefined && line.siret !== party.siret) return -1;
  if (line.routingCode !== undefined && line.routingCode !== party.routingCode) return -1;
  // SIREN_SUFFIX: nothing in an invoice tells the suffix except a known address
  if (line.siret === undefined && line.address !== line.siren) return -1;
  return (line.siret === undefined ? 0 : 1) + (line.routingCode === undefined ? 0 : 1);
}
