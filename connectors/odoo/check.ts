/** Is this Odoo usable? Asked by `doctor` and daily: each finding says what to do; none stops the others. */
import { describeError, PasserelleError } from '../../src/base/error.ts';
import type { Check } from '../../src/ports/connector.ts';
import { mayDo } from './access.ts';
import { searchRead } from './client.ts';
import { millisOf } from './odoo-time.ts';
import { STATUS_FIELD } from './provision/fields.ts';
import type { Session } from './session.ts';
import { idsOf, isRow, textOf, type OdooRow } from './value.ts';

const DAY_MS = 86_400_000;
const SKEW_WARN_MS = 2 * 60_000;

export async function check(session: Session): Promise<readonly Check[]> {
  session.forget();
  const reached = await tried('reachable', async () => {
    const version = await session.version();
    return ok('reachable', `Odoo ${version.text} answers at ${session.settings.url}`);
  });
  if (reached.state === 'failed') return [reached];
  const known = await tried('credentials', async () => {
    const client = await session.client();
    session.forget();
    await client.uid();
    // the uid may be remembered: one real question proves the key
    await searchRead(client, 'res.users', { domain: [['id', '=', await client.uid()]], fields: ['name'], limit: 1 });
    return ok('credentials', `accepted over ${client.transport === 'json2' ? 'JSON-2' : 'XML-RPC'}`);
  });
  if (known.state === 'failed') return [reached, known];
  const rest = [
    () => tried('companies', () => companies(session)),
    () => tried('rights', () => rights(session)),
    () => tried('key-expiry', () => keyExpiry(session)),
    () => tried('provisioned', () => provisioned(session)),
    () => tried('time', () => time(session)),
    () => tried('other-platform', () => otherPlatform(session)),
  ];
  const found: Check[] = [reached, known];
  for (const next of rest) found.push(await next());
  return found;
}

async function tried(name: string, run: () => Promise<Check>): Promise<Check> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PasserelleError) return { name, state: 'failed', detail: describeError(error) };
    throw error;
  }
}

function ok(name: string, detail: string): Check {
  return { name, state: 'ok', detail };
}

async function companies(session: Session): Promise<Check> {
  const ids = await session.companies();
  const rows = await searchRead(await session.client(), 'res.company', {
    domain: [['id', 'in', ids]],
    fields: ['name'],
    context: await session.context(),
  });
  const missing = ids.filter((id) => !rows.some((row) => idsOf([row['id'] ?? null]).includes(id)));
  if (missing.length === 0) return ok('companies', rows.map((row) => textOf(row['name'])).join(', '));
  return {
    name: 'companies',
    state: 'failed',
    detail: `the user may not see company ${missing.join(', ')}: allow it on the user, or correct settings.companies`,
  };
}

/** What the run-time user needs; nothing more is asked for. */
const RIGHTS: readonly (readonly [string, 'read' | 'write' | 'create'])[] = [
  ['account.move', 'read'],
  ['account.move', 'write'],
  ['account.move.line', 'read'],
  ['account.tax', 'read'],
  ['res.partner', 'read'],
  ['res.company', 'read'],
  ['account.partial.reconcile', 'read'],
  ['ir.attachment', 'create'],
];

async function rights(session: Session): Promise<Check> {
  const lacking: string[] = [];
  for (const [model, operation] of RIGHTS) {
    if (!(await mayDo(session, model, operation))) lacking.push(`${operation} ${model}`);
  }
  if (lacking.length === 0) return ok('rights', 'the user may read and write what is needed');
  return {
    name: 'rights',
    state: 'failed',
    detail: `the user may not ${lacking.join(', ')}: give it the group "Invoicing" (account.group_account_invoice)`,
  };
}

/** Keys of plain users live at most 90 days in Odoo 19; nothing renews them by itself. */
async function keyExpiry(session: Session): Promise<Check> {
  const client = await session.client();
  const [field] = await session.present('res.users.apikeys', ['expiration_date']);
  if (field === undefined) return ok('key-expiry', 'keys of this version do not expire');
  const rows = await searchRead(client, 'res.users.apikeys', {
    domain: [['user_id', '=', await client.uid()]],
    fields: ['name', 'expiration_date'],
  });
  const now = millisOf(session.clock.now()) ?? 0;
  const ends = rows
    .flatMap((row) => endOf(row))
    .filter((end) => end.millis > now)
    .sort((a, b) => a.millis - b.millis);
  const first = ends[0];
  if (first === undefined) return ok('key-expiry', 'no key of this user expires');
  const days = Math.floor((first.millis - now) / DAY_MS);
  const detail = `key "${first.name}" expires in ${String(days)} days: make a new one in Odoo (Preferences, Account Security) and put it in the connection`;
  return { name: 'key-expiry', state: days <= 1 ? 'failed' : days <= 14 ? 'warning' : 'ok', detail };
}

function endOf(row: OdooRow): readonly { readonly name: string; readonly millis: number }[] {
  const millis = millisOf(textOf(row['expiration_date']) ?? '');
  return millis === null ? [] : [{ name: textOf(row['name']) ?? '', millis }];
}

async function provisioned(session: Session): Promise<Check> {
  const fields = await session.fields('account.move');
  if (fields?.[STATUS_FIELD] !== undefined) return ok('provisioned', 'the status fields are there');
  return {
    name: 'provisioned',
    state: 'warning',
    detail: 'statuses go to chatter and activities only: run `passerelle odoo provision` once as an administrator',
  };
}

async function time(session: Session): Promise<Check> {
  const server = await session.freshTime();
  const skew = (millisOf(server ?? '') ?? NaN) - (millisOf(session.clock.now()) ?? NaN);
  if (Number.isNaN(skew)) return { name: 'time', state: 'warning', detail: 'Odoo does not tell its time' };
  if (Math.abs(skew) < SKEW_WARN_MS) return ok('time', 'both clocks agree');
  return {
    name: 'time',
    state: 'warning',
    detail: `the clock of Odoo is ${String(Math.round(skew / 1000))} s away from ours: set both by NTP`,
  };
}

/** Odoo's own platform modules would send the same invoices a second time. */
async function otherPlatform(session: Session): Promise<Check> {
  const fields = await session.present('res.company', ['account_peppol_proxy_state', 'l10n_fr_pdp_registered']);
  if (fields.length === 0) return ok('other-platform', 'no other e-invoicing platform in this Odoo');
  const rows = await searchRead(await session.client(), 'res.company', {
    domain: [['id', 'in', await session.companies()]],
    fields,
    context: await session.context(),
  });
  const live = rows.some(
    (row) =>
      isRow(row) &&
      (row['l10n_fr_pdp_registered'] === true ||
        ['receiver', 'sender', 'smp_registration'].includes(textOf(row['account_peppol_proxy_state']) ?? '')),
  );
  if (!live) return ok('other-platform', 'installed, but no company is registered there');
  return {
    name: 'other-platform',
    state: 'warning',
    detail:
      "a company is registered on Odoo's own platform (Peppol, PDP): invoices sent there are not sent again; deregister it, or leave those invoices to it",
  };
}
