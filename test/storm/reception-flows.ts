/** A thousand flows of a bad day: what each is, what must become of it, and how it is handed to the simulated platform. */
import { sha256 } from '../../src/base/hash.ts';
import { formatDecimal } from '../../src/model/decimal.ts';
import type { DemoBill } from '../../src/sandbox/demo/supplier-invoice.ts';
import { DEMO_SUPPLIERS, demoInvoice, supplierInvoice, vatOf } from '../../src/sandbox/demo/supplier-invoice.ts';
import type { SandboxPlatform } from '../../src/sandbox/platform/platform.ts';
import { damaged } from '../../src/sandbox/platform/spoil.ts';

export const TRAITS = [
  'good',
  'corrupt',
  'same-file',
  'same-number',
  'time-out',
  'late',
  'not-ours',
  'unknown-supplier',
  'very-late',
] as const;
export type Trait = (typeof TRAITS)[number];

export interface StormFlow {
  readonly flowId: string;
  readonly trait: Trait;
  readonly batch: number;
  readonly number: string;
  readonly sha256: string;
  /** BT-115 as decimal text. */
  readonly due: string;
  /** Flow id of the one it repeats. */
  readonly repeats?: string;
}

export const BATCH = 50;
const UNKNOWN = { name: 'Nouveau Venu SARL', siren: '250000009', vatId: vatOf('250000009') };
const OTHER_BUYER = { name: 'Quelqu’un d’Autre SA', siren: '260000007', vatId: vatOf('260000007') };
/** Listed so much later than their own time says; the last kind later than any walk of changes looks back. */
const LATE_MS = 1500;
const VERY_LATE_MS = 1_800_000;

/** Shares of each hundred flows: 5 of each trouble. */
const HUNDRED: readonly Trait[] = [
  ...Array<Trait>(5).fill('corrupt'),
  ...Array<Trait>(3).fill('same-file'),
  ...Array<Trait>(2).fill('same-number'),
  ...Array<Trait>(5).fill('time-out'),
  ...Array<Trait>(5).fill('late'),
  ...Array<Trait>(2).fill('not-ours'),
  ...Array<Trait>(2).fill('unknown-supplier'),
  'very-late',
];

/** The traits of a batch: those of half a hundred, in an order that the noise chooses; the first flow is a good one. */
function traitsOf(batch: number, noise: () => number): readonly Trait[] {
  const mine = HUNDRED.filter((_, n) => n % 2 === batch % 2);
  const traits = [...mine, ...Array<Trait>(BATCH - mine.length).fill('good')];
  for (let n = traits.length - 1; n > 1; n--) {
    const other = 1 + Math.floor(noise() * n);
    [traits[n], traits[other]] = [traits[other] as Trait, traits[n] as Trait];
  }
  const good = traits.indexOf('good');
  [traits[0], traits[good]] = [traits[good] as Trait, traits[0] as Trait];
  return traits;
}

function billOf(number: string, n: number, trait: Trait): DemoBill {
  const supplier = trait === 'unknown-supplier' ? UNKNOWN : DEMO_SUPPLIERS[n % DEMO_SUPPLIERS.length];
  if (supplier === undefined) throw new Error('no suppliers');
  return {
    number,
    issueDate: `2026-11-${String(1 + (n % 20)).padStart(2, '0')}`,
    supplier,
    lines: [
      { name: 'Fournitures', quantity: String(1 + (n % 7)), price: `${10 + (n % 90)}.${String(n % 100).padStart(2, '0')}`, rate: '20' },
      ...(n % 3 === 0 ? [{ name: 'Livres', quantity: '2', price: '7.35', rate: '5.5' }] : []),
    ],
    ...(trait === 'not-ours' ? { buyer: OTHER_BUYER } : {}),
  };
}

function dueOf(bill: DemoBill): string {
  const due = demoInvoice(bill).totals?.due;
  return due === undefined ? '' : formatDecimal(due);
}

export function deliverBatch(platform: SandboxPlatform, batch: number, noise: () => number): readonly StormFlow[] {
  const flows: StormFlow[] = [];
  const files = new Map<string, { readonly bytes: Uint8Array; readonly number: string; readonly n: number; readonly due: string }>();
  for (const [index, trait] of traitsOf(batch, noise).entries()) {
    const n = batch * BATCH + index;
    const repeated = [...files].at(Math.floor(noise() * files.size));
    const repeats = trait === 'same-file' || trait === 'same-number' ? repeated : undefined;
    const number = repeats?.[1].number ?? `F-2026-${String(n).padStart(5, '0')}`;
    // the same number from the same supplier and date over another amount
    const bill =
      repeats === undefined ? billOf(number, n, trait) : { ...billOf(number, repeats[1].n, trait), lines: billOf('', n + 1, trait).lines };
    const sound = trait === 'same-file' && repeats !== undefined ? repeats[1].bytes : supplierInvoice(bill, n % 2 === 0 ? 'ubl' : 'cii');
    const bytes = trait === 'corrupt' ? damaged(sound) : sound;
    const late = trait === 'late' ? LATE_MS : 0;
    const updatedAt = new Date(Date.now() - (trait === 'very-late' ? VERY_LATE_MS : late)).toISOString();
    const flowId = platform.deliver(bytes, {
      ...(trait === 'late' || trait === 'very-late' ? { updatedAt, listedLaterMs: late } : {}),
    });
    if (trait === 'time-out') platform.trouble({ kind: n % 2 === 0 ? 'silence' : 'stalled-body', on: 'get', match: { flowId } });
    const due = trait === 'same-file' && repeats !== undefined ? repeats[1].due : dueOf(bill);
    if (trait === 'good') files.set(flowId, { bytes, number, n, due });
    flows.push({ flowId, trait, batch, number, due, sha256: sha256(bytes), ...(repeats === undefined ? {} : { repeats: repeats[0] }) });
  }
  return flows;
}
