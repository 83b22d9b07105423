/** What each profile writes in BT-24; the rule sets and severities of a profile are in rules/profiles.ts. */
export const PROFILE_NAMES = ['en16931', 'fr-cius', 'fr-extended'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

const CORE = 'urn:cen.eu:en16931:2017';

/** BT-24 by profile. */
export const SPECIFICATIONS: Readonly<Record<ProfileName, string>> = {
  en16931: CORE,
  // the French CIUS keeps the identifier of the core
  'fr-cius': CORE,
  'fr-extended': `${CORE}#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr`,
};

export function isProfileName(name: string): name is ProfileName {
  return (PROFILE_NAMES as readonly string[]).includes(name);
}

/** BT-24 of a profile; a name we do not know writes the core. */
export function specificationOf(profile: string): string {
  return isProfileName(profile) ? SPECIFICATIONS[profile] : CORE;
}
