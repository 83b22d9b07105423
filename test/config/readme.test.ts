import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DOCUMENTED, settingsOf, tableOf } from '../../src/config/describe-shapes.ts';

const readme = readFileSync(new URL('../../config/README.md', import.meta.url), 'utf8');

for (const [file, shape] of Object.entries(DOCUMENTED)) {
  test(`config/README.md lists every key of ${file} with its default`, () => {
    assert.ok(readme.includes(tableOf(shape)), `replace the table of ${file} by:\n${tableOf(shape)}`);
  });

  test(`every key of ${file} is explained by a sentence`, () => {
    for (const { key, sentence } of settingsOf(shape)) assert.match(sentence, /\.$/, key);
  });
}
