/**
 * An invoice or a status message as JSON: decimals as their text, `"12.50"`, members in the order of the terms, so that
 * the same invoice gives the same bytes whichever file it was read from.
 */
import { formatDecimal, type Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { StatusMessage } from '../../model/lifecycle.ts';
import { INVOICE_SHAPE, STATUS_SHAPE, type Members, type Shape } from '../../model/shape.ts';

type Json = boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function renderInvoiceJson(invoice: Invoice): Uint8Array {
  return bytesOf(membersJson(invoice, INVOICE_SHAPE));
}

export function renderStatusJson(message: StatusMessage): Uint8Array {
  return bytesOf(membersJson(message, STATUS_SHAPE));
}

function bytesOf(json: Json): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
}

function membersJson(value: object, members: Members): Json {
  const own = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    [...members].flatMap(([name, shape]) => (own[name] === undefined ? [] : [[name, valueJson(own[name], shape)]])),
  );
}

function valueJson(value: unknown, shape: Shape): Json {
  if (shape === 'decimal') return formatDecimal(value as Decimal);
  if (typeof shape === 'string') return value as Json;
  if ('list' in shape) return (value as readonly unknown[]).map((item) => valueJson(item, shape.list));
  return membersJson(value as object, shape.members);
}
