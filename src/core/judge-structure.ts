/**
 * The verdict of the schema on a file, with the severity that the profile gives it. UBL elements that EN 16931 does not
 * use are legal here: the syntax binding (UBL-CR) warns of them. A breach of the schema forbids to send, for a network
 * refuses such a file before it looks at any rule. A receiver cannot mend the file of a supplier and is warned, as with
 * the syntax binding: what stood in the wrong place is listed as unread, and if the invoice then lacks what it needs, the
 * rules say so as errors of their own.
 */
import type { Fault, Severity } from '../model/fault.ts';
import { checkStructure } from '../rules/structure/check-structure.ts';
import { structureOf } from '../rules/structure/structure.ts';
import type { Artefact } from '../rules/profiles.ts';
import type { XmlElement } from '../xml/element.ts';

export type SeverityOf = (rule: string, own: Severity) => Severity | 'off';

export interface StructureVerdict {
  readonly faults: readonly Fault[];
  readonly artefacts: readonly Artefact[];
}

const UBL: Artefact = { name: 'OASIS UBL schemas', version: '2.1' };

/** The schemas that the tables were written from, by root element. */
const SCHEMAS: Readonly<Record<string, Artefact>> = {
  'ubl:Invoice': UBL,
  'cn:CreditNote': UBL,
  'rsm:CrossIndustryInvoice': { name: 'UN/CEFACT CrossIndustryInvoice schema', version: 'D22B' },
  'cdar:CrossDomainAcknowledgementAndResponse': { name: 'UN/CEFACT CrossDomainAcknowledgementAndResponse schema', version: 'D22B' },
  Report: { name: 'DGFiP flux 10 schema', version: '1.0' },
};

/** A message without a table has no faults and names no schema. */
export async function judgeStructure(root: XmlElement, severityOf: SeverityOf): Promise<StructureVerdict> {
  const structure = await structureOf(root.name);
  const schema = SCHEMAS[root.name];
  if (structure === undefined || schema === undefined) return { faults: [], artefacts: [] };
  const faults = checkStructure(root, structure).flatMap((fault): readonly Fault[] => {
    const severity = severityOf(fault.rule, fault.severity);
    return severity === 'off' ? [] : [{ ...fault, severity }];
  });
  return { faults, artefacts: [schema] };
}
