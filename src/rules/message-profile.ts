/** The one profile of a kind of message that is no invoice. */
import type { Artefact } from './profiles.ts';

export interface MessageProfile<Name extends string> {
  readonly name: Name;
  readonly title: string;
  /** The official artefacts whose verdicts its rules give. */
  readonly artefacts: readonly Artefact[];
}
