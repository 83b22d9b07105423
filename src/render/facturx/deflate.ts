/**
 * Bytes → zlib stream (RFC 1950, 1951) with the fixed codes. Written here because the same invoice must give the same
 * bytes on every version of Node, and zlib promises that of its content only, not of its form.
 */
const WINDOW = 32_768;
const MATCH_MIN = 4;
const MATCH_MAX = 258;
/** How many earlier places with the same four bytes are tried. */
const CHAIN_MAX = 16;
/** A match of this length is good enough. */
const GOOD = 96;

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

/** Codes come with their most significant bit first, numbers with their least: turned once, they are written alike. */
function turned(value: number, count: number): number {
  let out = 0;
  for (let bit = 0; bit < count; bit++) out |= ((value >> bit) & 1) << (count - 1 - bit);
  return out;
}

const fixedBits = (value: number): number => (value < 144 ? 8 : value < 256 ? 9 : value < 280 ? 7 : 8);
const fixedCode = (value: number): number =>
  value < 144 ? 0x30 + value : value < 256 ? 0x190 + value - 144 : value < 280 ? value - 256 : 0xc0 + value - 280;
const SYMBOL_BITS = Uint8Array.from({ length: 288 }, (_, value) => fixedBits(value));
const SYMBOLS = Uint16Array.from({ length: 288 }, (_, value) => turned(fixedCode(value), fixedBits(value)));
const FAR = Uint8Array.from({ length: 30 }, (_, value) => turned(value, 5));
/** Length → its step; 258 has a code of its own without extra bits. */
const LENGTH_STEP = Uint8Array.from({ length: MATCH_MAX + 1 }, (_, length) => (length === MATCH_MAX ? 28 : stepOf(LENGTHS, length)));

function stepOf(table: readonly Step[], value: number): number {
  let index = table.length - 1;
  while (index > 0 && (table[index]?.first ?? 0) > value) index--;
  return index;
}

/** Two steps for each power of two. */
function distanceStep(distance: number): number {
  if (distance <= 4) return distance - 1;
  const power = 31 - Math.clz32(distance - 1);
  return power * 2 + (((distance - 1) >> (power - 1)) & 1);
}

interface Bits {
  readonly out: Uint8Array;
  at: number;
  held: number;
  count: number;
}

/** Least significant bit first; never more than 16 bits at once. */
function put(bits: Bits, value: number, count: number): void {
  let held = bits.held | (value << bits.count);
  let left = bits.count + count;
  while (left >= 8) {
    bits.out[bits.at++] = held & 255;
    held >>>= 8;
    left -= 8;
  }
  bits.held = held;
  bits.count = left;
}

function symbol(bits: Bits, value: number): void {
  put(bits, SYMBOLS[value] ?? 0, SYMBOL_BITS[value] ?? 0);
}

function match(bits: Bits, length: number, distance: number): void {
  const near = LENGTH_STEP[length] ?? 0;
  symbol(bits, 257 + near);
  const step = LENGTHS[near];
  if (step !== undefined && step.bits > 0) put(bits, length - step.first, step.bits);
  const far = distanceStep(distance);
  put(bits, FAR[far] ?? 0, 5);
  const beyond = DISTANCES[far];
  if (beyond !== undefined && beyond.bits > 0) put(bits, distance - beyond.first, beyond.bits);
}

export function deflate(bytes: Uint8Array): Uint8Array {
  // no byte takes more than nine bits
  const bits: Bits = { out: new Uint8Array(Math.ceil((bytes.length * 9) / 8) + 16), at: 0, held: 0, count: 0 };
  put(bits, 0x9c78, 16);
  put(bits, 0b011, 3);
  const shift = 32 - Math.min(15, Math.max(8, 32 - Math.clz32(bytes.length)));
  const last = new Int32Array(2 ** (32 - shift)).fill(-1);
  const earlier = new Int32Array(bytes.length);
  const end = bytes.length - MATCH_MIN;
  let at = 0;
  while (at < bytes.length) {
    if (at > end) {
      symbol(bits, bytes[at++] ?? 0);
      continue;
    }
    const key = keyAt(bytes, at, shift);
    const before = last[key] ?? -1;
    earlier[at] = before;
    last[key] = at;
    const found = before < 0 || at - before > WINDOW ? 0 : longest(bytes, at, before, earlier);
    if (found === 0) {
      symbol(bits, bytes[at++] ?? 0);
      continue;
    }
    const length = found & 511;
    match(bits, length, found >>> 9);
    for (const next = at++ + length; at < next; at++) {
      if (at > end) continue;
      const own = keyAt(bytes, at, shift);
      earlier[at] = last[own] ?? -1;
      last[own] = at;
    }
  }
  symbol(bits, 256);
  if (bits.count > 0) put(bits, 0, 8 - bits.count);
  const sum = adler(bytes);
  for (const part of [24, 16, 8, 0]) put(bits, (sum >>> part) & 255, 8);
  return bits.out.slice(0, bits.at);
}

function keyAt(bytes: Uint8Array, at: number, shift: number): number {
  const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  return Math.imul(word, 0x9e3779b1) >>> shift;
}

/** Distance and length in one number, the length in the lower nine bits; 0 when nothing earlier is the same. */
function longest(bytes: Uint8Array, at: number, from: number, earlier: Int32Array): number {
  let [best, distance] = [0, 0];
  const most = Math.min(MATCH_MAX, bytes.length - at);
  for (let place = from, tries = 0; place >= 0 && at - place <= WINDOW && tries < CHAIN_MAX; place = earlier[place] ?? -1, tries++) {
    if (bytes[place + best] !== bytes[at + best]) continue;
    let length = 0;
    while (length < most && bytes[place + length] === bytes[at + length]) length++;
    if (length > best) {
      best = length;
      distance = at - place;
      if (length >= GOOD || length === most) break;
    }
  }
  return best >= MATCH_MIN ? distance * 512 + best : 0;
}

/** So many bytes sum up below 2^31 without a remainder taken. */
const ADLER_RUN = 3800;

function adler(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let at = 0; at < bytes.length;) {
    for (const end = Math.min(bytes.length, at + ADLER_RUN); at < end; at++) {
      a += bytes[at] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}
