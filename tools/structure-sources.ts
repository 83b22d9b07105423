/** The schemas that structure-tables.ts writes tables from, and where they come from. */
export interface Source {
  readonly table: string;
  readonly schema: string;
  readonly source: string;
  readonly licence: string;
  readonly folder: string;
  readonly files: RegExp;
  readonly roots: readonly string[];
  /** Group → elements whose content, place and presence are not judged. */
  readonly unjudged?: Readonly<Record<string, readonly string[]>>;
}

const UNECE = 'UN/CEFACT, published for free use; the table is a description of it, not a copy';

export const SOURCES: readonly Source[] = [
  {
    table: 'ubl',
    schema: 'UBL 2.1 Invoice and CreditNote; the content of extensions is judged where UBL declares it, signatures are not',
    source: 'http://docs.oasis-open.org/ubl/os-UBL-2.1/',
    licence: 'OASIS UBL 2.1, copyright OASIS Open 2013; derived works that explain it are permitted with this notice',
    folder: 'xsd/ubl-2.1',
    files:
      /UBL-(Invoice|CreditNote|Common(Aggregate|Basic|Extension)Components|ExtensionContentDataType|(Unq|Q)ualifiedDataTypes)-2\.1\.xsd$|CCTS_CCT/,
    roots: ['ubl:Invoice', 'cn:CreditNote'],
  },
  {
    table: 'cii',
    schema: 'CrossIndustryInvoice D22B, uncoupled from its code lists; unjudged: what only D16B (EN 16931 subset) allows',
    source: 'https://unece.org/trade/uncefact/xml-schemas',
    licence: UNECE,
    folder: 'xsd/cii-d22b',
    files: /D22B(_urn_un_unece_uncefact_data_standard_.*)?\.xsd$/,
    roots: ['rsm:CrossIndustryInvoice'],
    // D16B has the same namespaces: nothing in a file tells which of the two it was written by
    unjudged: {
      BasicWorkItem: ['ram:IndexValue', 'ram:ReferenceFileBinaryObject', 'ram:StatusCode', 'ram:SubordinateBasicWorkItem'],
      LogisticsLocation: ['ram:TypeCode'],
      LogisticsServiceCharge: ['ram:PaymentArrangementCode'],
      SupplyChainConsignment: ['ram:NetWeightMeasure'],
      SupplyChainConsignmentItem: ['ram:NetWeightMeasure'],
      TradeSettlementFinancialCard: ['ram:ValidFromDateTime'],
      WorkItemQuantityAnalysis: ['ram:StatusCode'],
    },
  },
  {
    table: 'cdar',
    schema: 'CrossDomainAcknowledgementAndResponse D22B, uncoupled from its code lists',
    source: 'https://unece.org/trade/uncefact/xml-schemas',
    licence: UNECE,
    folder: 'fr/cdar-xsd',
    files: /D22B(_urn_un_unece_uncefact_data_standard_.*)?\.xsd$/,
    roots: ['cdar:CrossDomainAcknowledgementAndResponse'],
  },
  {
    table: 'report',
    schema: 'e-reporting message of the French reform (flux 10), schema 1.0',
    source: 'https://www.impots.gouv.fr/specifications-externes-b2b',
    licence: 'DGFiP and AIFE, published for free use; the table is a description of it, not a copy',
    folder: 'fr/flux10-xsd',
    files: /\.xsd$/,
    roots: ['Report'],
  },
];
