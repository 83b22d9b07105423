/**
 * The library `passerelle/core`: electronic invoices of EN 16931 and of the French reform, read, judged, written and
 * converted by other people's programs. Everything here is a function from values to values: importing it touches no
 * file, network, timer or process, and no function does, but for the tables of a format that are loaded from the
 * package when the first file of it is judged. What is not exported here may change at any time.
 */
export { judgeFile } from './judge-file.ts';
export { FILE_SYNTAXES, JUDGED_PROFILES } from './verdict.ts';
export type { FileSyntax, FileVerdict, JudgedProfileName, JudgeOptions } from './verdict.ts';

export { checkInvoice, checkStructure, explain } from './check-invoice.ts';
export type { CheckOptions } from './check-invoice.ts';
export { isFatal, SEVERITIES } from '../model/fault.ts';
export type { Fault, Severity } from '../model/fault.ts';
export type { Locale, Sentence } from '../messages/messages.ts';

export { listProfiles, listRules } from './rule-book.ts';
export type { ProfileInfo, RuleInfo } from './rule-book.ts';
export type { Artefact, Judging } from '../rules/profiles.ts';

export { parseInvoice, parseStatus } from './parse.ts';
export type { ParsedFile, ParsedStatus, ParseFileOptions } from './parse.ts';
export type { Place, Unread } from '../parse/session.ts';
export type { SyntaxFacts } from '../model/syntax-facts.ts';

export { renderCdar, renderCii, renderFacturx, renderUbl } from './render.ts';
export type { FacturxPageOptions, FacturxPdfOptions, FacturxRenderOptions, RenderedFacturx } from './render.ts';
export { FACTURX_PROFILES } from '../render/facturx/profiles.ts';
export type { FacturxProfileName } from '../render/facturx/profiles.ts';
export type { PageFonts } from '../render/facturx/render-facturx.ts';

export { convert, renderTo } from './convert.ts';
export type { Converted, ConvertTarget, Rendition } from './convert.ts';
export { notCarried } from './not-carried.ts';
export type { NotCarried } from './not-carried.ts';

export { completeInvoice } from './complete.ts';
export type { Completed, CompleteOptions } from './complete.ts';
export type { Derivation } from '../model/derivation.ts';

export {
  absolute,
  add,
  compare,
  dec,
  divide,
  equals,
  formatDecimal,
  isZero,
  multiply,
  negate,
  parseDecimal,
  round,
  subtract,
  sum,
  trim,
  ZERO,
} from '../model/decimal.ts';
export type { Decimal } from '../model/decimal.ts';

export { PROFILE_NAMES, SPECIFICATIONS } from '../model/specification.ts';
export type { ProfileName } from '../model/specification.ts';
export { termAt, termById, TERMS } from '../model/terms.ts';
export type { Term } from '../model/terms.ts';
export type { InstancePath } from '../model/path.ts';
export type {
  Attachment,
  CreditTransfer,
  Delivery,
  ExchangeRate,
  Invoice,
  Note,
  Payment,
  Period,
  PrecedingInvoice,
} from '../model/invoice.ts';
export type { Classification, Item, ItemAttribute, Line, LineDelivery } from '../model/line.ts';
export type { Address, Contact, Identifier, Party } from '../model/party.ts';
export type { AllowanceCharge, LineVat, VatBreakdown } from '../model/tax.ts';
export type { StatedRate, StatedTotals, Totals } from '../model/totals.ts';
export type { StatusCharacteristic, StatusMessage, StatusParty, StatusReason } from '../model/lifecycle.ts';

export { PasserelleError } from '../base/error.ts';
export type { ErrorKind, Where } from '../base/error.ts';
export type { ErrorCode } from '../base/error-catalog.ts';
