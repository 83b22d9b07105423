/** A status message (CDAR) → its verdict: structure, what could not be read, and the rules of BR-FR-CDV. */
import { PasserelleError } from '../base/error.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import { readStatusRoot } from '../parse/cdar/parse-status.ts';
import type { OpenedMessage } from '../parse/open-flow.ts';
import { checkStatus, STATUS_PROFILE } from '../rules/check-status.ts';
import { FILE_SEVERITIES } from '../rules/profiles.ts';
import type { XmlElement } from '../xml/element.ts';
import { placed } from './place-faults.ts';
import { judgeStructure } from './judge-structure.ts';
import type { FileVerdict, JudgeOptions } from './verdict.ts';

/** @throws PasserelleError XML_UNKNOWN when it does not speak of one document, though its structure lets it */
export async function judgeStatus({ tree }: OpenedMessage, { judging = 'sending' }: JudgeOptions): Promise<FileVerdict> {
  const structure = await judgeStructure(tree, (_rule, own) => FILE_SEVERITIES[judging][own]);
  const faults = [...structure.faults, ...meaning(tree, structure.faults.length > 0)];
  return {
    syntax: 'cdar',
    profile: STATUS_PROFILE.name,
    artefacts: [...structure.artefacts, ...STATUS_PROFILE.artefacts],
    valid: !faults.some(isFatal),
    faults,
  };
}

/** A message too damaged to be read as a status is told by its structure alone. */
function meaning(tree: XmlElement, damaged: boolean): readonly Fault[] {
  try {
    const { message, faults, places } = readStatusRoot(tree, true);
    return placed([...faults, ...checkStatus(message)], tree.name, () => places);
  } catch (error) {
    if (damaged && error instanceof PasserelleError && error.code === 'XML_UNKNOWN') return [];
    throw error;
  }
}
