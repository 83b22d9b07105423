/** What `passerelle doctor` asks of a platform: each check says what was found and what to do, and none throws. */
import { describeError, PasserelleError } from '../../base/error.ts';
import type { Answer } from '../../net/http.ts';
import { hostOf } from '../../net/safe-url.ts';
import type { Check } from '../../ports/connector.ts';
import type { Service } from './client.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialect.ts';
import type { Hooks } from './hook.ts';
import { searchFlows } from './search.ts';

/** Beyond it signatures of hooks and windows of time begin to fail. */
const SKEW_SECONDS = 60;

export async function checkPlatform(context: Context, hooks: Hooks): Promise<readonly Check[]> {
  const { client, settings, dialect, tools } = context;
  const token = await guarded('credentials', async () => {
    await client.tokens.token();
    return [{ name: 'credentials', state: 'ok', detail: `${hostOf(settings.tokenUrl)} gives a token` }];
  });
  if (token.some((check) => check.state === 'failed')) return token;
  const flow = await guarded('reachable', () => healthOf('flow', settings.flowUrl, 'reachable', context));
  const rights = await guarded('rights', async () => {
    await searchFlows({ limit: 1, where: { updatedAfter: tools.clock.now() } }, context);
    return [{ name: 'rights', state: 'ok', detail: 'flows can be listed' }];
  });
  const { directoryUrl } = settings;
  const directory: readonly Check[] = directoryUrl === undefined
    ? [{ name: 'directory', state: 'warning', detail: 'no directoryUrl is set: addresses come from the ERP or from the SIREN' }]
    : await guarded('directory', () => healthOf('directory', directoryUrl, 'directory', context));
  const webhook = await guarded('webhook', async () => [await webhookState(dialect, hooks)]);
  return [...flow, ...token, ...rights, ...directory, ...webhook];
}

async function healthOf(service: Service, url: string, name: string, context: Context): Promise<readonly Check[]> {
  const answer = await context.client.call({ service, path: '/v1/healthcheck', method: 'GET', changes: false, maxBytes: 64 * 1024 });
  if (answer.status >= 300) {
    return [{ name, state: 'failed', detail: `${hostOf(url)} answers ${answer.status} to the health check: check the address` }];
  }
  const reachable: Check = { name, state: 'ok', detail: `${hostOf(url)} is up` };
  return service === 'flow' ? [reachable, clockSkew(answer, context)] : [reachable];
}

function clockSkew(answer: Answer, { tools }: Context): Check {
  const theirs = Date.parse(answer.headers.date ?? '');
  if (Number.isNaN(theirs)) return { name: 'clock', state: 'ok', detail: 'the platform tells no time' };
  const seconds = Math.round(Math.abs(theirs - Date.parse(tools.clock.now())) / 1000);
  return seconds <= SKEW_SECONDS
    ? { name: 'clock', state: 'ok', detail: `${seconds} s apart` }
    : { name: 'clock', state: 'warning', detail: `our clock and the platform's are ${seconds} s apart: synchronise this machine` };
}

async function webhookState(dialect: Dialect, hooks: Hooks): Promise<Check> {
  if (!dialect.webhook.manage) return { name: 'webhook', state: 'ok', detail: 'this platform has no webhooks: it is asked regularly' };
  const url = await hooks.subscribed();
  return url === null
    ? { name: 'webhook', state: 'warning', detail: 'no webhook is subscribed: changes are seen only when the platform is asked' }
    : { name: 'webhook', state: 'ok', detail: `subscribed to ${hostOf(url)}` };
}

async function guarded(name: string, task: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await task();
  } catch (error) {
    const detail = error instanceof PasserelleError ? `${error.message} → ${error.hint}` : describeError(error);
    return [{ name, state: 'failed', detail }];
  }
}
