/** A form's fields as a Resolution, or the key of the sentence that says why they are none. Takes only what is offered. */
import type { Resolution } from '../ports/operator.ts';
import type { Offers } from './resolution-offers.ts';

export const RESOLUTION_KINDS = ['party', 'create-party', 'accept', 'bind', 'ignore', 'refuse'] as const;
export const COMMENT_MAX = 500;
/** Ids of the ERPs we know: numbers, codes, external ids; a pattern for the browser as well. */
export const ERP_ID_PATTERN = '[A-Za-z0-9][A-Za-z0-9_.:\\-]{0,63}';
const ERP_ID = new RegExp(`^${ERP_ID_PATTERN}$`);
/** MDT-113 AUTRE says nothing by itself. */
const SAYS_NOTHING = 'AUTRE';

export type Mistake = 'impossible' | 'confirm' | 'party-id' | 'choice' | 'code' | 'comment';

export function readResolution(fields: Readonly<Record<string, string>>, offers: Offers): Resolution | Mistake {
  const kind = RESOLUTION_KINDS.find((one) => one === fields['kind']);
  switch (kind) {
    case undefined:
      return 'impossible';
    case 'party':
      return readParty(fields, offers);
    case 'create-party':
      return offers.createParty ? { kind } : 'impossible';
    case 'accept':
      return readAcceptance(fields, offers);
    case 'bind':
      return readBinding(fields, offers);
    case 'ignore':
      return fields['confirm'] === 'yes' ? { kind } : 'confirm';
    case 'refuse':
      return readRefusal(fields, offers);
  }
}

function readParty(fields: Readonly<Record<string, string>>, offers: Offers): Resolution | Mistake {
  const party = (fields['party'] ?? '').trim();
  if (offers.parties.some(({ id }) => id === party)) return { kind: 'party', party };
  if (!offers.otherParty) return 'impossible';
  return ERP_ID.test(party) ? { kind: 'party', party } : 'party-id';
}

function readAcceptance(fields: Readonly<Record<string, string>>, offers: Offers): Resolution | Mistake {
  const fault = offers.accept.find(({ rule }) => rule === fields['rule']);
  if (fault === undefined) return 'impossible';
  return fields['confirm'] === 'yes' ? { kind: 'accept', rule: fault.rule } : 'confirm';
}

function readBinding(fields: Readonly<Record<string, string>>, offers: Offers): Resolution | Mistake {
  const offer = offers.bind.find(({ key }) => key === fields['question']);
  if (offer === undefined) return 'impossible';
  const to = (fields['to'] ?? '').trim();
  const { what, by, proposals } = offer.question;
  return proposals?.some(({ id }) => id === to) === true || ERP_ID.test(to) ? { kind: 'bind', what, by, to } : 'choice';
}

function readRefusal(fields: Readonly<Record<string, string>>, offers: Offers): Resolution | Mistake {
  if (offers.refuse.length === 0) return 'impossible';
  const code = offers.refuse.find((one) => one === fields['code']);
  if (code === undefined) return 'code';
  const comment = (fields['comment'] ?? '').trim().slice(0, COMMENT_MAX);
  if (code === SAYS_NOTHING && comment === '') return 'comment';
  return fields['confirm'] === 'yes' ? { kind: 'refuse', code, comment } : 'confirm';
}
