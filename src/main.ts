/** The program: reads its command line, opens the app, runs. Everything else lives behind the app and the CLI. */
import { existsSync, readFileSync } from 'node:fs';
import { describeError } from './base/error.ts';
import { environmentOf } from './config/environment.ts';
import { openApp } from './app/open-app.ts';
import { startService } from './app/service.ts';
import { createShutdown } from './runtime/shutdown.ts';

async function start(configFolder: string): Promise<void> {
  const env = environmentOf(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : null);
  const app = await openApp({ configFolder, env, role: 'daemon' });
  const shutdown = createShutdown({ log: app.log, limitMs: 30_000 });
  shutdown.closing('app', () => app.close());
  const service = await startService(app);
  shutdown.closing('service', () => service.close());
  process.stdout.write(`console ${service.console.url} ${service.firstPassword ?? ''}\n`);
}

const at = process.argv.indexOf('--config');
start(at < 0 ? 'config' : (process.argv[at + 1] ?? 'config')).catch((error: unknown) => {
  process.stderr.write(`${describeError(error)}\n${error instanceof Error ? error.stack : ''}\n`);
  process.exit(1);
});
