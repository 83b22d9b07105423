/** What the offline commands need of the app: effective mappings, and the store without the rest. */
import type { CliContext } from '../cli/context.ts';
import { systemClock } from '../runtime/clock.ts';
import { createIds } from '../runtime/ids.ts';
import { createLog } from '../runtime/log.ts';
import { createRedactor } from '../runtime/redact.ts';
import { openStore } from '../store/open-store.ts';
import { effectiveMapping } from './road.ts';
import { storeOf } from './store-options.ts';

export function mappingCommands(): Pick<CliContext, 'mappingOf' | 'openStore'> {
  return {
    mappingOf: (config, company, version) => effectiveMapping(config, company, version),
    async openStore(config) {
      const { settings } = config;
      const redactor = createRedactor();
      for (const secret of config.secrets) redactor.hide(secret);
      const log = createLog({ level: 'warn', format: settings.log.format, redactor, stream: process.stderr });
      const open = await openStore({
        ...storeOf(config),
        clock: systemClock,
        ids: createIds(),
        log,
        role: 'command',
      });
      return { revisions: open.store.revisions, close: () => open.close() };
    },
  };
}
