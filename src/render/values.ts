/** Values of the invoice as both syntaxes write them; absent values stay absent. */
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Identifier } from '../model/party.ts';
import { attribute, leaf } from '../xml/writer.ts';

/** All fraction digits of its scale, because rules look at them. */
export function number(value: Decimal | undefined): string | undefined {
  return value === undefined ? undefined : formatDecimal(value);
}

export function decimal(name: string, value: Decimal | undefined): string {
  return value === undefined ? '' : `<${name}>${formatDecimal(value)}</${name}>`;
}

export function quantity(name: string, value: Decimal | undefined, unit: string | undefined): string {
  return value === undefined ? '' : leaf(name, formatDecimal(value), attribute('unitCode', unit));
}

/** The attribute is written when it is present, even empty: a rule may look at it. */
export function identifier(name: string, id: Identifier | undefined): string {
  return id === undefined ? '' : leaf(name, id.value, attribute('schemeID', id.scheme));
}

/**
 * Whether an amount in the accounting currency BT-6 can be told from the one in BT-5: by its currency, or by standing
 * second. Where it cannot, it is not written, because it would be read as the other.
 */
export function isAccountingTold(own: Decimal | undefined, { currency, vatCurrency }: Currencies): boolean {
  return own !== undefined || (vatCurrency !== undefined && vatCurrency !== currency);
}

export interface Currencies {
  readonly currency?: string;
  readonly vatCurrency?: string;
}

/** Amounts with their currency, which UBL repeats on each. */
export type Amount = (name: string, value: Decimal | undefined) => string;

export function amounts(currency: string | undefined): Amount {
  const written = attribute('currencyID', currency);
  return (name, value) => (value === undefined ? '' : `<${name}${written}>${formatDecimal(value)}</${name}>`);
}
