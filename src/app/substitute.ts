/** `sandbox:odoo` and `sandbox:platform` in a connection's settings stand for the simulators, whose ports are known at start only. */
import type { Clock, Ids } from '../ports/runtime.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../sandbox/odoo/sandbox-odoo.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../sandbox/platform/platform.ts';

const WORDS = { odoo: 'sandbox:odoo', platform: 'sandbox:platform' } as const;
type Which = keyof typeof WORDS;
type Settings = Readonly<Record<string, unknown>>;

export interface Sandboxes {
  readonly odoo: SandboxOdoo | null;
  readonly platform: SandboxPlatform | null;
  /** The settings with the simulators' own in place of the words. */
  settings(given: Settings): Settings;
  close(): Promise<void>;
}

function names(settings: Settings, which: Which): boolean {
  return Object.values(settings).includes(WORDS[which]);
}

export interface SandboxOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where the platform keeps what it accepted over restarts. */
  readonly dataFolder: string;
}

/** Starts those that some connection names. */
export async function startSandboxes(settings: readonly Settings[], options: SandboxOptions): Promise<Sandboxes> {
  const { clock, ids } = options;
  const platform = settings.some((s) => names(s, 'platform'))
    ? await startSandboxPlatform({ clock, ids, port: 8443, stateFile: `${options.dataFolder}/sandbox-platform.jsonl` })
    : null;
  const odoo = settings.some((s) => names(s, 'odoo')) ? await startSandboxOdoo({ clock, ids, port: 8442, stateFile: `${options.dataFolder}/sandbox-odoo.json` }) : null;
  return {
    odoo,
    platform,
    settings(given) {
      const own = names(given, 'platform') ? platform?.settings() : names(given, 'odoo') ? odoo?.settings() : undefined;
      if (own === undefined) return given;
      const rest = Object.entries(given).filter(([, value]) => value !== WORDS.platform && value !== WORDS.odoo);
      return { ...own, ...Object.fromEntries(rest) };
    },
    async close() {
      await Promise.all([platform?.close(), odoo?.close()]);
    },
  };
}
