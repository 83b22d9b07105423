/**
 * Odoo's automation rules announce a record without any signature: the secret is a long token in the address. Nothing in
 * the body is believed beyond "look at this record".
 */
import { sameSecret } from '../../src/net/hook-auth.ts';
import type { Hint, HookRequest } from '../../src/ports/connector.ts';
import type { OdooSettings } from './settings.ts';

const FEED_OF_MODEL: Readonly<Record<string, string>> = {
  'account.move': 'invoices',
  'res.partner': 'parties',
  'product.product': 'products',
  'account.partial.reconcile': 'payments',
};
const BODY_MAX = 256 * 1024;

interface Body {
  readonly _model?: unknown;
  readonly _id?: unknown;
  readonly move_type?: unknown;
}

/** null: not authentic. An authentic body that cannot be read still says that something changed. */
export function readHook(settings: OdooSettings, request: HookRequest): readonly Hint[] | null {
  const token = request.path.split('/').find((segment) => segment !== '') ?? '';
  if (settings.hookToken === undefined || !sameSecret(token, settings.hookToken)) return null;
  if (request.body.byteLength > BODY_MAX) return [{ feed: 'invoices' }];
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(request.body));
  } catch {
    return [{ feed: 'invoices' }];
  }
  const { _model: model, _id: id, move_type: type } = (typeof body === 'object' && body !== null ? body : {}) as Body;
  const ofModel = typeof model === 'string' ? FEED_OF_MODEL[model] : undefined;
  const feed = ofModel === 'invoices' && (type === 'in_invoice' || type === 'in_refund') ? 'bills' : ofModel;
  if (feed === undefined) return [{ feed: 'invoices' }];
  return [Number.isSafeInteger(id) ? { feed, ref: String(id) } : { feed }];
}
