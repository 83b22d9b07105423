/**
 * The one function that judges a file: what it is, its structure, and the rules of its profile. Every command and
 * program that judges files goes through it. It completes and corrects nothing, and keeps nothing.
 */
import { openFlow } from '../parse/open-flow.ts';
import { judgeInvoice } from './judge-invoice.ts';
import { judgeReport } from './judge-report.ts';
import { judgeStatus } from './judge-status.ts';
import { notAnInvoice } from './open-invoice.ts';
import type { FileVerdict, JudgeOptions } from './verdict.ts';

/**
 * Judges an invoice (UBL, CII, Factur-X), a status message (CDAR) or an e-reporting message (flux 10). The file may be
 * hostile: size, depth and the number of findings are bounded.
 * @throws PasserelleError XML_INVALID, XML_TOO_LARGE, PDF_* for what cannot be read; XML_UNKNOWN for any other
 * message; CORE_PROFILE when an invoice is to be judged by a profile that is none of invoices
 */
export async function judgeFile(bytes: Uint8Array, options: JudgeOptions = {}): Promise<FileVerdict> {
  const opened = await openFlow(bytes);
  switch (opened.kind) {
    case 'invoice':
      return judgeInvoice(opened, options);
    case 'lifecycle':
      return judgeStatus(opened, options);
    case 'report':
      return judgeReport(opened, options);
    default:
      throw notAnInvoice(opened);
  }
}
