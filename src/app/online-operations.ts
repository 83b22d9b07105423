/** What the commands about documents and companies do, over an open app. */
import { PasserelleError } from '../base/error.ts';
import type { CliContext, OnlineOperations, VerifyReport } from '../cli/context.ts';
import { confirmIdentity } from '../daemon/identity.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Document } from '../model/document.ts';
import { decodeValue } from '../pipeline/invoice-json.ts';
import type { Store } from '../ports/store.ts';
import { activate, preview } from './activation.ts';
import { diagnose } from './diagnose.ts';
import type { App } from './open-app.ts';
import { openApp } from './open-app.ts';
import { operations } from './operations.ts';
import { reconcile } from './reconcile.ts';
import { replay } from './replay.ts';

/** For the commands: opens the app quietly, its log on stderr. */
export const openRuntime: (env: CliContext['env']) => CliContext['openRuntime'] = (env) => async (configFolder) => {
  const app = await openApp({ configFolder, env, role: 'command', logTo: process.stderr });
  return { operations: onlineOperations(app, env), close: () => app.close() };
};

function onlineOperations(app: App, env: CliContext['env']): OnlineOperations {
  const { store } = app.open;
  const known = (company: string): void => {
    if (app.config.companies.has(company)) return;
    throw new PasserelleError(
      'CONFIG_INVALID',
      `there is no company ${company}: there are ${[...app.config.companies.keys()].join(', ')}`,
      { where: { company } },
    );
  };
  return {
    ...operations(app.road),
    find: (text) => find(text, app),
    detail: (id) => app.views.detail(id),
    explain: (id) => explain(id, store),
    preview: async (company, since) => {
      known(company);
      return preview(store, company, since);
    },
    goLive: async (company, since, actor) => {
      known(company);
      await activate(store, company, 'live', since, actor, app.road.clock.now());
    },
    goShadow: async (company, actor) => {
      known(company);
      await activate(store, company, 'shadow', undefined, actor, app.road.clock.now());
    },
    confirmConnection: async (connection) => {
      if (app.road.connector(connection) === null) return 'unknown';
      return (await confirmIdentity(connection, app.road)) ? 'confirmed' : 'unchanged';
    },
    doctor: () => diagnose(app),
    replay: (range, folder) => replay(app, range, folder, env),
    verify: () => verify(app),
    reconcile: () => reconcile(app.config.connections.keys(), app.road),
  };
}

async function find(text: string, app: App): Promise<readonly Document[]> {
  if (/^[0-9a-f-]{36}$/.test(text)) {
    const document = await app.open.store.document(text);
    if (document !== null) return [document];
  }
  const byKey = await app.open.store.byKey(text);
  if (byKey !== null) return [byKey];
  const { rows } = await app.views.list({ text }, { offset: 0, limit: 50 });
  return rows.filter((row) => row.number === text && row.kind === 'invoice');
}

async function explain(id: string, store: Store): ReturnType<OnlineOperations['explain']> {
  const document = await store.document(id);
  if (document === null) return null;
  const version = await store.version(id, document.version);
  const bytes = version?.derivations === null || version === null ? null : await store.artifact(version.derivations);
  const derivations = bytes === null ? [] : (decodeValue(new TextDecoder().decode(bytes)) as readonly Derivation[]);
  return { document, version: document.version, derivations, findings: await store.findings(id, document.version) };
}

async function verify(app: App): Promise<VerifyReport> {
  const { broken, ...counts } = await app.open.verify();
  return { ...counts, problems: broken.map((breach) => Object.values(breach).join(' ')) };
}
