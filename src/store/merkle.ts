/** One digest over many heads: changing, adding or leaving out any of them gives another root. Pure. */
import { sha256 } from '../base/hash.ts';

export interface Head {
  readonly document: string;
  readonly seq: number;
  readonly hash: string;
}

/** One line per head, in id order: what the leaves artifact holds. */
export function leavesOf(heads: readonly Head[]): string {
  return [...heads]
    .sort((a, b) => (a.document < b.document ? -1 : 1))
    .map(({ document, seq, hash }) => `${document} ${seq} ${hash}\n`)
    .join('');
}

export function readLeaves(text: string): readonly Head[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [document = '', seq = '', hash = ''] = line.split(' ');
      return { document, seq: Number.parseInt(seq, 10), hash };
    });
}

/** Leaves and nodes are told apart by a first letter, so that none can stand for the other (RFC 6962 §2.1). */
export function merkleRoot(leaves: string): string {
  let level = leaves
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => sha256(`leaf ${line}`));
  if (level.length === 0) return sha256('none');
  while (level.length > 1) {
    const above: string[] = [];
    for (let place = 0; place < level.length; place += 2) {
      const [left = '', right] = level.slice(place, place + 2);
      above.push(right === undefined ? left : sha256(`node ${left} ${right}`));
    }
    level = above;
  }
  return level[0] ?? sha256('none');
}
