/** CII ram:TaxApplicableTradeCurrencyExchange → BT-167 and EXT-FR-FE-192; its currencies must be those of the head. */
import type { ExchangeRate, Invoice } from '../../model/invoice.ts';
import type { Build } from '../session.ts';
import { asHead, decimal, group, table, type Read } from '../table.ts';
import { date } from './dates.ts';

export const EXCHANGE_RATE: Read<Build<Invoice>> = group<'exchange', Build<ExchangeRate>>('exchange', table<Build<ExchangeRate>>({
  'ram:SourceCurrencyCode': asHead('currency'),
  'ram:TargetCurrencyCode': asHead('vatCurrency'),
  'ram:ConversionRate': decimal('rate'),
  'ram:ConversionRateDateTime': date('date'),
}));
