/** The one document that an argument means. */
import { PasserelleError } from '../base/error.ts';
import type { Document } from '../model/document.ts';
import type { OnlineOperations } from './context.ts';

/** @throws PasserelleError CLI_UNKNOWN_DOCUMENT when none or several are meant */
export async function oneDocument(text: string, operations: Pick<OnlineOperations, 'find'>): Promise<Document> {
  const found = await operations.find(text);
  const [only] = found;
  if (only === undefined) throw new PasserelleError('CLI_UNKNOWN_DOCUMENT', `there is no document ${text}`);
  if (found.length === 1) return only;
  const list = found
    .slice(0, 5)
    .map(({ id, key }) => `${id} (${key})`)
    .join(', ');
  throw new PasserelleError('CLI_UNKNOWN_DOCUMENT', `${text} means ${found.length} documents: ${list}`);
}
