import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';

const FRAGMENT = /<(Invoice|CreditNote)(?=[\s>])[^]*?<\/\1>/g;

test('every fragment of the official EN 16931 unit tests is read, however little it holds', { skip: NEEDS_DATA }, () => {
  let count = 0;
  for (const folder of ['unit-UBL-invoice', 'unit-UBL-creditnote']) {
    const path = sharedPath('en16931', folder);
    for (const name of readdirSync(path)) {
      const content = readFileSync(join(path, name), 'utf8');
      for (const [fragment] of content.matchAll(FRAGMENT)) {
        parseInvoice(Buffer.from(fragment));
        count++;
      }
    }
  }
  assert.ok(count > 1000, `only ${count} fragments were found`);
});
