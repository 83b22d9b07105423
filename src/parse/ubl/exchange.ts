/** UBL cac:TaxExchangeRate → BT-167 and EXT-FR-FE-192; its currencies must be those of the head. */
import type { ExchangeRate, Invoice } from '../../model/invoice.ts';
import type { Build, Head } from '../session.ts';
import { date, decimal, fixed, group, table, type Read } from '../table.ts';

export function exchangeRate(head: Head): Read<Build<Invoice>> {
  return group<'exchange', Build<ExchangeRate>>('exchange', table<Build<ExchangeRate>>({
    'cbc:SourceCurrencyCode': fixed(head.currency?.trim() ?? ''),
    'cbc:TargetCurrencyCode': fixed(head.vatCurrency?.trim() ?? ''),
    'cbc:CalculationRate': decimal('rate'),
    'cbc:Date': date('date'),
  }));
}
