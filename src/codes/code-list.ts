/**
 * Every code list by name, with where it came from. The lists are data (lists/*.json); nothing here knows a rule.
 */
import eas from './lists/eas.json' with { type: 'json' };
import frAttachmentKinds from './lists/fr-attachment-kinds.json' with { type: 'json' };
import frBusinessProcesses from './lists/fr-business-processes.json' with { type: 'json' };
import frDocumentTypes from './lists/fr-document-types.json' with { type: 'json' };
import frProcessingNotes from './lists/fr-processing-notes.json' with { type: 'json' };
import frReportBusinessProcesses from './lists/fr-report-business-processes.json' with { type: 'json' };
import frReportDocumentTypes from './lists/fr-report-document-types.json' with { type: 'json' };
import frReportIdentifierSchemes from './lists/fr-report-identifier-schemes.json' with { type: 'json' };
import frReportVatPointCodes from './lists/fr-report-vat-point-codes.json' with { type: 'json' };
import frTransactionCategories from './lists/fr-transaction-categories.json' with { type: 'json' };
import frVatCategories from './lists/fr-vat-categories.json' with { type: 'json' };
import frVatRates from './lists/fr-vat-rates.json' with { type: 'json' };
import incoterms from './lists/incoterms.json' with { type: 'json' };
import iso3166 from './lists/iso-3166-1.json' with { type: 'json' };
import iso4217 from './lists/iso-4217.json' with { type: 'json' };
import iso6523 from './lists/iso-6523.json' with { type: 'json' };
import mime from './lists/mime.json' with { type: 'json' };
import unece20 from './lists/unece-rec-20.json' with { type: 'json' };
import untdid1001 from './lists/untdid-1001.json' with { type: 'json' };
import untdid1001CreditNote from './lists/untdid-1001-credit-note.json' with { type: 'json' };
import untdid1001Invoice from './lists/untdid-1001-invoice.json' with { type: 'json' };
import untdid1153 from './lists/untdid-1153.json' with { type: 'json' };
import untdid2005 from './lists/untdid-2005.json' with { type: 'json' };
import untdid4451 from './lists/untdid-4451.json' with { type: 'json' };
import untdid4461 from './lists/untdid-4461.json' with { type: 'json' };
import untdid5153 from './lists/untdid-5153.json' with { type: 'json' };
import untdid5189 from './lists/untdid-5189.json' with { type: 'json' };
import untdid5305 from './lists/untdid-5305.json' with { type: 'json' };
import untdid6313 from './lists/untdid-6313.json' with { type: 'json' };
import untdid7143 from './lists/untdid-7143.json' with { type: 'json' };
import untdid7161 from './lists/untdid-7161.json' with { type: 'json' };
import vatex from './lists/vatex.json' with { type: 'json' };

export interface CodeList {
  readonly name: string;
  readonly title: string;
  readonly agency: string;
  readonly version: string;
  readonly source: string;
  readonly retrieved: string;
  readonly codes: readonly string[];
}

export const CODE_LISTS = {
  eas,
  'fr-attachment-kinds': frAttachmentKinds,
  'fr-business-processes': frBusinessProcesses,
  'fr-document-types': frDocumentTypes,
  'fr-processing-notes': frProcessingNotes,
  'fr-report-business-processes': frReportBusinessProcesses,
  'fr-report-document-types': frReportDocumentTypes,
  'fr-report-identifier-schemes': frReportIdentifierSchemes,
  'fr-report-vat-point-codes': frReportVatPointCodes,
  'fr-transaction-categories': frTransactionCategories,
  'fr-vat-categories': frVatCategories,
  'fr-vat-rates': frVatRates,
  incoterms,
  'iso-3166-1': iso3166,
  'iso-4217': iso4217,
  'iso-6523': iso6523,
  mime,
  'unece-rec-20': unece20,
  'untdid-1001': untdid1001,
  'untdid-1001-credit-note': untdid1001CreditNote,
  'untdid-1001-invoice': untdid1001Invoice,
  'untdid-1153': untdid1153,
  'untdid-2005': untdid2005,
  'untdid-4451': untdid4451,
  'untdid-4461': untdid4461,
  'untdid-5153': untdid5153,
  'untdid-5189': untdid5189,
  'untdid-5305': untdid5305,
  'untdid-6313': untdid6313,
  'untdid-7143': untdid7143,
  'untdid-7161': untdid7161,
  vatex,
} as const satisfies Readonly<Record<string, CodeList>>;

export type CodeListName = keyof typeof CODE_LISTS;

const SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(CODE_LISTS).map(([name, list]) => [name, new Set<string>(list.codes)]),
);

export function isCodeListName(name: string): name is CodeListName {
  return SETS.has(name);
}

/** True when the list holds exactly this code (case matters, as it does in the norms). */
export function isCode(list: CodeListName, code: string): boolean {
  return SETS.get(list)?.has(code) ?? false;
}
