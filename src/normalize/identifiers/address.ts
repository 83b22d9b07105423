/** Electronic addresses: the French forms of scheme 0225, and an address for buyers abroad from what is known of them. */
import type { Identifier } from '../../model/party.ts';

export const ADDRESS_SCHEME = '0225';

/** SIREN, SIREN_SIRET, SIREN_SIRET_ROUTINGCODE or SIREN_SUFFIX. */
export function isFrenchAddress(value: string): boolean {
  return value.length <= 125 && /^\d{9}(?:_[A-Za-z0-9+\-_.]+)?$/.test(value);
}

/** A company's own setting may name a scheme before a colon: `0088:3012345678904`; none means 0225. */
export function addressOf(setting: string): Identifier {
  const match = /^(\d{4}|[A-Z]{2}):(.+)$/.exec(setting);
  return match === null ? { scheme: ADDRESS_SCHEME, value: setting } : { scheme: match[1], value: match[2] as string };
}

/** Schemes of the EAS list that hold a VAT number, by country of the number. */
const VAT_SCHEMES: Readonly<Record<string, string>> = {
  AD: '9922',
  AT: '9914',
  BA: '9924',
  BE: '9925',
  BG: '9926',
  CH: '9927',
  CY: '9928',
  CZ: '9929',
  DE: '9930',
  EE: '9931',
  ES: '9920',
  FI: '0213',
  FR: '9957',
  GB: '9932',
  GR: '9933',
  HR: '9934',
  HU: '9910',
  IE: '9935',
  IT: '0211',
  LI: '9936',
  LT: '9937',
  LU: '9938',
  LV: '9939',
  MC: '9940',
  ME: '9941',
  MK: '9942',
  MT: '9943',
  NL: '9944',
  PL: '9945',
  PT: '9946',
  RO: '9947',
  RS: '9948',
  SI: '9949',
  SK: '9950',
  SM: '9951',
  TR: '9952',
  VA: '9953',
};

export function vatScheme(country: string): string | undefined {
  return VAT_SCHEMES[country];
}
