/** Where the store of a configuration is, for the daemon and for commands. */
import { resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import type { OpenStoreOptions } from '../store/open-store.ts';

export function storeOf({ settings }: LoadedConfig): Pick<OpenStoreOptions, 'embedded' | 'url' | 'credentialKeyFile'> {
  const { database, dataFolder, credentialKeyFile } = settings;
  return {
    ...(database.url === undefined ? { embedded: { dataFolder: resolve(dataFolder) } } : { url: database.url }),
    ...(credentialKeyFile === undefined ? {} : { credentialKeyFile }),
  };
}
