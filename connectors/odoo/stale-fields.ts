/**
 * An upgrade or an uninstalled module changes the fields of a running Odoo; asking for one that is gone fails the whole
 * call (HTTP 500, ValueError). Then what was discovered is forgotten and the reading is done once more.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { Session } from './session.ts';

/** For readings only: it repeats what it is given. */
export async function rediscovering<T>(session: Session, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // `bug` is how errors.ts tells a Python ValueError or KeyError
    if (!(error instanceof PasserelleError) || error.code !== 'CONNECTOR_REFUSED' || error.kind !== 'bug') throw error;
    session.forget();
    return read();
  }
}
