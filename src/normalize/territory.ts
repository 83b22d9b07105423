/** Countries as French VAT and the reform see them. */

/**
 * Codes of France where the reform applies to buyers and VAT is French: metropolitan France and the departments where
 * VAT is levied. Guyane and Mayotte levy none, Monaco and the collectivities are outside: operations with them are
 * reported, not sent as domestic e-invoices.
 */
const DOMESTIC: ReadonlySet<string> = new Set(['FR', 'GP', 'MQ', 'RE']);

/** French territories whose companies have a SIREN though they are outside of the French VAT territory. */
const OVERSEAS: ReadonlySet<string> = new Set(['GF', 'YT', 'PM', 'BL', 'MF', 'WF', 'PF', 'NC', 'TF']);

/** The union of VAT, with Northern Ireland for goods. */
const UNION: ReadonlySet<string> = new Set([
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
  'XI',
]);

export function isDomestic(country: string): boolean {
  return DOMESTIC.has(country);
}

export function isOverseas(country: string): boolean {
  return OVERSEAS.has(country);
}

export function isUnion(country: string): boolean {
  return UNION.has(country);
}
