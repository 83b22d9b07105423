import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sentence } from '../../src/messages/messages.ts';
import { NEXT_MOVES } from '../../src/model/playbook.ts';
import en from '../../src/messages/en/erp.json' with { type: 'json' };
import fr from '../../src/messages/fr/erp.json' with { type: 'json' };

const src = join(import.meta.dirname, '../../src');
const sources = ['pipeline', 'daemon']
  .flatMap((folder) => readdirSync(join(src, folder)).map((file) => readFileSync(join(src, folder, file), 'utf8')))
  .join('\n');

describe('the words that an ERP shows', () => {
  it('are the same keys in French and English', () => {
    assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
  });

  it('cover every event that is told, every status of ours and every advice', () => {
    for (const event of ['prepared', 'delivered', 'held', 'parked', 'diverged', 'excluded', 'refused'])
      assert.ok(`erp.message.${event}` in fr, event);
    for (const status of ['pending', 'accepted', 'held', 'parked', 'diverged', 'excluded', 'refused'])
      assert.ok(`erp.status.${status}` in fr, status);
    for (const advice of [...NEXT_MOVES, '206', '207', '208']) assert.ok(`erp.advice.${advice}` in fr, advice);
  });

  it('have a sentence with a next step for every finding that the pipeline makes', () => {
    const rules = [...new Set([...sources.matchAll(/rule: '(PASS-[A-Z0-9-]+)'/g)].map((match) => match[1] as string))];
    assert.ok(rules.length >= 3);
    for (const rule of rules) {
      for (const locale of ['fr', 'en'] as const) {
        const { what, fix } = sentence(locale, rule, {});
        assert.ok(what.length > 20 && fix.length > 20 && !what.startsWith(rule), `${locale} ${rule}`);
      }
    }
  });
});
