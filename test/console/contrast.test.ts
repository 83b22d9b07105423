import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../src/console/assets/console.css', import.meta.url), 'utf8');

function tokens(block: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [name as string, color as string]),
  );
}

const dark = css.indexOf('prefers-color-scheme: dark');
const light = tokens(css.slice(0, dark));
const themes = { light, dark: { ...light, ...tokens(css.slice(dark, css.indexOf('* {', dark))) } };

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT_ON = [
  ...['ink', 'soft', 'faint', 'accent', 'accent-strong'].flatMap((ink) =>
    ['paper', 'surface'].map((ground) => [ink, ground] as const),
  ),
  ...['ink', 'soft', 'faint', 'ok', 'warn', 'bad'].map((ink) => [ink, 'sunken'] as const),
  ...['ok', 'wait', 'warn', 'bad', 'mute'].flatMap(
    (tone) =>
      [
        [tone, `${tone}-wash`],
        ['ink', `${tone}-wash`],
        [tone, 'surface'],
      ] as const,
  ),
  ['on-accent', 'accent'],
  ['accent-strong', 'accent-wash'],
  ['ink', 'accent-wash'],
] as const;

for (const [theme, colors] of Object.entries(themes)) {
  test(`text of the ${theme} theme reaches 4.5:1 on every ground it stands on`, () => {
    for (const [ink, ground] of TEXT_ON) {
      const ratio = contrast(colors[ink] ?? '', colors[ground] ?? '');
      assert.ok(ratio >= 4.5, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });

  test(`borders of controls of the ${theme} theme reach 3:1`, () => {
    for (const ground of ['surface', 'paper']) {
      const ratio = contrast(colors['line-strong'] ?? '', colors[ground] ?? '');
      assert.ok(ratio >= 3, `line-strong on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}

test('black on white is 21:1, so that the measure itself is right', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(1), '21.0');
});
