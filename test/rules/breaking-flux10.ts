/** What breaks each rule of e-reporting messages: one change of a sound message per term that the rule looks at. */
import { PAYMENTS_XML, TRANSACTIONS_XML } from './report-sample.ts';

export interface Breaking {
  readonly xml: string;
  readonly from: string | RegExp;
  readonly to: string;
  /** Where the finding is, when that is not plain from the change. */
  readonly at?: string;
  /** Rules that the same change breaks too. */
  readonly also?: readonly string[];
}

function sold(from: string | RegExp, to: string, more: Partial<Breaking> = {}): Breaking {
  return { xml: TRANSACTIONS_XML, from, to, ...more };
}

function paid(from: string | RegExp, to: string, more: Partial<Breaking> = {}): Breaking {
  return { xml: PAYMENTS_XML, from, to, ...more };
}

const INVOICE = 'transactions.invoices[0]';
const CREDIT = 'transactions.invoices[1]';
const DAY = 'transactions.days[0]';
const PLATFORM = '<Id schemeId="0238">0123</Id>';
const DECLARANT = '<Id schemeId="0002">100000009</Id><Name>P';
const SELLER = '<CompanyId schemeId="0002">100000009</CompanyId>';
const BUYER = '<CompanyId schemeId="0223">DE123456789</CompanyId>';
const LONG = 'F'.repeat(36);

/** Each date of the message, replaced by another text. */
function dates(to: string): readonly Breaking[] {
  const one = (element: string, value: string, at: string, xml = TRANSACTIONS_XML): Breaking => {
    const from = `<${element}>${value}<`;
    return { xml, from, to: `<${element}>${to}<`, at };
  };
  return [
    one('IssueDate', '20261003', `${INVOICE}.issueDate`),
    one('DueDate', '20261103', `${INVOICE}.dueDate`),
    one('IssueDate', '20260930', `${INVOICE}.references[0].issueDate`),
    one('Date', '20261002', `${INVOICE}.deliveries[0].date`),
    one('IssueDate', '20260929', `${INVOICE}.lines[0].reference.issueDate`),
    one('Date', '20261001', `${DAY}.date`),
    one('IssueDate', '20261003', 'payments.invoices[0].issueDate', PAYMENTS_XML),
    one('Date', '20261020', 'payments.invoices[0].date', PAYMENTS_XML),
    one('Date', '20261021', 'payments.days[0].date', PAYMENTS_XML),
  ];
}

/** Periods whose start comes too early to be told by another rule than that of the date. */
const EARLY_STARTS: readonly Breaking[] = [
  sold('<StartDate>20261001<', '<StartDate>19991001<', { at: 'transactions.period.start' }),
  sold('<StartDate>20260901<', '<StartDate>19990901<', { at: `${INVOICE}.period.start` }),
  sold(/(<Line>[^]*?)<StartDate>20260901</, '$1<StartDate>19990901<', { at: `${INVOICE}.lines[0].period.start` }),
  paid('<StartDate>20261001<', '<StartDate>19991001<', { at: 'payments.period.start' }),
];
const LATE_ENDS: readonly Breaking[] = [
  sold('<EndDate>20261010<', '<EndDate>2026-10-10<', { at: 'transactions.period.end', also: ['G6.25'] }),
  sold('<EndDate>20260930<', '<EndDate>30/09/2026<', { at: `${INVOICE}.period.end` }),
  sold(/(<Line>[^]*?)<EndDate>20260930</, '$1<EndDate>30/09/2026<', { at: `${INVOICE}.lines[0].period.end` }),
  paid('<EndDate>20261031<', '<EndDate>31/10/2026<', { at: 'payments.period.end' }),
];

