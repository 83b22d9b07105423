/** BT-167 and EXT-FR-FE-192 → CII ram:TaxApplicableTradeCurrencyExchange, from the invoice currency to the accounting currency. */
import type { Invoice } from '../../model/invoice.ts';
import { group, leaf } from '../../xml/writer.ts';
import { decimal } from '../values.ts';
import { date } from './dates.ts';

export function exchangeRate({ exchange, currency, vatCurrency }: Invoice): string {
  if (exchange === undefined) return '';
  return group('ram:TaxApplicableTradeCurrencyExchange', leaf('ram:SourceCurrencyCode', currency)
    + leaf('ram:TargetCurrencyCode', vatCurrency)
    + decimal('ram:ConversionRate', exchange.rate)
    + date('ram:ConversionRateDateTime', exchange.date));
}
