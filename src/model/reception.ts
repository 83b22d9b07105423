/** What the road in learns from outside before it books a supplier's invoice: stored, so that the decision can be replayed. */

export interface PartyProposal {
  /** Id in the ERP. */
  readonly id: string;
  readonly name: string;
  /** siret, siren, vat, endpoint, binding prove; iban and name only propose. */
  readonly by: string;
}

export interface SupplierFound {
  readonly state: 'bound' | 'found' | 'created' | 'unknown' | 'ambiguous';
  /** Id in the ERP when the state names one. */
  readonly party?: string;
  /** What the ERP calls it. */
  readonly name?: string;
  readonly by?: string;
  /** For a person to choose from: never taken by itself. */
  readonly proposals: readonly PartyProposal[];
}

/** An answer to a `resolve` question of the mapping, and where it came from. */
export interface Resolved {
  readonly what: string;
  readonly by: Readonly<Record<string, string>>;
  /** null: nobody knows; the proposals are for a person. */
  readonly answer: string | null;
  /** What the ERP calls the answer. */
  readonly name?: string;
  readonly how: 'binding' | 'history' | 'list' | 'default' | 'none';
  readonly proposals?: readonly { readonly id: string; readonly name: string }[];
}

/** Another document or bill that looks like the same invoice. */
export interface Duplicate {
  readonly kind: 'number' | 'file';
  /** Ours. */
  readonly document?: string;
  /** A bill in the ERP that did not come through us. */
  readonly bill?: string;
}

export interface ReceptionEnrichment {
  readonly supplier: SupplierFound;
  /** Bank accounts that the ERP knows of the supplier, without spaces. */
  readonly accounts: readonly string[];
  /** BT-13 and the purchase order it names in the ERP, when there is one. */
  readonly order?: { readonly number: string; readonly id: string | null };
  readonly duplicates: readonly Duplicate[];
  readonly currencyKnown: boolean;
  readonly resolved: readonly Resolved[];
}
