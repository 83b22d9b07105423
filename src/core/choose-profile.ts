/** Which rules judge an invoice: those asked for, else those that it names itself. */
import { PasserelleError } from '../base/error.ts';
import type { Invoice } from '../model/invoice.ts';
import { ALL_PROFILES, profileNamed, profileSaid, type Profile } from '../rules/profiles.ts';

/** @throws PasserelleError CORE_PROFILE when no invoice can be judged by a profile of this name */
export function chooseProfile(asked: string | undefined, { specification }: Invoice): Profile {
  if (asked === undefined) return profileSaid(specification);
  const profile = profileNamed(asked);
  if (profile !== undefined) return profile;
  const names = ALL_PROFILES.map(({ name }) => name).join(', ');
  throw new PasserelleError('CORE_PROFILE', `no invoice is judged by a profile ${asked.slice(0, 60)}: expected one of ${names}`);
}
