/**
 * Countries that invoices from France and Tunisia really go to and come from, by name; others stay codes. Not from Intl,
 * whose names change with the version of Node: the same invoice must give the same bytes.
 */
import type { PageLocale } from './words.ts';

/** ISO 3166-1, alpha-2. */
const COUNTRIES: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  AT: ['Autriche', 'Austria'],
  BE: ['Belgique', 'Belgium'],
  BG: ['Bulgarie', 'Bulgaria'],
  CA: ['Canada', 'Canada'],
  CH: ['Suisse', 'Switzerland'],
  CI: ['Côte d’Ivoire', 'Côte d’Ivoire'],
  CN: ['Chine', 'China'],
  CY: ['Chypre', 'Cyprus'],
  CZ: ['Tchéquie', 'Czechia'],
  DE: ['Allemagne', 'Germany'],
  DK: ['Danemark', 'Denmark'],
  DZ: ['Algérie', 'Algeria'],
  EE: ['Estonie', 'Estonia'],
  ES: ['Espagne', 'Spain'],
  FI: ['Finlande', 'Finland'],
  FR: ['France', 'France'],
  GB: ['Royaume-Uni', 'United Kingdom'],
  GF: ['Guyane', 'French Guiana'],
  GP: ['Guadeloupe', 'Guadeloupe'],
  GR: ['Grèce', 'Greece'],
  HR: ['Croatie', 'Croatia'],
  HU: ['Hongrie', 'Hungary'],
  IE: ['Irlande', 'Ireland'],
  IT: ['Italie', 'Italy'],
  JP: ['Japon', 'Japan'],
  LT: ['Lituanie', 'Lithuania'],
  LU: ['Luxembourg', 'Luxembourg'],
  LV: ['Lettonie', 'Latvia'],
  LY: ['Libye', 'Libya'],
  MA: ['Maroc', 'Morocco'],
  MC: ['Monaco', 'Monaco'],
  MQ: ['Martinique', 'Martinique'],
  MT: ['Malte', 'Malta'],
  NC: ['Nouvelle-Calédonie', 'New Caledonia'],
  NL: ['Pays-Bas', 'Netherlands'],
  NO: ['Norvège', 'Norway'],
  PF: ['Polynésie française', 'French Polynesia'],
  PL: ['Pologne', 'Poland'],
  PT: ['Portugal', 'Portugal'],
  RE: ['La Réunion', 'Réunion'],
  RO: ['Roumanie', 'Romania'],
  SE: ['Suède', 'Sweden'],
  SI: ['Slovénie', 'Slovenia'],
  SK: ['Slovaquie', 'Slovakia'],
  SN: ['Sénégal', 'Senegal'],
  TN: ['Tunisie', 'Tunisia'],
  TR: ['Turquie', 'Türkiye'],
  US: ['États-Unis', 'United States'],
  YT: ['Mayotte', 'Mayotte'],
};

export function countryName(code: string | undefined, locale: PageLocale): string | undefined {
  const known = COUNTRIES[(code ?? '').trim()];
  return known === undefined ? code : known[locale === 'fr' ? 0 : 1];
}
