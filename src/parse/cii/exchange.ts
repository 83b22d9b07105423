/** CII ram:TaxApplicableTradeCurrencyExchange → BT-167 and EXT-FR-FE-192; its currencies must be those of the head. */
import type { ExchangeRate, Invoice } from '../../model/invoice.ts';
import type { Build, Head } from '../session.ts';
import { decimal, fixed, group, table, type Read } from '../table.ts';
import { date } from './dates.ts';

export function exchangeRate(head: Head): Read<Build<Invoice>> {
  return group<'exchange', Build<ExchangeRate>>('exchange', table<Build<ExchangeRate>>({
    'ram:SourceCurrencyCode': fixed(head.currency?.trim() ?? ''),
    'ram:TargetCurrencyCode': fixed(head.vatCurrency?.trim() ?? ''),
    'ram:ConversionRate': decimal('rate'),
    'ram:ConversionRateDateTime': date('date'),
  }));
}
