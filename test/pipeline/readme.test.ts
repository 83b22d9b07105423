import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const src = join(import.meta.dirname, '../../src');

describe('the page that tells how a document travels', () => {
  it('names only functions that exist', () => {
    const page = readFileSync(join(src, 'README.md'), 'utf8');
    const prose = page.replaceAll(/```[\s\S]*?```/g, '');
    const named = new Set([...prose.matchAll(/`([a-z][A-Za-z]+)`/g)].map((match) => match[1] as string));
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(src, file), 'utf8'))
      .join('\n');
    const missing = [...named].filter((name) => name !== 'since' && !new RegExp(`(function|const) ${name}\\b|\\b${name}\\(`).test(sources));
    assert.deepEqual(missing, []);
    assert.ok(named.size > 15);
  });
});
