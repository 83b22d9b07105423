/**
 * Copy detection: a connection remembers who stood at its other end (URL, database name and uuid). When one of these
 * changes, it pauses before anything is read or sent, until an operator confirms: a copy of the database must not send.
 */
import { after, type Road } from '../pipeline/road.ts';

export const COPY_REASON = 'CONNECTOR_COPY';

export function identityFact(connection: string): string {
  return `identity:${connection}`;
}

/** The names of what differs; a fingerprint that is new or no longer readable differs from nothing. */
export function differences(known: Readonly<Record<string, string>>, found: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(known).filter((name) => found[name] !== undefined && found[name] !== known[name]);
}

/** False when the connection was paused as a possible copy. @throws what describe() throws */
export async function verifyIdentity(connection: string, road: Road): Promise<boolean> {
  const connector = road.connector(connection);
  if (connector === null) return false;
  const description = await connector.describe();
  await road.described(connection, description);
  const { fingerprints } = description;
  const known = (await road.store.facts.get(identityFact(connection))) as Readonly<Record<string, string>> | null;
  if (known === null) {
    await road.store.facts.set(identityFact(connection), fingerprints);
    return true;
  }
  const changed = differences(known, fingerprints);
  if (changed.length === 0) return true;
  await road.store.lanes.pause(
    connection,
    null,
    `${COPY_REASON}: ${changed.map((name) => `${name} was ${known[name]}, is ${fingerprints[name]}`).join('; ')}`,
  );
  road.log.error('connection.possible-copy', { connection, changed });
  return false;
}

export interface IdentityWatch {
  /** At the start: the connection is trusted only once its other end was looked at. Never throws. */
  begin(connection: string): Promise<void>;
  /** Looks when it is time to; false while the connection is paused as a possible copy. @throws what describe() throws */
  ensure(connection: string): Promise<boolean>;
}

const LOOK_AGAIN_MS = 3_600_000;

/** Once per process before anything is read or sent, and again every hour. */
export function watchIdentity(road: Road): IdentityWatch {
  const looked = new Map<string, string>();
  const ensure = async (connection: string): Promise<boolean> => {
    const last = looked.get(connection);
    if (last !== undefined && after(last, LOOK_AGAIN_MS) > road.clock.now() && road.trusted(connection)) return true;
    const known = await verifyIdentity(connection, road);
    road.trust(connection, known);
    if (known) looked.set(connection, road.clock.now());
    return known;
  };
  return {
    ensure,
    async begin(connection) {
      road.trust(connection, false);
      try {
        await ensure(connection);
      } catch (error) {
        // an ERP that is down now is looked at by its next poll
        road.log.warn('connection.not-verified', { connection, error });
      }
    },
  };
}

/** An operator says that the other end is the right one; false when it was known already. */
export async function confirmIdentity(connection: string, road: Road): Promise<boolean> {
  const connector = road.connector(connection);
  if (connector === null) return false;
  const { fingerprints } = await connector.describe();
  const known = (await road.store.facts.get(identityFact(connection))) as Readonly<Record<string, string>> | null;
  await road.store.facts.set(identityFact(connection), fingerprints);
  await road.store.lanes.resume(connection);
  return known === null || differences(known, fingerprints).length > 0;
}
