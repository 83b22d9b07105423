/**
 * Who tells of money collected, as the payment scenarios see it. Here the connector and the arithmetic alone; the daemon
 * with its platform is another teller, that adds up the messages 212 which the platform received.
 */
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { add, compare, formatDecimal, round, type Decimal } from '../../../src/model/decimal.ts';
import type { CollectedRate } from '../../../src/model/collect.ts';
import { NETTINGS, type Netting } from '../../../src/model/company.ts';
import { tellNow } from '../../../src/normalize/told-212.ts';
import type { Connector } from '../../../src/ports/connector.ts';
import { testTools } from '../../connectors/odoo/tools.ts';
import type { Id } from './admin.ts';
import type { Built } from './build.ts';
import { BOT } from './ground.ts';
import type { World } from './world.ts';

/** Amounts by rate, as `{ '20': '342.85' }`; rates whose sum is nothing are left out. */
export type ByRate = Readonly<Record<string, string>>;

export interface Teller {
  /**
   * What was told of a document altogether, by rate, once all is told. A teller that has to wait does so until it
   * is `expected` or its patience ends.
   */
  told(built: Built, netting: Netting, expected: ByRate): Promise<ByRate>;
  close(): Promise<void>;
}

/** The policy of the scenario's two companies. */
export const NETTING_OF = { 0: NETTINGS[0], 1: NETTINGS[1] } as const;

export function connectorOf({ odoo, key }: Pick<World, 'odoo' | 'key'>): Connector {
  return odooConnector.create({ url: odoo.url, database: odoo.database, user: BOT.login, key }, testTools('odoo'));
}

/** Tells deltas as the daemon would, and remembers them. */
export function directTeller(world: Pick<World, 'odoo' | 'key'>): Teller {
  const connector = connectorOf(world);
  const messages = new Map<Id, CollectedRate[]>();
  return {
    async told({ id }, netting) {
      const collected = await connector.collected?.({ model: 'account.move', id: String(id) });
      const before = messages.get(id) ?? [];
      if (collected !== null && collected !== undefined) before.push(...tellNow(collected, netting, before));
      messages.set(id, before);
      return byRate(before);
    },
    close: () => connector.close?.() ?? Promise.resolve(),
  };
}

export function byRate(amounts: readonly CollectedRate[]): ByRate {
  const sums: { readonly rate: Decimal; amount: Decimal }[] = [];
  for (const { rate, amount } of amounts) {
    const same = sums.find((one) => compare(one.rate, rate) === 0);
    if (same === undefined) sums.push({ rate, amount });
    else same.amount = add(same.amount, amount);
  }
  return Object.fromEntries(
    sums.filter(({ amount }) => amount.units !== 0n).map(({ rate, amount }) => [rateText(rate), formatDecimal(round(amount, 2))]),
  );
}

function rateText(rate: Decimal): string {
  return formatDecimal(rate).replace(/\.0+$|(\.\d*[1-9])0+$/, '$1');
}
