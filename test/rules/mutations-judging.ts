/** One file judged whole, as `validate` does it for a sender and for a receiver; a refusal is an answer too. */
import { PasserelleError } from '../../src/base/error.ts';
import type { Fault } from '../../src/model/fault.ts';
import { readStatus } from '../../src/parse/cdar/parse-status.ts';
import { readReportRoot } from '../../src/parse/flux10/parse-report.ts';
import { isInvoiceRoot, parseInvoiceRoot } from '../../src/parse/parse-invoice.ts';
import { checkReport } from '../../src/rules/check-report.ts';
import { checkStatus } from '../../src/rules/check-status.ts';
import { check } from '../../src/rules/check.ts';
import { JUDGING, profileSaid } from '../../src/rules/profiles.ts';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { readXml } from '../../src/xml/reader.ts';

export interface Judged {
  /** Why the file is not read as XML: the code and sentence of the refusal. */
  readonly refused?: string;
  /** undefined: no message that has a table. */
  readonly structure?: readonly Fault[];
  readonly findings: readonly Fault[];
  readonly unread: number;
  /** Elements and attributes. */
  readonly nodes: number;
}

const READ_REFUSALS = ['XML_INVALID', 'XML_TOO_LARGE'];

/** @throws whatever is no refusal: that is a crash */
export async function judged(bytes: Uint8Array): Promise<Judged> {
  let root: XmlElement;
  try {
    root = readXml(bytes);
  } catch (error) {
    return { refused: refusal(error, READ_REFUSALS), findings: [], unread: 0, nodes: 0 };
  }
  const known = await structureOf(root.name);
  const structure = known === undefined ? {} : { structure: checkStructure(root, known) };
  return { ...structure, ...meaningOf(root, bytes), nodes: nodesOf(root) };
}

function meaningOf(root: XmlElement, bytes: Uint8Array): Pick<Judged, 'findings' | 'unread'> {
  if (isInvoiceRoot(root)) {
    const { invoice, facts, faults, unread } = parseInvoiceRoot(root, false);
    const profile = profileSaid(invoice.specification);
    const found = JUDGING.flatMap((judging) => check(invoice, profile, facts, judging));
    return { findings: [...faults, ...found], unread: unread.length };
  }
  if (root.name === 'Report') {
    const { report, faults, unread } = readReportRoot(root, false);
    return { findings: [...faults, ...checkReport(report)], unread: unread.length };
  }
  try {
    const { message, faults, unread } = readStatus(bytes);
    return { findings: [...faults, ...checkStatus(message)], unread: unread.length };
  } catch (error) {
    refusal(error, ['XML_UNKNOWN']);
    return { findings: [], unread: 0 };
  }
}

function refusal(error: unknown, codes: readonly string[]): string {
  if (error instanceof PasserelleError && codes.includes(error.code)) return `${error.code} ${error.message}`;
  throw error;
}

function nodesOf(root: XmlElement): number {
  let count = 0;
  const left = [root];
  for (let element = left.pop(); element !== undefined; element = left.pop()) {
    count += 1 + element.attributes.length;
    left.push(...element.children);
  }
  return count;
}
