/** `sandbox:odoo` and `sandbox:platform` in a connection's settings stand for the simulators, whose ports are known at start only. */
import type { Json } from '../base/json.ts';
import type { Clock, Ids } from '../ports/runtime.ts';
import type { Store } from '../ports/store.ts';
import type { SandboxOdoo, startSandboxOdoo } from '../sandbox/odoo/sandbox-odoo.ts';
import type { SandboxPlatform, startSandboxPlatform } from '../sandbox/platform/platform.ts';

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
  readonly store: Store;
  /** Where the simulators keep what they hold over restarts. */
  readonly dataFolder: string;
}

const FACT = 'sandbox';
const NONE = { odoo: null, platform: null, close: () => Promise.resolve() } as const;
type Known = Readonly<Record<Which, Settings | null>>;

/** A daemon in production names no simulator, and does not load them either. */
const odooAt: typeof startSandboxOdoo = async (options) => (await import('../sandbox/odoo/sandbox-odoo.ts')).startSandboxOdoo(options);
const platformAt: typeof startSandboxPlatform = async (options) =>
  (await import('../sandbox/platform/platform.ts')).startSandboxPlatform(options);

/** Starts those that some connection names, and lets commands know where they are. */
export async function startSandboxes(settings: readonly Settings[], options: SandboxOptions): Promise<Sandboxes> {
  const { clock, ids, dataFolder } = options;
  const platform = settings.some((s) => names(s, 'platform'))
    ? await platformAt({ clock, ids, port: 8443, stateFile: `${dataFolder}/sandbox-platform.jsonl` })
    : null;
  const odoo = settings.some((s) => names(s, 'odoo'))
    ? await odooAt({ clock, ids, port: 8442, stateFile: `${dataFolder}/sandbox-odoo.json` })
    : null;
  if (platform !== null && platform.flows().length === 0) await deliverDemoBills(platform, clock.now().slice(0, 7));
  const known: Known = { odoo: odoo?.settings() ?? null, platform: platform?.settings() ?? null };
  await options.store.facts.set(FACT, known as unknown as Json);
  return {
    odoo,
    platform,
    settings: (given) => substitute(given, known),
    async close() {
      await Promise.all([platform?.close(), odoo?.close()]);
    },
  };
}

/** The demonstration's suppliers write once, on its first start. */
async function deliverDemoBills(platform: SandboxPlatform, month: string): Promise<void> {
  const { demoBillFiles } = await import('../sandbox/demo/supplier-bills.ts');
  for (const file of demoBillFiles(month)) platform.deliver(file);
}

/** For a command beside a running demonstration: its simulators, as the daemon wrote them down. */
export async function knownSandboxes(store: Store): Promise<Sandboxes> {
  const known = (await store.facts.get(FACT)) as unknown as Known | null;
  return { ...NONE, settings: (given) => (known === null ? given : substitute(given, known)) };
}

function substitute(given: Settings, known: Known): Settings {
  const own = names(given, 'platform') ? known.platform : names(given, 'odoo') ? known.odoo : null;
  if (own === null) return given;
  const rest = Object.entries(given).filter(([, value]) => value !== WORDS.platform && value !== WORDS.odoo);
  return { ...own, ...Object.fromEntries(rest) };
}
