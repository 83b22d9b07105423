/** The closed lists of status messages: words of MDT-2, roles, MDT-88, actions and kinds of data. Status and reason codes are in model. */

/** By message type MDT-77, which comes from a file. */
export type ByType = ReadonlyMap<string, readonly string[]>;

const PARTY_ROLES: readonly string[] = ['BY', 'AB', 'DL', 'SE', 'SR', 'PE', 'PR', 'II', 'IV'];

/** MDT-2. */
export const PROCESS_WORDS: readonly string[] = ['REGULATED', 'NON_REGULATED', 'B2C', 'B2CINT', 'B2BINT', 'OUTOFSCOPE'];

/** MDT-21: who sends the message, by message type MDT-77. */
export const SENDER_ROLES: ByType = new Map([
  ['305', ['WK']],
  ['23', [...PARTY_ROLES, 'WK']],
]);

/** MDT-40: who sets the status, by message type. */
export const ISSUER_ROLES: ByType = new Map([
  ['305', ['WK']],
  ['23', PARTY_ROLES],
]);

/** MDT-59 and MDT-158. */
export const RECIPIENT_ROLES: readonly string[] = [...PARTY_ROLES, 'WK', 'DFH'];

/** MDT-88 by message type; 5 is for statuses that have no code of their own. */
export const ACKNOWLEDGEMENT_CODES: ByType = new Map([
  ['305', ['10', '51', '43', '8', '48']],
  ['23', ['45', '39', '37', '50', '49', '47', '46', '1', '5']],
]);

/** MDT-207. */
export const DATA_CODES: readonly string[] = [
  'MEN',
  'MPA',
  'RAP',
  'ESC',
  'RAB',
  'REM',
  'MAP',
  'MAPTTC',
  'MNA',
  'MNATTC',
  'CBB',
  'DIV',
  'DVA',
  'MAJ',
];

/** Codes of MDT-105 that are no status of an invoice but of a report or a directory record; known, never set by us. */
export const FOREIGN_STATUSES: readonly string[] = ['300', '301', '400', '401'];
