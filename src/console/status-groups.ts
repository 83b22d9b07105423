/** The statuses a person can filter by, under the track to which they belong. Codes: XP Z12-012, as in model/lifecycle.ts. */
import type { Track } from '../model/lifecycle.ts';

export const LIFECYCLE_GROUPS: readonly { readonly track: Track; readonly codes: readonly string[] }[] = [
  { track: 'transport', codes: ['200', '201', '202', '203', '213', '221'] },
  { track: 'treatment', codes: ['204', '205', '206', '207', '208', '209', '210', '214', '220'] },
  { track: 'payment', codes: ['211', '212'] },
  { track: 'assignment', codes: ['224', '225', '226', '227', '228'] },
  { track: 'authority', codes: ['250', '251', '500', '501', '601'] },
];
