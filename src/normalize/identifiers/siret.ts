/** SIRET: the SIREN and five digits of the establishment (NIC), with a Luhn check over all fourteen. */
import { passesLuhn } from './luhn.ts';
import { isSiren } from './siren.ts';

export const SIRET_SCHEME = '0009';

/** La Poste has more establishments than check digits: its sum of digits is a multiple of five instead. */
const LA_POSTE = '356000000';

export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || !isSiren(text.slice(0, 9))) return false;
  if (passesLuhn(text)) return true;
  return text.startsWith(LA_POSTE) && [...text].reduce((sum, digit) => sum + digit.charCodeAt(0) - 48, 0) % 5 === 0;
}

/** The SIREN is the beginning of the SIRET, never its end (the NIC). */
export function sirenOfSiret(siret: string): string {
  return siret.slice(0, 9);
}
