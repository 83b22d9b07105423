/** E-reporting messages that break no rule and hold every element of the schema: transactions and payments. Fictitious companies. */

function message(type: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Report>
  <ReportDocument>
    <Id>100000009_2026-10 SE+1/a</Id>
    <Name>Ventes du 1 au 10 octobre</Name>
    <IssueDateTime><DateTimeString>20261011080000</DateTimeString></IssueDateTime>
    <TypeCode>${type}</TypeCode>
    <Sender>
      <Id schemeId="0238">0123</Id><Name>Plateforme de démonstration</Name><RoleCode>WK</RoleCode>
      <URIUniversalCommunication><URIID>urn:demo:plateforme</URIID></URIUniversalCommunication>
    </Sender>
    <Issuer>
      <Id schemeId="0002">100000009</Id><Name>Passerelle Démo SAS</Name><RoleCode>SE</RoleCode>
      <URIUniversalCommunication><URIID>urn:demo:societe</URIID></URIUniversalCommunication>
    </Issuer>
  </ReportDocument>
${content}
</Report>
`;
}

const SELLER = `<Seller>
        <CompanyId schemeId="0002">100000009</CompanyId><TaxRegistrationId qualifyingId="VAT">FR12100000009</TaxRegistrationId>
        <PostalAddress><CountryId>FR</CountryId></PostalAddress>
      </Seller>`;
const BUYER = `<Buyer>
        <CompanyId schemeId="0223">DE123456789</CompanyId><TaxRegistrationId qualifyingId="VAT">DE123456789</TaxRegistrationId>
        <PostalAddress><CountryId>DE</CountryId></PostalAddress>
      </Buyer>`;

const INVOICE = `<Invoice>
      <ID>F202600101</ID><IssueDate>20261003</IssueDate><TypeCode>380</TypeCode><CurrencyCode>EUR</CurrencyCode>
      <DueDate>20261103</DueDate><TaxDueDateTypeCode>72</TaxDueDateTypeCode>
      <IncludedNote><Subject>TXD</Subject><Content>Autoliquidation</Content></IncludedNote>
      <BusinessProcess><ID>M1</ID><TypeID>urn.cpro.gouv.fr:1p0:ereporting</TypeID></BusinessProcess>
      <ReferencedDocument><ID>F202600099</ID><IssueDate>20260930</IssueDate></ReferencedDocument>
      ${SELLER}
      ${BUYER}
      <SellerTaxRepresentative><TaxRegistrationId schemeId="VAT">FR61200000008</TaxRegistrationId></SellerTaxRepresentative>
      <Delivery>
        <Date>20261002</Date>
        <Location>
          <LineOne>1 Musterweg</LineOne><LineTwo>Tor 2</LineTwo><LineThree>Halle 3</LineThree><CityName>Musterstadt</CityName>
          <PostalZone>00000</PostalZone><CountrySubentity>Muster</CountrySubentity><CountryId>DE</CountryId>
        </Location>
      </Delivery>
      <InvoicePeriod><StartDate>20260901</StartDate><EndDate>20260930</EndDate></InvoicePeriod>
      <AllowanceCharge ChargeIndicator="false">
        <Amount>10.00</Amount><TaxCategoryCode>K</TaxCategoryCode><TaxPercent>0</TaxPercent>
      </AllowanceCharge>
      <MonetaryTotal><TaxExclusiveAmount>1500.00</TaxExclusiveAmount><TaxAmount CurrencyCode="EUR">100.00</TaxAmount></MonetaryTotal>
      <TaxSubTotal>
        <TaxableAmount>1000.00</TaxableAmount><TaxAmount>0.00</TaxAmount>
        <TaxCategory>
          <Code>K</Code><Percent>0</Percent><TaxExemptionReason>Livraison intracommunautaire</TaxExemptionReason>
          <TaxExemptionReasonCode>VATEX-EU-IC</TaxExemptionReasonCode>
        </TaxCategory>
      </TaxSubTotal>
      <TaxSubTotal>
        <TaxableAmount>500.00</TaxableAmount><TaxAmount>100.00</TaxAmount><TaxCategory><Code>S</Code><Percent>20</Percent></TaxCategory>
      </TaxSubTotal>
      <Line>
        <Note><Code>AAI</Code><Comment>Lot 4</Comment></Note>
        <BilledQuantity UnitCode="C62">15.0000</BilledQuantity>
        <ReferencedDocument><ID>F202600098</ID><IssueDate>20260929</IssueDate></ReferencedDocument>
        <Delivery>
          <Name>Halle 3</Name>
          <Location>
            <LineOne>1 Musterweg</LineOne><CityName>Musterstadt</CityName><PostalZone>00000</PostalZone>
            <CountrySubentity>Muster</CountrySubentity><CountryId>DE</CountryId>
          </Location>
        </Delivery>
        <InvoicePeriod><StartDate>20260901</StartDate><EndDate>20260930</EndDate></InvoicePeriod>
        <AllowanceCharge ChargeIndicator="true"><Amount>10.00</Amount></AllowanceCharge>
        <Price>
          <PriceAmount>100.00</PriceAmount><AllowanceChargeAmount>5.00</AllowanceChargeAmount>
          <AllowanceChargeBaseAmount>105.00</AllowanceChargeBaseAmount>
        </Price>
        <Product><Name>Presse-papiers</Name></Product>
      </Line>
    </Invoice>`;

const CREDIT_NOTE = `<Invoice>
      <ID>A202600102</ID><IssueDate>20261004</IssueDate><TypeCode>381</TypeCode><CurrencyCode>USD</CurrencyCode>
      <BusinessProcess><ID>S1</ID><TypeID>urn.cpro.gouv.fr:1p0:ereporting</TypeID></BusinessProcess>
      <Seller><CompanyId schemeId="0002">100000009</CompanyId><TaxRegistrationId qualifyingId="VAT">FR12100000009</TaxRegistrationId></Seller>
      <Buyer><CompanyId schemeId="0227">USEXAMPLE CORPORAT</CompanyId></Buyer>
      <MonetaryTotal><TaxAmount CurrencyCode="EUR">0.00</TaxAmount></MonetaryTotal>
      <TaxSubTotal>
        <TaxableAmount>-1000.00</TaxableAmount><TaxAmount>0.00</TaxAmount>
        <TaxCategory>
          <Code>E</Code><Percent>0.0</Percent><TaxExemptionReason>Avoir net de taxe</TaxExemptionReason>
          <TaxExemptionReasonCode>VATEX-FR-CNWVAT</TaxExemptionReasonCode>
        </TaxCategory>
      </TaxSubTotal>
      <Line><ReferencedDocument><ID>F202600098</ID><IssueDate>20260929</IssueDate></ReferencedDocument></Line>
    </Invoice>`;

const TRANSACTIONS = `<Transactions>
      <Date>20261001</Date><TransactionsCurrency>EUR</TransactionsCurrency><TaxDueDateTypeCode>72</TaxDueDateTypeCode>
      <CategoryCode>TPS1</CategoryCode><TaxExclusiveAmount>300.00</TaxExclusiveAmount><TaxTotal>45.50</TaxTotal>
      <TransactionsCount>14</TransactionsCount>
      <TaxSubtotal><TaxPercent>20.00</TaxPercent><TaxableAmount>200.00</TaxableAmount><TaxTotal>40.00</TaxTotal></TaxSubtotal>
      <TaxSubtotal><TaxPercent>5.5</TaxPercent><TaxableAmount>100.00</TaxableAmount><TaxTotal>5.50</TaxTotal></TaxSubtotal>
    </Transactions>`;

const SUBTOTALS = `<SubTotals><TaxPercent>20</TaxPercent><CurrencyCode>EUR</CurrencyCode><Amount>120.000000</Amount></SubTotals>
        <SubTotals><TaxPercent>5.5</TaxPercent><Amount>10.55</Amount></SubTotals>`;

/** A period of transactions: invoices of international trade (10.1) and totals of a day (10.3). */
export const TRANSACTIONS_XML = message(
  'IN',
  `  <TransactionsReport>
    <ReportPeriod><StartDate>20261001</StartDate><EndDate>20261010</EndDate></ReportPeriod>
    ${INVOICE}
    ${CREDIT_NOTE}
    ${TRANSACTIONS}
  </TransactionsReport>`,
);

/** A period of payments: of invoices (10.2) and of a day (10.4). */
export const PAYMENTS_XML = message(
  'RE',
  `  <PaymentsReport>
    <ReportPeriod><StartDate>20261001</StartDate><EndDate>20261031</EndDate></ReportPeriod>
    <Invoice>
      <InvoiceID>F202600101</InvoiceID><IssueDate>20261003</IssueDate>
      <Payment><Date>20261020</Date>
        ${SUBTOTALS}
      </Payment>
    </Invoice>
    <Transactions>
      <Payment><Date>20261021</Date>
        ${SUBTOTALS}
      </Payment>
    </Transactions>
  </PaymentsReport>`,
);

export const REPORT_BYTES: readonly Uint8Array[] = [TRANSACTIONS_XML, PAYMENTS_XML].map((xml) => new TextEncoder().encode(xml));
