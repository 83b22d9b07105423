/** The statuses a person can filter by, under the track to which they belong. */
import { STATUS_CODES } from '../model/lifecycle-codes.ts';
import { TRACKS, type Track } from '../model/lifecycle.ts';

export const LIFECYCLE_GROUPS: readonly { readonly track: Track; readonly codes: readonly string[] }[] = TRACKS.map((track) => ({
  track, codes: STATUS_CODES.filter((status) => status.track === track).map((status) => status.code),
}));
