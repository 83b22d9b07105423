/** BT-167 and EXT-FR-FE-192 → UBL cac:TaxExchangeRate, from the invoice currency to the accounting currency. */
import type { Invoice } from '../../model/invoice.ts';
import { group, leaf } from '../../xml/writer.ts';
import { decimal } from '../values.ts';

export function exchangeRate({ exchange, currency, vatCurrency }: Invoice): string {
  if (exchange === undefined) return '';
  return group('cac:TaxExchangeRate', leaf('cbc:SourceCurrencyCode', currency)
    + leaf('cbc:TargetCurrencyCode', vatCurrency)
    + decimal('cbc:CalculationRate', exchange.rate)
    + leaf('cbc:Date', exchange.date));
}
