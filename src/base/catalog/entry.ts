/** One entry of the error catalogue. `kind` says what the daemon does, `hint` what a person does. */
export interface CatalogEntry {
  readonly kind: 'transient' | 'uncertain' | 'remote' | 'data' | 'config' | 'bug';
  readonly hint: string;
}
