import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Exchange } from '../../../src/sandbox/platform/options.ts';
import { NEEDS_DATA, sharedPath } from '../../support/official-data.ts';
import { parcelOf } from './fictitious-invoice.ts';
import { faultsOf, type OpenApi } from './openapi.ts';
import { sandboxHarness } from './sandbox-harness.ts';
import { everything } from './suite.ts';

function published(service: 'Flow' | 'Directory', version: string): OpenApi {
  return JSON.parse(readFileSync(sharedPath('fr', 'openapi', `${service}_Service-${version}-swagger.json`), 'utf8')) as OpenApi;
}

/** Everything the channel can ask, and everything the platform can answer to it. */
async function converse(dialect: string): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  const h = await sandboxHarness({ dialect, options: { observe: (exchange) => exchanges.push(exchange) } });
  const { channel, platform } = h;
  const ignored = (): void => undefined;
  await channel.check();
  const receipt = await channel.submit({ ...h.parcel(1), processingRule: 'B2G' });
  await channel.submit(h.parcel(1)).catch(ignored);
  await channel.submit(h.rejectedParcel(2));
  await channel.submit({ ...parcelOf(3), profile: 'Extended-CTC-FR', syntax: 'Factur-X' });
  for (const kind of ['refused', 'busy', 'failing'] as const) {
    h.trouble(kind);
    await channel.submit(h.parcel(4)).catch(ignored);
    h.passTime(60);
  }
  h.settle();
  h.say(receipt.ref, '207');
  h.deliver(5);
  await everything(channel, null, 2);
  await channel.find(h.parcel(1));
  await channel.notice(receipt.ref);
  await channel.notice('nobody').catch(ignored);
  await channel.download(receipt.ref, 'Original');
  await channel.download(receipt.ref, 'ReadableView').catch(ignored);
  for (const siren of ['200000008', '110000007', '120000005', '800000002', '900000001']) await channel.lookup?.({ siren });
  await channel.lookup?.({ siren: '800000002', siret: '80000000200017', routingCode: 'SERVICE-TECHNIQUE' });
  platform.setCounterparty({ siren: '150000009', siret: '15000000900017', name: 'Bientôt SAS', directory: 'upcoming', life: [] });
  await channel.lookup?.({ siren: '150000009' });
  await h.hook(() => void h.deliver(6));
  await h.close();
  return exchanges;
}

for (const version of ['1.3.0', '1.1.0'] as const) {
  test(`requests and answers keep to the published OpenAPI ${version}`, { skip: NEEDS_DATA }, async () => {
    const exchanges = await converse(`standard-${version}`);
    const flowPrefix = version === '1.3.0' ? '/flow-service' : '/v110/flow-service';
    const services = [
      { prefix: flowPrefix, api: published('Flow', version), least: 15 },
      { prefix: '/directory-service', api: published('Directory', '1.3.0'), least: 8 },
    ];
    for (const { prefix, api, least } of services) {
      const own = exchanges.filter(({ url }) => url.startsWith(`${prefix}/`));
      assert.ok(own.length >= least, `${prefix}: ${own.length} exchanges`);
      assert.deepEqual([...new Set(own.flatMap((exchange) => faultsOf(api, exchange, prefix)))], []);
    }
  });
}

test('the judge of exchanges does find faults', { skip: NEEDS_DATA }, () => {
  const api = published('Flow', '1.3.0');
  const exchange: Exchange = {
    method: 'POST', url: '/flow-service/v1/flows/search', requestHeaders: { 'content-type': 'application/json' },
    requestBody: { limit: 200, were: {} }, status: 200, responseHeaders: { 'content-type': 'application/json' },
    responseBody: JSON.stringify({ results: [{ flowId: 'x'.repeat(65), flowSyntax: 'XML', submittedAt: 'yesterday' }] }),
  };
  const faults = faultsOf(api, exchange, '/flow-service').join('\n');
  const expected = [
    '$.were is not described', '$.where is missing', '$.limit is above', 'flowId is too long', 'flowSyntax is XML', 'no date',
    'updatedAt is missing',
  ];
  for (const words of expected) {
    assert.ok(faults.includes(words), `${words} in ${faults}`);
  }
  assert.match(faultsOf(api, { ...exchange, url: '/flow-service/v1/nothing' }, '/flow-service').join(), /not published/);
});
