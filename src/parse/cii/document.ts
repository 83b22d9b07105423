/** CII D16B and D22B → Invoice. */
import type { Invoice } from '../../model/invoice.ts';
import type { XmlElement } from '../../xml/element.ts';
import { unreadElement, type Build, type Session } from '../session.ts';

export function parseCii(root: XmlElement, session: Session): Build<Invoice> {
  unreadElement(session, root);
  return {};
}
