/** Gives every fault its place in the file: rules know terms of the invoice, people look for an element. */
import type { Fault } from '../model/fault.ts';
import type { InstancePath } from '../model/path.ts';
import type { Place } from '../parse/session.ts';

export type Places = ReadonlyMap<InstancePath, Place> | undefined;

/**
 * A term that is missing has the place of the group that lacks it, at the last the root. Places are asked for only when
 * there is something to place: most files are valid, and their terms need not be located.
 */
export function placed(faults: readonly Fault[], root: string, placesOf: () => Places): readonly Fault[] {
  if (faults.every(({ file }) => file !== undefined)) return faults;
  const places = placesOf();
  return faults.map((fault) => (fault.file === undefined ? { ...fault, file: placeOf(fault.at[0] ?? '', places) ?? `/${root}` } : fault));
}

/** `seller.address.city`, then `seller.address`, then `seller`. */
function placeOf(at: InstancePath, places: Places): string | undefined {
  let path = at;
  let found = places?.get(path);
  while (found === undefined && path !== '') {
    path = path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));
    found = places?.get(path);
  }
  return found?.xpath;
}
