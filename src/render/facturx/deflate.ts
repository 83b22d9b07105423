/**
 * Bytes → zlib stream (RFC 1950, 1951) with the fixed codes. Written here because the same invoice must give the same
 * bytes on every version of Node, and zlib promises that of its content only, not of its form.
 */
const WINDOW = 32_768;
const MATCH_MIN = 4;
const MATCH_MAX = 258;
/** How many earlier places with the same four bytes are tried. */
const CHAIN_MAX = 24;

/** First length or distance of each code, and the number of extra bits after it. */
const LENGTHS = steps(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
const DISTANCES = steps(1, [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]);

interface Step {
  readonly first: number;
  readonly bits: number;
}

function steps(from: number, bits: readonly number[]): readonly Step[] {
  let first = from;
  return bits.map((count) => {
    const step = { first, bits: count };
    first += 2 ** count;
    return step;
  });
}

interface Bits {
  readonly out: number[];
  held: number;
  count: number;
}

/** Least significant bit first, as the format wants numbers. */
function number(bits: Bits, value: number, count: number): void {
  bits.held |= value << bits.count;
  bits.count += count;
  while (bits.count >= 8) {
    bits.out.push(bits.held & 255);
    bits.held >>>= 8;
    bits.count -= 8;
  }
}

/** Most significant bit first, as the format wants codes. */
function code(bits: Bits, value: number, count: number): void {
  let turned = 0;
  for (let bit = 0; bit < count; bit++) turned |= ((value >> bit) & 1) << (count - 1 - bit);
  number(bits, turned, count);
}

function symbol(bits: Bits, value: number): void {
  if (value < 144) code(bits, 0x30 + value, 8);
  else if (value < 256) code(bits, 0x190 + value - 144, 9);
  else if (value < 280) code(bits, value - 256, 7);
  else code(bits, 0xc0 + value - 280, 8);
}

function stepOf(table: readonly Step[], value: number): number {
  let index = table.length - 1;
  while ((table[index]?.first ?? 0) > value) index--;
  return index;
}

function match(bits: Bits, length: number, distance: number): void {
  // 258 has a code of its own without extra bits
  const at = length === MATCH_MAX ? 28 : stepOf(LENGTHS, length);
  symbol(bits, 257 + at);
  const step = LENGTHS[at];
  if (step !== undefined) number(bits, length - step.first, step.bits);
  const far = stepOf(DISTANCES, distance);
  code(bits, far, 5);
  const { first, bits: extra } = DISTANCES[far] ?? { first: 1, bits: 0 };
  number(bits, distance - first, extra);
}

export function deflate(bytes: Uint8Array): Uint8Array {
  const bits: Bits = { out: [0x78, 0x9c], held: 0, count: 0 };
  number(bits, 1, 1);
  number(bits, 1, 2);
  const last = new Int32Array(65_536).fill(-1);
  const earlier = new Int32Array(bytes.length).fill(-1);
  const remember = (at: number): void => {
    if (at + MATCH_MIN > bytes.length) return;
    const key = keyAt(bytes, at);
    earlier[at] = last[key] ?? -1;
    last[key] = at;
  };
  for (let at = 0; at < bytes.length;) {
    const found = at + MATCH_MIN <= bytes.length ? longest(bytes, at, last[keyAt(bytes, at)] ?? -1, earlier) : null;
    if (found === null) {
      symbol(bits, bytes[at] ?? 0);
      remember(at++);
      continue;
    }
    match(bits, found.length, found.distance);
    for (const end = at + found.length; at < end; at++) remember(at);
  }
  symbol(bits, 256);
  if (bits.count > 0) number(bits, 0, 8 - bits.count);
  bits.out.push(...adler(bytes));
  return Uint8Array.from(bits.out);
}

function keyAt(bytes: Uint8Array, at: number): number {
  const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  return Math.imul(word, 0x9e3779b1) >>> 16;
}

function longest(bytes: Uint8Array, at: number, from: number, earlier: Int32Array): { length: number; distance: number } | null {
  let best = { length: 0, distance: 0 };
  const most = Math.min(MATCH_MAX, bytes.length - at);
  for (let place = from, tries = 0; place >= 0 && at - place <= WINDOW && tries < CHAIN_MAX; place = earlier[place] ?? -1, tries++) {
    let length = 0;
    while (length < most && bytes[place + length] === bytes[at + length]) length++;
    if (length > best.length) best = { length, distance: at - place };
    if (length === most) break;
  }
  return best.length >= MATCH_MIN ? best : null;
}

function adler(bytes: Uint8Array): readonly number[] {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return [b >> 8, b & 255, a >> 8, a & 255];
}
