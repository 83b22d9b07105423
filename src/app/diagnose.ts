/** `doctor`: what every connection, company and the database say of themselves; a failing part never hides the others. */
import { describeError } from '../base/error.ts';
import type { Diagnosis } from '../cli/context.ts';
import { COPY_REASON, differences, identityFact } from '../daemon/identity.ts';
import type { Check, Connector } from '../ports/connector.ts';
import type { App } from './open-app.ts';

export async function diagnose(app: App): Promise<readonly Diagnosis[]> {
  const { store } = app.open;
  const lanes = new Map((await store.lanes.list()).map((lane) => [lane.connection, lane]));
  const adapters = [...app.adapters.connectors, ...app.adapters.channels];
  const connections = await Promise.all(
    adapters.map(async ([name, adapter]): Promise<Diagnosis> => {
      const lane = lanes.get(name);
      const paused: Check[] =
        lane === undefined ? [] : [{ name: 'paused', state: 'failed', detail: lane.reason ?? 'paused by an operator' }];
      const identity = 'describe' in adapter ? await identityCheck(name, adapter, app) : [];
      return { subject: `connection ${name}`, checks: [...paused, ...identity, ...(await checks(adapter))] };
    }),
  );
  const unusable = [...app.adapters.problems].map(([name, detail]): Diagnosis => ({
    subject: `connection ${name}`,
    checks: [{ name: 'settings', state: 'failed', detail }],
  }));
  const companies = [...app.config.companies.values()].map((company): Diagnosis => {
    const road = app.road.company(company.name)?.company ?? company;
    const why = app.paused.get(company.name);
    return {
      subject: `company ${company.name}`,
      checks: [
        why === undefined
          ? { name: 'mode', state: 'ok', detail: `${road.mode}${road.since === undefined ? '' : ` since ${road.since}`}` }
          : { name: 'configuration', state: 'failed', detail: why },
      ],
    };
  });
  return [{ subject: 'database', checks: databaseChecks(app) }, ...connections, ...unusable, ...companies];
}

async function checks(adapter: { check(): Promise<readonly Check[]> }): Promise<readonly Check[]> {
  try {
    return await adapter.check();
  } catch (error) {
    return [{ name: 'reachable', state: 'failed', detail: describeError(error) }];
  }
}

async function identityCheck(name: string, connector: Connector, app: App): Promise<readonly Check[]> {
  try {
    const known = (await app.open.store.facts.get(identityFact(name))) as Readonly<Record<string, string>> | null;
    const changed = known === null ? [] : differences(known, (await connector.describe()).fingerprints);
    return changed.length === 0
      ? []
      : [
          {
            name: 'identity',
            state: 'failed',
            detail: `${COPY_REASON}: another ${changed.join(', ')} than before; confirm with \`passerelle connection confirm ${name}\``,
          },
        ];
  } catch {
    return [];
  }
}

/** The embedded server keeps everything in one folder of one machine: right for small installs, said aloud for live ones. */
function databaseChecks(app: App): readonly Check[] {
  const { database } = app.config.settings;
  const live = app.road.companies().some(({ company }) => company.mode === 'live');
  if (database.url !== undefined || !live || app.config.settings.sandbox)
    return [{ name: 'reachable', state: 'ok', detail: app.open.place }];
  const detail = 'the embedded PostgreSQL has no replica: back the data folder up, or set DATABASE_URL to a server';
  return [
    {
      name: 'embedded',
      state: database.embedded === 'accept' ? 'warning' : 'failed',
      detail: database.embedded === 'accept' ? detail : `${detail}; \`database.embedded: accept\` says that this is meant`,
    },
  ];
}
