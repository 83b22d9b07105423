/**
 * The colour space sRGB as an ICC profile (ICC.1:2004-10, version 4.2), made from the published constants of
 * IEC 61966-2-1 adapted to D50: an output intent needs one, and a profile made here has no owner to ask.
 */
type Triple = readonly [number, number, number];

const D50: Triple = [0.9642, 1, 0.8249];
const RED: Triple = [0.43607, 0.22249, 0.01392];
const GREEN: Triple = [0.38515, 0.71687, 0.09708];
const BLUE: Triple = [0.14307, 0.06061, 0.7141];
/** Bradford, D65 to D50. */
const ADAPTATION: readonly number[] = [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168];
/** y = (ax + b)^g above d, cx below. */
const CURVE: readonly number[] = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

export function srgbProfile(): Uint8Array {
  const curve = [...ascii('para'), ...zeros(4), 0, 3, 0, 0, ...CURVE.flatMap(fixed)];
  const tags: readonly (readonly [string, readonly number[]])[] = [
    ['desc', text('sRGB IEC61966-2.1')],
    ['cprt', text('No copyright, use freely')],
    ['wtpt', xyz(D50)],
    ['chad', [...ascii('sf32'), ...zeros(4), ...ADAPTATION.flatMap(fixed)]],
    ['rXYZ', xyz(RED)],
    ['gXYZ', xyz(GREEN)],
    ['bXYZ', xyz(BLUE)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table: number[] = [...long(tags.length)];
  const data: number[] = [];
  const places = new Map<readonly number[], number>();
  const start = 128 + 4 + tags.length * 12;
  for (const [tag, bytes] of tags) {
    const at = places.get(bytes) ?? start + data.length;
    if (!places.has(bytes)) {
      places.set(bytes, at);
      data.push(...bytes, ...zeros((4 - (bytes.length % 4)) % 4));
    }
    table.push(...ascii(tag), ...long(at), ...long(bytes.length));
  }
  return Uint8Array.from([...header(start + data.length), ...table, ...data]);
}

function header(size: number): readonly number[] {
  const made = [2026, 1, 1, 0, 0, 0].flatMap((part) => [part >> 8, part & 255]);
  const kind = [...ascii('mntr'), ...ascii('RGB '), ...ascii('XYZ ')];
  const rest = [...zeros(4), ...zeros(4), ...zeros(4), ...zeros(4), ...zeros(8), ...zeros(4), ...D50.flatMap(fixed)];
  return [...long(size), ...zeros(4), ...long(0x04200000), ...kind, ...made, ...ascii('acsp'), ...rest, ...zeros(48)];
}

function zeros(count: number): readonly number[] {
  return Array.from({ length: count }, () => 0);
}

function ascii(value: string): readonly number[] {
  return [...value].map((letter) => letter.charCodeAt(0));
}

function long(value: number): readonly number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** s15Fixed16Number. */
function fixed(value: number): readonly number[] {
  return long(Math.round(value * 65536));
}

function xyz(values: Triple): readonly number[] {
  return [...ascii('XYZ '), ...zeros(4), ...values.flatMap(fixed)];
}

/** multiLocalizedUnicodeType with one record, en-US. */
function text(value: string): readonly number[] {
  const wide = ascii(value).flatMap((letter) => [0, letter]);
  return [...ascii('mluc'), ...zeros(4), ...long(1), ...long(12), ...ascii('enUS'), ...long(wide.length), ...long(28), ...wide];
}
