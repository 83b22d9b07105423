/** What the platform received of money collected: the messages 212 of an invoice, added up by rate. Waits for the daemon. */
import { setTimeout as wait } from 'node:timers/promises';
import type { CollectedRate } from '../../../src/model/collect.ts';
import { parseStatus } from '../../../src/parse/cdar/parse-status.ts';
import type { SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import { byRate, type ByRate, type Teller } from './teller.ts';

/** Odoo is read every two seconds; a message is then sent and acknowledged. */
const PATIENCE_MS = 120_000;
/** Where nothing is expected, this long nothing must come. */
const SILENCE_MS = 8_000;

export function platformTeller(platform: SandboxPlatform): Teller {
  return {
    async told(built, _netting, expected) {
      const end = Date.now() + PATIENCE_MS;
      if (Object.keys(expected).length === 0) await wait(SILENCE_MS);
      for (;;) {
        const told = byRate(collectedOf(platform, built.number));
        if (same(told, expected) || Date.now() > end) return told;
        await wait(500);
      }
    },
    close: () => Promise.resolve(),
  };
}

function collectedOf(platform: SandboxPlatform, number: string): readonly CollectedRate[] {
  return platform
    .flows()
    .filter((flow) => flow.direction === 'Out' && flow.syntax === 'CDAR' && flow.code === '212' && flow.ack.status === 'Ok')
    .map((flow) => parseStatus(platform.file(flow.flowId)))
    .filter((message) => message.invoice.number === number)
    .flatMap((message) => message.reasons.flatMap((reason) => reason.characteristics ?? []))
    .flatMap(({ type, amount, percent }) =>
      type === 'MEN' && amount !== undefined && percent !== undefined ? [{ rate: percent, amount }] : [],
    );
}

function same(a: ByRate, b: ByRate): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
