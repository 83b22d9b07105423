/**
 * `bench road`, the way out: how long an invoice takes from its posting in the ERP to its acceptance by the platform, and
 * what the daemon costs meanwhile.
 */
import { systemClock } from '../../runtime/clock.ts';
import type { SandboxOdoo } from '../../sandbox/odoo/sandbox-odoo.ts';
import { resultOf, until, withStage, type RoadPlan, type RoadResult, type Stage } from './road-stage.ts';

const BUYERS = ['200000008', '300000007', '700000003', '140000001'] as const;

export function runRoad(plan: RoadPlan): Promise<RoadResult> {
  return withStage(plan, (stage) => measure(plan, stage));
}

async function measure(plan: RoadPlan, { odoo, platform, memory: now }: Stage): Promise<RoadResult> {
  // the first invoice warms the connections and the compiled code, as in any daemon that has run for a minute
  await postOne(odoo, 0);
  await until(() => platform.submissions().length === 1, 60_000);
  const posted = new Map<string, number>();
  const started = systemClock.monotonic();
  let memory = 0;
  for (let n = 1; n <= plan.invoices; n++) {
    const at = Date.parse(systemClock.now());
    const id = await postOne(odoo, n);
    posted.set(String(odoo.invoice(id)['name']), at);
    memory = Math.max(memory, now());
    if (plan.every > 0) await systemClock.sleep(plan.every - (Date.parse(systemClock.now()) - at));
  }
  await until(
    () => platform.submissions().length > plan.invoices,
    120_000,
    () => {
      memory = Math.max(memory, now());
    },
  );
  const seconds = (systemClock.monotonic() - started) / 1000;
  const waits = platform.submissions().flatMap((s) => {
    const at = posted.get(s.number ?? '');
    return at === undefined || s.outcome !== 'accepted' ? [] : [(Date.parse(s.at) - at) / 1000];
  });
  return resultOf(plan, 'invoice posted → accepted', waits, seconds, memory);
}

function postOne(odoo: SandboxOdoo, n: number): Promise<number> {
  const { products, taxes, partners } = odoo.demo;
  const buyer = partners[BUYERS[n % BUYERS.length] ?? ''] ?? 0;
  const lines = Array.from({ length: 10 }, (_, line) => [
    0,
    0,
    {
      product_id: products['paper'] ?? 0,
      name: `Ramettes ${n}-${line}`,
      quantity: String(1 + ((n + line) % 9)),
      price_unit: '4.15',
      tax_ids: [[6, 0, [taxes['20 G'] ?? 0]]],
    },
  ]);
  return odoo.post({ partner_id: buyer, commercial_partner_id: buyer, partner_shipping_id: buyer, invoice_line_ids: lines });
}
