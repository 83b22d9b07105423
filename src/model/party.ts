/** Parties of an invoice: seller BG-4, buyer BG-7, payee BG-10, tax representative BG-11 and the French extensions. */

/** An identifier with its scheme (ISO 6523 ICD, EAS or UNTDID 1153 by place); '' is an empty attribute, undefined an absent one. */
export interface Identifier {
  readonly value: string;
  readonly scheme?: string;
}

/** BG-5, BG-8, BG-12, BG-15. */
export interface Address {
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly city?: string;
  readonly postCode?: string;
  readonly subdivision?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** BG-6, BG-9. */
export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface Party {
  /** BT-27, BT-44, BT-59, BT-62. */
  readonly name?: string;
  /** BT-28, BT-45. */
  readonly tradingName?: string;
  /** BT-29, BT-46, BT-60. */
  readonly ids?: readonly Identifier[];
  /** BT-30, BT-47, BT-61: the legal registration, in France the SIREN with scheme 0002. */
  readonly legalId?: Identifier;
  /** BT-31, BT-48, BT-63. */
  readonly vatId?: string;
  /** BT-32. */
  readonly taxId?: string;
  /** BT-33. */
  readonly legalForm?: string;
  /** BT-34, BT-49 and EXT-FR-FE-28: the electronic address. */
  readonly endpoint?: Identifier;
  readonly address?: Address;
  readonly contact?: Contact;
  /** EXTENDED-CTC-FR only: role code (EXT-FR-FE-26 and the like). */
  readonly role?: string;
}
