/** VAT numbers: compact form, the French key, and the SIREN inside a French number. */
import { isSiren } from './siren.ts';

/** Letters and digits only, upper case: how BT-31, BT-48 and BT-63 are written. */
export function compactVat(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-Z+*]/g, '');
}

/** Key of a French number = (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVatOf(siren: string): string {
  const key = (12n + 3n * (BigInt(siren) % 97n)) % 97n;
  return `FR${key.toString().padStart(2, '0')}${siren}`;
}

/** The SIREN of a French VAT number, or null. Numbers with a key of letters exist (non-residents) and are accepted. */
export function sirenOfVat(vatId: string): string | null {
  const match = /^FR([0-9A-Z]{2})(\d{9})$/.exec(vatId);
  const siren = match?.[2];
  return siren !== undefined && isSiren(siren) ? siren : null;
}

export function isFrenchVat(vatId: string): boolean {
  const siren = sirenOfVat(vatId);
  if (siren === null) return false;
  return !/^FR\d\d/.test(vatId) || frenchVatOf(siren) === vatId;
}

/** Prefix of the number: the country, EL for Greece. */
export function vatCountry(vatId: string): string | null {
  const prefix = /^[A-Z]{2}/.exec(vatId)?.[0];
  return prefix === undefined ? null : prefix === 'EL' ? 'GR' : prefix;
}
