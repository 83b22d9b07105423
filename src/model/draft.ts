/** What a mapping makes of an ERP record: an invoice to be completed, what the ERP states of it, and hints of its scope. */
import type { Invoice } from './invoice.ts';
import type { StatedTotals } from './totals.ts';

/** Facts of the ERP about the operation, read by normalize/scope.ts. */
export interface ScopeHints {
  /** The buyer is a business as far as the ERP knows (it has a VAT number, a legal id, or is flagged a company). */
  readonly buyerIsCompany?: boolean;
  /** The buyer is a public entity (from the ERP, or from the directory's b2gAdditionalData). */
  readonly buyerIsPublic?: boolean;
  /** 'goods', 'services' or 'mixed': the nature of the operation, for BT-23. */
  readonly operation?: string;
  /** The ERP or another module already sends this document (account_peppol, l10n_fr_pdp): why. */
  readonly sentElsewhere?: string;
  /** The document is a final invoice after prepayment (BT-23 B4, S4, M4). */
  readonly afterPrepayment?: boolean;
  /** Prices were entered with tax: the ERP rounds totals from them, not from the lines without tax. */
  readonly pricesIncludeTax?: boolean;
  /** Name of the ERP's fiscal position or the like, for the story only. */
  readonly fiscalPosition?: string;
}

export interface Draft {
  readonly invoice: Invoice;
  readonly stated?: StatedTotals;
  readonly scope?: ScopeHints;
}
