/** Tracking ids are `documentId@version`; where a platform takes fewer characters the dashes of the UUID are left out. */
import { sha256 } from '../../base/hash.ts';

const SHORT = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(@\d+)$/;

/** The id as this platform is given it. */
export function outgoingTracking(trackingId: string, max: number): string {
  if (trackingId.length <= max) return trackingId;
  const short = trackingId.replaceAll('-', '');
  // beyond any version number that occurs: still the same id for the same parcel, though not readable back
  return short.length <= max ? short : sha256(trackingId).slice(0, max);
}

/** The id as we gave it. */
export function incomingTracking(trackingId: string): string {
  return trackingId.replace(SHORT, '$1-$2-$3-$4-$5$6');
}
