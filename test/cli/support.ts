/** A command line without a process: what it prints, and the exit code. */
import { fileURLToPath } from 'node:url';
import type { CliContext, OnlineOperations } from '../../src/cli/context.ts';
import { runCli } from '../../src/cli/program.ts';
import { parseMapping } from '../../src/map/parse-mapping.ts';
import { overlay } from '../../src/map/overlay.ts';
import type { Revision, Revisions } from '../../src/ports/store.ts';

export const SHIPPED = fileURLToPath(new URL('../../config', import.meta.url));

/** A mapping that stands for a connector's; overlays of the configuration are laid over it. */
export const SHIPPED_MAPPING = `mapping: odoo/customer-invoice
from: odoo:account.move
tables: { unitByName: { Units: C62 } }
fields:
  number: name
  issueDate: invoice_date
  typeCode: { const: '380' }
  currency: currency
  buyer.name: partner_id.name
  lines:
    each: invoice_line_ids
    fields:
      id: id
      item.name: name
      quantity: quantity
      unitCode: { from: unit, lookup: unitByName }
      price: price_unit
      net: price_subtotal
      vat.category: { const: S }
      vat.rate: rate
`;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly operations?: Partial<OnlineOperations>;
  readonly revisions?: readonly Revision[];
  readonly stdin?: string;
  readonly yes?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function run(args: readonly string[], world: World = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const context: CliContext = {
    env: { PASSERELLE_CONFIG: SHIPPED, USER: 'claire', ...world.env },
    now: () => '2026-11-22T10:00:00.000Z',
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readStdin: () => Promise.resolve(new TextEncoder().encode(world.stdin ?? '')),
    confirm: () => Promise.resolve(world.yes === true),
    mappingOf: (config, company) =>
      overlay(
        parseMapping(SHIPPED_MAPPING, 'customer-invoice.yaml'),
        company.overlays.flatMap((name) => config.overlays.get(name) ?? []),
      ),
    openStore: () => Promise.resolve({ revisions: memory(world.revisions ?? []), close: () => Promise.resolve() }),
    openRuntime: () =>
      Promise.resolve({ operations: (world.operations ?? {}) as OnlineOperations, close: () => Promise.resolve() }),
  };
  const code = await runCli(args, context, { release: '0.0.0-test', app: () => Promise.resolve(context) });
  return { code, out, err };
}

function memory(first: readonly Revision[]): Revisions {
  const kept = new Map(first.map((one) => [`${one.kind}:${one.name}`, one]));
  return {
    current: () => Promise.resolve([...kept.values()]),
    get: () => Promise.resolve(null),
    put: (one) => {
      const made: Revision = { ...one, id: '1', sha: 'x', createdAt: '2026-11-22T10:00:00.000Z' };
      kept.set(`${one.kind}:${one.name}`, made);
      return Promise.resolve(made);
    },
    remove: (kind, name) => Promise.resolve(void kept.delete(`${kind}:${name}`)),
  };
}
