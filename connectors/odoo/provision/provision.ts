/**
 * Done once by an administrator: the fields in which statuses are shown, the screens, the automation rules, and the
 * snapshot of external ids that the run-time user may not read. Every step looks first, so that it may be repeated;
 * `remove` takes everything away again.
 */
import type { ProvisionOptions, ProvisionStep } from '../../../src/ports/adapter.ts';
import { searchRead, type OdooClient } from '../client.ts';
import { SNAPSHOT_NAME } from '../external-ids.ts';
import type { Session } from '../session.ts';
import { idOf, textOf } from '../value.ts';
import { ALL_FIELDS } from './fields.ts';
import { RULES, RULES_SINCE } from './rules.ts';
import { create, fieldThing, idsWhere, ruleThing, viewThing, write, type Thing, type Work } from './things.ts';
import { VIEWS } from './views.ts';

export async function provision(session: Session, options: ProvisionOptions): Promise<readonly ProvisionStep[]> {
  session.forget();
  const client = await session.client();
  const { major } = await session.version();
  const work: Work = { session, client, major, options };
  const things: Thing[] = [
    ...ALL_FIELDS.map((field) => fieldThing(work, field)),
    ...VIEWS.map((view) => viewThing(work, view)),
    ...(major >= RULES_SINCE && options.hookUrl !== undefined ? RULES.map((rule) => ruleThing(work, rule, options.hookUrl ?? '')) : []),
    snapshotThing(work),
  ];
  const steps: ProvisionStep[] = [];
  if (options.remove === true) {
    const all = [
      ...things,
      ...(options.hookUrl === undefined && major >= RULES_SINCE ? RULES.map((rule) => ruleThing(work, rule, '')) : []),
    ];
    // views before the fields they show
    for (const thing of all.reverse()) steps.push(await removed(work, thing));
  } else {
    for (const thing of things) steps.push(await ensured(work, thing));
  }
  session.forget();
  return steps;
}

async function ensured({ options }: Work, thing: Thing): Promise<ProvisionStep> {
  const found = await thing.find();
  if (found.length === 0) {
    if (options.dryRun !== true) await thing.make();
    return { what: thing.what, state: options.dryRun === true ? 'would-make' : 'made' };
  }
  const lacks = (await thing.lacks?.(found)) === true;
  if (options.dryRun !== true) await thing.update?.(found);
  if (!lacks) return { what: thing.what, state: 'present' };
  return { what: thing.what, state: options.dryRun === true ? 'would-extend' : 'extended' };
}

async function removed({ client, options }: Work, thing: Thing): Promise<ProvisionStep> {
  const found = await thing.find();
  if (found.length === 0) return { what: thing.what, state: 'absent' };
  if (options.dryRun !== true) await client.call({ model: thing.model, method: 'unlink', ids: found, effect: true });
  return { what: thing.what, state: options.dryRun === true ? 'would-remove' : 'removed' };
}

function snapshotThing({ client, session }: Work): Thing {
  const domain = [
    ['name', '=', SNAPSHOT_NAME],
    ['res_model', '=', 'res.company'],
  ];
  return {
    what: 'snapshot of external ids',
    model: 'ir.attachment',
    find: () => idsWhere(client, 'ir.attachment', domain),
    async make() {
      const [company] = await session.companies();
      await create(client, 'ir.attachment', {
        name: SNAPSHOT_NAME,
        res_model: 'res.company',
        res_id: company ?? 1,
        mimetype: 'application/json',
        datas: await snapshot(client),
      });
    },
    async update(ids) {
      await write(client, 'ir.attachment', ids, { datas: await snapshot(client) });
    },
  };
}

async function snapshot(client: OdooClient): Promise<string> {
  const rows = await searchRead(client, 'ir.model.data', {
    domain: [['model', 'in', ['account.tax', 'uom.uom']]],
    fields: ['model', 'module', 'name', 'res_id'],
  });
  const names: Record<string, Record<string, string>> = {};
  for (const row of rows) {
    const module = textOf(row['module']) ?? '';
    if (module.startsWith('__')) continue;
    (names[textOf(row['model']) ?? ''] ??= {})[String(idOf(row['res_id']) ?? 0)] = `${module}.${textOf(row['name']) ?? ''}`;
  }
  return Buffer.from(JSON.stringify(names)).toString('base64');
}
