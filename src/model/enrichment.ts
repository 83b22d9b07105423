/** What a decision needs from outside the ERP record: fetched by pipeline/enrich, stored, passed in; so replay is exact. */
import type { Instant } from '../base/calendar-date.ts';

export interface Enrichment {
  readonly at: Instant;
  /** BT-49 without scheme 0225, and how it was found. */
  readonly buyerAddress?: {
    readonly value: string;
    readonly source: 'directory' | 'erp' | 'earlier-delivery' | 'siren';
    /** Rule id of a warning to attach: PASS-ADDRESS-NONE, PASS-ADDRESS-UNDETERMINED. */
    readonly warning?: string;
    /** The candidates when none could be chosen: the document is held with PASS-ADDRESS-AMBIGUOUS. */
    readonly candidates?: readonly string[];
  };
  readonly publicBuyer?: { readonly needsEngagement: boolean; readonly needsService: boolean };
}
