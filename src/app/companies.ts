/** The companies of this installation as they may travel now: rebuilt when an operator or an ERP says something new. */
import { describeError } from '../base/error.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { CompanyRoad } from '../pipeline/road.ts';
import type { ErpDescription } from '../ports/connector.ts';
import type { Log } from '../ports/runtime.ts';
import type { Store } from '../ports/store.ts';
import { activated, activationOf, type Activation } from './activation.ts';
import type { Adapters } from './adapters.ts';
import { companyRoad } from './road.ts';
import { rememberedVersions } from './versions.ts';

export interface Companies {
  readonly ready: ReadonlyMap<string, CompanyRoad>;
  /** Those that cannot travel, with the sentence that says why. */
  readonly paused: ReadonlyMap<string, string>;
  /** Reads the activation of all again; nothing is compiled when nothing was said since. */
  refresh(): Promise<void>;
  described(connection: string, description: ErpDescription): Promise<void>;
}

export async function openCompanies(config: LoadedConfig, adapters: Adapters, store: Store, log: Log): Promise<Companies> {
  const ready = new Map<string, CompanyRoad>();
  const paused = new Map<string, string>();
  const versions = await rememberedVersions(store, [...config.connections.keys()]);
  let said = '';

  let activations = new Map<string, Activation | null>();
  /** Without a pause: no stage meets a company that is gone for a moment. */
  const rebuild = (): void => {
    ready.clear();
    paused.clear();
    for (const { kind, name, file, line, column, sentence } of config.problems) {
      if (kind === 'company') paused.set(name, `${file}:${line}:${column}: ${sentence}`);
    }
    for (const company of config.companies.values()) {
      try {
        const road = companyRoad(activated(company, activations.get(company.name) ?? null), { config, adapters, version: versions.of });
        if (road === null) paused.set(company.name, 'one of its connections cannot be used');
        else ready.set(company.name, road);
      } catch (error) {
        paused.set(company.name, describeError(error));
      }
    }
    for (const [company, why] of paused) log.error('company.paused', { company, why });
  };
  const refresh = async (): Promise<void> => {
    const found = new Map<string, Activation | null>();
    for (const name of config.companies.keys()) found.set(name, await activationOf(store, name));
    const now = canonicalJson([...found.values()] as unknown as Json);
    if (now === said) return;
    said = now;
    activations = found;
    rebuild();
  };
  await refresh();
  return {
    ready,
    paused,
    refresh,
    async described(connection, description) {
      if (await versions.learn(connection, description.version)) rebuild();
    },
  };
}
