/** UBL cac:TaxExchangeRate → BT-167 and EXT-FR-FE-192; its currencies must be those of the head. */
import type { ExchangeRate, Invoice } from '../../model/invoice.ts';
import type { Build } from '../session.ts';
import { asHead, date, decimal, group, table, type Read } from '../table.ts';

export const EXCHANGE_RATE: Read<Build<Invoice>> = group<'exchange', Build<ExchangeRate>>('exchange', table<Build<ExchangeRate>>({
  'cbc:SourceCurrencyCode': asHead('currency'),
  'cbc:TargetCurrencyCode': asHead('vatCurrency'),
  'cbc:CalculationRate': decimal('rate'),
  'cbc:Date': date('date'),
}));
