/** Which version of its ERP each connection talked to last: chooses the version layers of mappings; kept over restarts. */
import type { Store } from '../ports/store.ts';

export interface Versions {
  of(connection: string): string | undefined;
  /** True when it is another one than before. */
  learn(connection: string, version: string): Promise<boolean>;
}

export async function rememberedVersions(store: Store, connections: readonly string[]): Promise<Versions> {
  const known = new Map<string, string>();
  for (const connection of connections) {
    const version = await store.facts.get(`version:${connection}`);
    if (typeof version === 'string') known.set(connection, version);
  }
  return {
    of: (connection) => known.get(connection),
    async learn(connection, version) {
      if (known.get(connection) === version) return false;
      known.set(connection, version);
      await store.facts.set(`version:${connection}`, version);
      return true;
    },
  };
}