export const BREAKING: Readonly<Record<string, readonly Breaking[]>> = {
  'G1.104': ['x'.repeat(51), ' a', 'a ', 'a  b', 'é', ''].map((id) => sold(/<Id>.*<\/Id>/, `<Id>${id}</Id>`, { at: 'id' })),
  'G7.53': ['2026-10-11T08:00:00', '20261011', ''].map((at) => sold('20261011080000', at, { at: 'issuedAt' })),
  'G8.01': [sold('<TypeCode>IN<', '<TypeCode>MO<', { at: 'typeCode' }), paid('<TypeCode>RE<', '<TypeCode> RE<')],
  'G6.29': [sold(/<TransactionsReport>[^]*<\/TransactionsReport>/, '', { at: '' }), paid('<PaymentsReport>', '<TransactionsReport/>$&')],
  'G6.22': ['<Id schemeId="0002">0123</Id>', '<Id schemeId="0238">123</Id>', '<Id schemeId="0238">01234</Id>'].map((id) =>
    sold(PLATFORM, id, { at: 'sender.id' }),
  ),
  'G7.51': [sold('<RoleCode>WK<', '<RoleCode>SE<', { at: 'sender.role' })],
  'G6.26': [
    sold(DECLARANT, '<Id schemeId="0009">100000009</Id><Name>P', { at: 'issuer.id' }),
    sold(DECLARANT, '<Id schemeId="0002">10000000</Id><Name>P'),
  ],
  'G7.52': [sold('<RoleCode>SE<', '<RoleCode>WK<', { at: 'issuer.role' })],
  'G1.05': [
    ...[LONG, ' F1', 'F1 ', 'F  1', 'Fé', ''].map((number) => sold('<ID>F202600101<', `<ID>${number}<`, { at: `${INVOICE}.number` })),
    sold('<ID>F202600099<', '<ID>F#99<', { at: `${INVOICE}.references[0].number` }),
    sold('<ID>F202600098<', '<ID>F#98<', { at: `${INVOICE}.lines[0].reference.number` }),
    paid('<InvoiceID>F202600101<', '<InvoiceID>F#1<', { at: 'payments.invoices[0].number' }),
  ],
  'G1.09': [...dates('2026-10-03'), ...dates(' 20261003'), ...LATE_ENDS, sold('<DueDate>20261103<', '<DueDate><')],
  'G1.36': [...dates('19991231'), ...dates('21000101'), ...EARLY_STARTS, sold('20261011080000', '19991011080000', { at: 'issuedAt' })],
  'G1.10': [
    sold('<CurrencyCode>USD<', '<CurrencyCode>US$<', { at: `${CREDIT}.currency` }),
    sold('<TransactionsCurrency>EUR<', '<TransactionsCurrency>eur<', { at: `${DAY}.currency` }),
    paid('<CurrencyCode>EUR<', '<CurrencyCode>euro<', { at: 'payments.invoices[0].parts[0].currency' }),
    paid(/(<Transactions>[^]*)<CurrencyCode>EUR</, '$1<CurrencyCode>€<', { at: 'payments.days[0].parts[0].currency' }),
  ],
  'G1.14': [
    ...['10.001', '+10.00', '10.', '.50', '123456789012345678.90', '-12345678901234567.89'].map((amount) =>
      sold('<Amount>10.00<', `<Amount>${amount}<`, { at: `${INVOICE}.adjustments[0].amount` }),
    ),
    sold('<TaxExclusiveAmount>1500.00<', '<TaxExclusiveAmount>1500.000<', { at: `${INVOICE}.net` }),
    sold('<TaxAmount CurrencyCode="EUR">100.00<', '<TaxAmount CurrencyCode="EUR">100.000<', { at: `${INVOICE}.vatAmount` }),
    sold('<TaxableAmount>500.00<', '<TaxableAmount>500.000<', { at: `${INVOICE}.vat[1].base` }),
    sold('<TaxAmount>100.00<', '<TaxAmount>100.000<', { at: `${INVOICE}.vat[1].amount` }),
    sold(/(<Line>[^]*)<Amount>10.00</, '$1<Amount>10.000<', { at: `${INVOICE}.lines[0].adjustments[0].amount` }),
    sold('<TaxExclusiveAmount>300.00<', '<TaxExclusiveAmount>300.000<', { at: `${DAY}.net` }),
    sold('<TaxTotal>45.50<', '<TaxTotal>45.500<', { at: `${DAY}.vatAmount` }),
    sold('<TaxableAmount>200.00<', '<TaxableAmount>200.000<', { at: `${DAY}.vat[0].base` }),
    sold('<TaxTotal>40.00<', '<TaxTotal>40.000<', { at: `${DAY}.vat[0].amount` }),
  ],
  'G1.15': ['1.00000', '+15', '1234567890123456.7890', '15.'].map((quantity) =>
    sold('15.0000', quantity, { at: `${INVOICE}.lines[0].quantity` }),
  ),
  'G1.16': [
    ...['-100.00', '100.0000000', '+100', '12345678901234.567890'].map((price) =>
      sold('<PriceAmount>100.00<', `<PriceAmount>${price}<`, { at: `${INVOICE}.lines[0].price` }),
    ),
    sold('<AllowanceChargeAmount>5.00<', '<AllowanceChargeAmount>-5.00<', { at: `${INVOICE}.lines[0].priceDiscount` }),
    sold('<AllowanceChargeBaseAmount>105.00<', '<AllowanceChargeBaseAmount>-105.00<', { at: `${INVOICE}.lines[0].grossPrice` }),
    paid('<Amount>120.000000<', '<Amount>-120.00<', { at: 'payments.invoices[0].parts[0].amount' }),
    paid(/(<Transactions>[^]*)<Amount>10.55</, '$1<Amount>-0.00<', { at: 'payments.days[0].parts[1].amount' }),
  ],
  'G1.24': [
    sold('<TaxPercent>0<', '<TaxPercent>19<', { at: `${INVOICE}.adjustments[0].rate` }),
    sold('<Percent>20<', '<Percent>21<', { at: `${INVOICE}.vat[1].rate` }),
    sold('<TaxPercent>20.00<', '<TaxPercent>20.01<', { at: `${DAY}.vat[0].rate` }),
    paid('<TaxPercent>5.5<', '<TaxPercent>-5.5<', { at: 'payments.invoices[0].parts[1].rate' }),
    paid(/(<Transactions>[^]*)<TaxPercent>20</, '$1<TaxPercent>22<', { at: 'payments.days[0].parts[0].rate' }),
  ],
  'G2.01': [
    sold('<CountryId>FR<', '<CountryId>fr<', { at: `${INVOICE}.seller.country` }),
    sold('<CountryId>DE<', '<CountryId>DEU<', { at: `${INVOICE}.buyer.country` }),
    sold(/(<Delivery>[^]*?)<CountryId>DE</, '$1<CountryId><', { at: `${INVOICE}.deliveries[0].address.country` }),
    sold(/(<Line>[^]*?)<CountryId>DE</, '$1<CountryId> DE<', { at: `${INVOICE}.lines[0].delivery.address.country` }),
  ],
  'G2.31': [
    sold('<TaxCategoryCode>K<', '<TaxCategoryCode>L<', { at: `${INVOICE}.adjustments[0].category` }),
    sold('<Code>S<', '<Code>s<', { at: `${INVOICE}.vat[1].category` }),
  ],
  'G6.27': [
    paid('<CurrencyCode>EUR<', '<CurrencyCode>USD<', { at: 'payments.invoices[0].parts[0].currency' }),
    paid(/(<Transactions>[^]*)<CurrencyCode>EUR</, '$1<CurrencyCode>USD<', { at: 'payments.days[0].parts[0].currency' }),
  ],
  'G6.25': [
    sold('<EndDate>20261010<', '<EndDate>20261001<', { at: 'transactions.period' }),
    sold('<EndDate>20260930<', '<EndDate>20260831<', { at: `${INVOICE}.period` }),
    sold(/(<Line>[^]*?)<EndDate>20260930</, '$1<EndDate>20260901<', { at: `${INVOICE}.lines[0].period` }),
    paid('<EndDate>20261031<', '<EndDate>20261001<', { at: 'payments.period' }),
  ],
  'G1.01': [sold('<TypeCode>380<', '<TypeCode>262<', { at: `${INVOICE}.typeCode` })],
  'G1.02': ['B3', 'S3', 'B8', 'M9', ''].map((process) => sold('<ID>M1<', `<ID>${process}<`, { at: `${INVOICE}.process` })),
  'G1.60': ['386', '500'].map((type) => sold(/<TypeCode>380<([^]*?)<ID>M1</, `<TypeCode>${type}<$1<ID>M4<`, { at: `${INVOICE}.typeCode` })),
  'F10-FACTURE-S1.12': [sold('1p0:ereporting', '1p0:einvoicing', { at: `${INVOICE}.profile` })],
  'F10-FACTURE-P1.11': [sold('<TaxDueDateTypeCode>72<', '<TaxDueDateTypeCode>73<', { at: `${INVOICE}.vatPointCode` })],
  'F10-TRANSAC-P1.11': [sold(/(<Transactions>[^]*)<TaxDueDateTypeCode>72</, '$1<TaxDueDateTypeCode>0<', { at: `${DAY}.vatPointCode` })],
  'G6.21': [sold('<TypeCode>381<', '<TypeCode>380<', { at: `${CREDIT}.vat[0].reasonCode` })],
  'G1.32': [
    sold(/<TypeCode>380<([^]*?)<ReferencedDocument>.*<\/ReferencedDocument>/, '<TypeCode>384<$1', { at: `${INVOICE}.references` }),
    sold(/<TypeCode>380<([^]*?)(<ReferencedDocument>.*<\/ReferencedDocument>)/, '<TypeCode>471<$1$2$2'),
    sold(/<TypeCode>380<([^]*?)<IssueDate>20260930<\/IssueDate>/, '<TypeCode>473<$1'),
    sold(/(<Line><ReferencedDocument><ID>.*?<\/ID>)<IssueDate>.*?<\/IssueDate>/, '$1', { at: `${CREDIT}.references` }),
    sold(/(<Line>)<ReferencedDocument>.*?<\/ReferencedDocument>/, '$1'),
    sold(/<Line><ReferencedDocument>.*?<\/Line>/, '$&<Line/>'),
    sold(/<Line><ReferencedDocument>.*?<\/Line>/, ''),
  ],
  'G6.23': [sold('<TaxAmount CurrencyCode="EUR">0.00<', '<TaxAmount CurrencyCode="USD">0.00<', { at: `${CREDIT}.vatCurrency` })],
  'G1.40': [
    sold(/<TaxExemptionReasonCode>VATEX-FR.*?<\/TaxExemptionReasonCode>/, '', { at: `${CREDIT}.vat[0]` }),
    sold('<TaxExemptionReason>Avoir net de taxe</TaxExemptionReason>', ''),
  ],
  'G1.53': [
    sold('<TaxExclusiveAmount>1500.00<', '<TaxExclusiveAmount>1500.03<', { at: `${INVOICE}.net` }),
    sold('<TaxAmount CurrencyCode="EUR">100.00<', '<TaxAmount CurrencyCode="EUR">99.97<', { at: `${INVOICE}.vatAmount` }),
    sold('<TaxExclusiveAmount>300.00<', '<TaxExclusiveAmount>300.03<', { at: `${DAY}.net` }),
    sold('<TaxTotal>45.50<', '<TaxTotal>-45.50<', { at: `${DAY}.vatAmount` }),
  ],
  'G1.55': ['99.98', '100.02', '0'].map((price) =>
    sold('<PriceAmount>100.00<', `<PriceAmount>${price}<`, { at: `${INVOICE}.lines[0].price` }),
  ),
  'G1.68': [sold('<CategoryCode>TPS1<', '<CategoryCode>TPS2<', { at: `${DAY}.category` })],
  'G6.28': [sold(/<Buyer>[^]*?<\/Buyer>/, '', { at: `${INVOICE}.buyer.id` }), sold(BUYER, '')],
  'G2.19': [
    ...[
      ['0002', '10000000'],
      ['0223', 'D'.repeat(19)],
      ['0227', 'U'.repeat(19)],
      ['0228', '12345678'],
      ['0229', '1234567890'],
      ['0009', '10000000900017'],
      ['', '1'],
    ].flatMap(([scheme = '', value = '']) => [
      sold(SELLER, `<CompanyId schemeId="${scheme}">${value}</CompanyId>`, { at: `${INVOICE}.seller.id` }),
      sold(BUYER, `<CompanyId schemeId="${scheme}">${value}</CompanyId>`, { at: `${INVOICE}.buyer.id` }),
    ]),
  ],
  'G2.33': [
    sold('<TaxRegistrationId qualifyingId="VAT">FR12100000009</TaxRegistrationId>', '', { at: `${INVOICE}.seller.vatId` }),
    sold('<TaxRegistrationId qualifyingId="VAT">DE123456789</TaxRegistrationId>', '', { at: `${INVOICE}.buyer.vatId` }),
    sold('qualifyingId="VAT">FR', 'qualifyingId="FC">FR', { at: `${INVOICE}.seller.vatId` }),
    sold('qualifyingId="VAT">DE', 'qualifyingId="">DE', { at: `${INVOICE}.buyer.vatId` }),
  ],
  'G1.102': [
    sold(
      '<CompanyId schemeId="0002">100000009</CompanyId><TaxRegistrationId qualifyingId="VAT">FR12100000009</TaxRegistrationId></Seller>',
      '<CompanyId schemeId="0227">USEXAMPLE</CompanyId></Seller>',
      { at: `${CREDIT}.seller.vatId` },
    ),
  ],
  'PASS-REPORT-NUMBER-LONG': [
    sold('<ID>F202600101<', `<ID>${'F'.repeat(21)}<`, { at: `${INVOICE}.number` }),
    paid('F202600101', LONG.slice(1)),
  ],
  'PASS-REPORT-VAT-POINT': ['3', '5', '432'].map((code) =>
    sold(/(<Transactions>[^]*)<TaxDueDateTypeCode>72</, `$1<TaxDueDateTypeCode>${code}<`, { at: `${DAY}.vatPointCode` }),
  ),
};
