/** The frame of every answer: where it goes, the token of the session, and the state of the document it was given to. */
import type { Document } from '../model/document.ts';
import type { ReceptionEnrichment } from '../model/reception.ts';
import type { Resolution } from '../ports/operator.ts';
import { html, type Html } from './html.ts';
import type { Offers } from './resolution-offers.ts';
import type { Visit } from './visit.ts';

export interface ResolutionContext {
  readonly visit: Visit;
  readonly document: Document;
  readonly enrichment: ReceptionEnrichment | null;
  readonly offers: Offers;
  readonly related: readonly Document[];
}

export function resolutionForm({ visit, document }: ResolutionContext, kind: Resolution['kind'], inside: Html): Html {
  return html`<form method="post" action="/documents/${encodeURIComponent(document.id)}/resolve">
    <input type="hidden" name="token" value="${visit.token}" /><input type="hidden" name="head" value="${document.head}" />
    <input type="hidden" name="kind" value="${kind}" />${inside}
  </form>`;
}
