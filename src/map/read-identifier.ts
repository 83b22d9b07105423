/** How French and European identifiers are read out of ERP fields; control keys are checked, nothing is completed. */
import type { Identifier } from '../model/party.ts';

/** Scheme of the SIREN and of the SIRET in ISO 6523. */
const SIREN_SCHEME = '0002';
const SIRET_SCHEME = '0009';

/** Also out of a SIRET or a French VAT number, whose last nine digits are the SIREN. */
export function asSiren(text: string): Identifier | undefined {
  const compact = text.replace(/[\s.\u00a0-]/g, '').toUpperCase();
  const value = /^\d{9}$/.test(compact) ? compact : sirenInside(compact);
  return value !== undefined && luhn(value) ? { value, scheme: SIREN_SCHEME } : undefined;
}

function sirenInside(compact: string): string | undefined {
  if (/^\d{14}$/.test(compact)) return isSiret(compact) ? compact.slice(0, 9) : undefined;
  return /^FR[0-9A-HJ-NP-Z]{2}(\d{9})$/.exec(compact)?.[1];
}

export function asSiret(text: string): Identifier | undefined {
  const value = text.replace(/[\s.\u00a0-]/g, '');
  return isSiret(value) ? { value, scheme: SIRET_SCHEME } : undefined;
}

/** The establishments of La Poste (356000000) follow their own key: the sum of the digits is a multiple of 5. */
function isSiret(value: string): boolean {
  if (!/^\d{14}$/.test(value) || !luhn(value.slice(0, 9))) return false;
  if (luhn(value)) return true;
  return (
    value.startsWith('356000000') && [...value].reduce((sum, digit) => sum + digit.charCodeAt(0) - 48, 0) % 5 === 0
  );
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const weighted = index % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** With its country prefix; whether the country's own key holds is for the rules to say. */
export function asVat(text: string): string | undefined {
  // Switzerland writes the name of its tax behind the number, in each of its languages
  const value = text.replace(/[\s.\u00a0-]/g, '').toUpperCase().replace(/^(CHE\d{9})(?:MWST|TVA|IVA)$/, '$1');
  return /^[A-Z]{2}[A-Z0-9+*]{2,13}$/.test(value) ? value : undefined;
}

/** BT-84 also takes account numbers that are no IBAN; something shaped like an IBAN must have the right key. */
export function asIban(text: string): string | undefined {
  const value = text.replace(/[\s\u00a0]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(value)) return /^[A-Z0-9-]{4,34}$/.test(value) ? value : undefined;
  const digits = `${value.slice(4)}${value.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n ? value : undefined;
}
