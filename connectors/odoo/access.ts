/** What the run-time user may do, asked before it is tried: the words of a refusal come in the user's language. */
import type { OdooCall } from './client.ts';
import type { Session } from './session.ts';

export async function mayDo(session: Session, model: string, operation: 'read' | 'write' | 'create'): Promise<boolean> {
  const { major } = await session.version();
  // has_access since 18; check_access_rights before
  const call: OdooCall =
    major >= 18
      ? { model, method: 'has_access', ids: [], args: { operation } }
      : { model, method: 'check_access_rights', args: { operation, raise_exception: false } };
  return (await (await session.client()).call(call)) === true;
}
