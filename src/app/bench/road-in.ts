/**
 * `bench road`, the way in: from a supplier invoice listed by the platform to its draft bill in the ERP, and from the
 * posting of that bill to its 205 accepted by the platform.
 */
import { systemClock } from '../../runtime/clock.ts';
import { DEMO_SUPPLIERS, supplierInvoice, type DemoSupplier } from '../../sandbox/demo/supplier-invoice.ts';
import { resultOf, until, withStage, type RoadPlan, type RoadResult, type Stage } from './road-stage.ts';

const LINES = 10;
const APPROVED = '205';

export function runRoadIn(plan: RoadPlan): Promise<readonly RoadResult[]> {
  return withStage(plan, async (stage) => {
    const numbers = Array.from({ length: plan.invoices + 1 }, (_, n) => `FOURN-${String(n).padStart(4, '0')}`);
    // the first one warms connections and compiled code, as in any daemon that has run for a minute
    deliver(stage, numbers[0] ?? '', 0);
    await until(() => billsOf(stage).size === 1, 60_000);
    const booked = await measure(plan, stage, numbers.slice(1), (number, n) => Promise.resolve(deliver(stage, number, n)), billsOf);
    const approved = await measure(plan, stage, numbers.slice(1), (number) => post(stage, billsOf(stage).get(number) ?? 0), approvalsOf);
    return [
      resultOf(plan, 'flow listed → draft bill', booked.waits, booked.seconds, booked.memory),
      resultOf(plan, 'bill posted → 205 accepted', approved.waits, approved.seconds, approved.memory),
    ];
  });
}

interface Measured {
  readonly waits: readonly number[];
  readonly seconds: number;
  readonly memory: number;
}

/** `seen` says which numbers have arrived; it is asked every 50 ms, which is what a wait is rounded up to. */
async function measure(
  plan: RoadPlan,
  stage: Stage,
  numbers: readonly string[],
  start: (number: string, n: number) => Promise<void>,
  seen: (stage: Stage) => ReadonlyMap<string, unknown>,
): Promise<Measured> {
  const begun = new Map<string, number>();
  const ended = new Map<string, number>();
  let memory = 0;
  const look = (): boolean => {
    memory = Math.max(memory, stage.memory());
    const arrived = seen(stage);
    for (const number of begun.keys()) if (arrived.has(number) && !ended.has(number)) ended.set(number, systemClock.monotonic());
    return ended.size === numbers.length;
  };
  const from = systemClock.monotonic();
  for (const [n, number] of numbers.entries()) {
    begun.set(number, systemClock.monotonic());
    await start(number, n);
    const next = from + (n + 1) * plan.every;
    while (systemClock.monotonic() < next) {
      look();
      await systemClock.sleep(20);
    }
  }
  await until(look, 120_000);
  const waits = numbers.map((number) => ((ended.get(number) ?? Number.NaN) - (begun.get(number) ?? 0)) / 1000);
  return { waits, seconds: (systemClock.monotonic() - from) / 1000, memory };
}

function deliver({ platform }: Stage, number: string, n: number): void {
  const lines = Array.from({ length: LINES }, (_, line) => ({
    name: `Fournitures ${String(line)}`,
    quantity: String(1 + ((n + line) % 9)),
    price: '12.40',
    rate: '20',
  }));
  const supplier = DEMO_SUPPLIERS[n % DEMO_SUPPLIERS.length] as DemoSupplier;
  platform.deliver(supplierInvoice({ number, issueDate: '2026-11-03', supplier, lines }, n % 2 === 0 ? 'ubl' : 'cii'));
}

/** Supplier's number → id of the bill, of bills that have their lines. */
function billsOf({ odoo }: Stage): ReadonlyMap<string, number> {
  const rows = odoo.db.search('account.move', [['move_type', '=', 'in_invoice']]);
  return new Map(rows.map((row) => [String(row['ref']), Number.parseInt(String(row['id']), 10)]));
}

/** Supplier's numbers whose approval the platform accepted. */
function approvalsOf({ platform }: Stage): ReadonlyMap<string, string> {
  const approvals = platform.flows().filter((flow) => flow.code === APPROVED && flow.direction === 'Out' && flow.ack.status === 'Ok');
  return new Map(approvals.map((flow) => [flow.name.replace(/_205\.xml$/, ''), flow.flowId]));
}

async function post({ odoo }: Stage, id: number): Promise<void> {
  const settings = odoo.settings();
  const answer = await fetch(`${odoo.url}/json/2/account.move/action_post`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `bearer ${String(settings['key'])}` },
    body: JSON.stringify({ ids: [id] }),
  });
  if (!answer.ok) throw new Error(`the simulator did not post bill ${String(id)}: ${String(answer.status)}`);
}
