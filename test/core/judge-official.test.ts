// The one function that judges files, on every file of the official material: none makes it fail, every finding has a place.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { judgeFile } from '../../src/core/judge-file.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';

test('every official file is judged with places, or refused by name; none breaches its schema', { skip: NEEDS_DATA }, async (context) => {
  const judged = new Map<string, number>();
  const refused = new Set<string>();
  for (const folder of ['en16931', 'fr']) {
    const files = readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:xml|pdf)$/i.test(file));
    for (const file of files) {
      try {
        const { profile, faults } = await judgeFile(readFileSync(sharedPath(folder, file)));
        judged.set(profile, (judged.get(profile) ?? 0) + 1);
        const astray = faults.filter((fault) => fault.file?.startsWith('/') !== true || fault.rule.startsWith('PASS-STRUCT-'));
        assert.deepEqual(astray, [], file);
      } catch (error) {
        if (!(error instanceof PasserelleError)) throw error;
        refused.add(error.code);
      }
    }
  }
  context.diagnostic(JSON.stringify(Object.fromEntries(judged)));
  assert.deepEqual([...refused], ['XML_UNKNOWN']);
  for (const profile of ['en16931', 'fr-extended', 'facturx-minimum', 'cdar']) assert.ok((judged.get(profile) ?? 0) > 5, profile);
});
