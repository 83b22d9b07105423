/**
 * The invoice: EN 16931-1 semantics, every term optional because a received file may lack any of them; the rules say
 * what is missing. Texts and dates are kept as written; amounts keep their fraction digits (decimal.ts). Terms of
 * EXTENDED-CTC-FR stand in their places and are marked so. model/terms.ts ties each member to its BT or BG.
 */
import type { Decimal } from './decimal.ts';
import type { Line } from './line.ts';
import type { Address, Identifier, Party } from './party.ts';
import type { AllowanceCharge, VatBreakdown } from './tax.ts';
import type { Totals } from './totals.ts';

/** BG-1: BT-21 (UNTDID 4451) and BT-22. */
export interface Note {
  readonly subject?: string;
  readonly text?: string;
}

/** BG-3: BT-25, BT-26; the type is EXTENDED-CTC-FR. */
export interface PrecedingInvoice {
  readonly number?: string;
  readonly issueDate?: string;
  readonly typeCode?: string;
  /** EXT-FR-FE-139: the line of that invoice; only where an invoice line refers to it. */
  readonly line?: string;
}

/** BG-14, BG-26: YYYY-MM-DD. */
export interface Period {
  readonly start?: string;
  readonly end?: string;
}

/** BG-13 with BG-15. */
export interface Delivery {
  readonly name?: string;
  readonly location?: Identifier;
  readonly date?: string;
  readonly address?: Address;
}

/** BG-17: BT-84 (IBAN or other), BT-85, BT-86. */
export interface CreditTransfer {
  readonly account?: string;
  readonly name?: string;
  readonly bic?: string;
}

/** BG-16 with BG-17, BG-18, BG-19, and BT-20 which EN 16931 keeps at the document. */
export interface Payment {
  /** BT-81, UNTDID 4461. */
  readonly means?: string;
  /** BT-82. */
  readonly meansText?: string;
  /** BT-83. */
  readonly reference?: string;
  /** BT-20. */
  readonly terms?: string;
  readonly transfers?: readonly CreditTransfer[];
  /** BT-87 and BT-88. */
  readonly card?: { readonly number?: string; readonly holder?: string };
  /** BT-89, BT-90, BT-91. */
  readonly debit?: { readonly mandate?: string; readonly creditor?: string; readonly account?: string };
}

/** BT-167 and EXT-FR-FE-192 of EXTENDED-CTC-FR: from BT-5 to BT-6. */
export interface ExchangeRate {
  readonly rate?: Decimal;
  /** YYYY-MM-DD. */
  readonly date?: string;
}

/** BG-24. */
export interface Attachment {
  /** BT-122. */
  readonly id?: string;
  /** BT-123. */
  readonly description?: string;
  /** BT-124. */
  readonly url?: string;
  /** BT-125 as base64 text, with its mime code and file name. */
  readonly content?: string;
  readonly mime?: string;
  readonly fileName?: string;
}

export interface Invoice {
  /** BT-24. */
  readonly specification?: string;
  /** BT-23. */
  readonly businessProcess?: string;
  /** BT-1. */
  readonly number?: string;
  /** BT-2, YYYY-MM-DD. */
  readonly issueDate?: string;
  /** BT-3, UNTDID 1001. */
  readonly typeCode?: string;
  /** BT-5, ISO 4217. */
  readonly currency?: string;
  /** BT-6, ISO 4217. */
  readonly vatCurrency?: string;
  readonly exchange?: ExchangeRate;
  /** BT-7, YYYY-MM-DD. */
  readonly vatPointDate?: string;
  /** BT-8 as UNTDID 2005: 3 invoice date, 35 delivery, 432 payment; CII writes 5, 29, 72. */
  readonly vatPointCode?: string;
  /** BT-9, YYYY-MM-DD. */
  readonly dueDate?: string;
  /** BT-10. */
  readonly buyerReference?: string;
  /** BT-11. */
  readonly projectReference?: string;
  /** BT-12. */
  readonly contractReference?: string;
  /** EXT-FR-FE-199, YYYY-MM-DD. */
  readonly contractDate?: string;
  /** BT-13. */
  readonly orderReference?: string;
  /** EXT-FR-FE-197, YYYY-MM-DD. */
  readonly orderDate?: string;
  /** BT-14. */
  readonly salesOrderReference?: string;
  /** BT-15. */
  readonly receiptReference?: string;
  /** BT-16. */
  readonly despatchReference?: string;
  /** EXT-FR-FE-198, YYYY-MM-DD. */
  readonly despatchDate?: string;
  /** BT-17. */
  readonly tenderReference?: string;
  /** BT-18; the scheme is UNTDID 1153. */
  readonly objects?: readonly Identifier[];
  /** BT-19. */
  readonly buyerAccountingReference?: string;
  /** BG-1. */
  readonly notes?: readonly Note[];
  /** BG-3. */
  readonly precedingInvoices?: readonly PrecedingInvoice[];
  /** BG-4. */
  readonly seller?: Party;
  /** BG-7. */
  readonly buyer?: Party;
  /** BG-10. */
  readonly payee?: Party;
  /** BG-11. */
  readonly taxRepresentative?: Party;
  /** EXTENDED-CTC-FR EXT-FR-FE-BG-01. */
  readonly buyerAgent?: Party;
  /** EXTENDED-CTC-FR EXT-FR-FE-BG-02. */
  readonly payer?: Party;
  /** EXTENDED-CTC-FR EXT-FR-FE-BG-03. */
  readonly sellerAgent?: Party;
  /** EXTENDED-CTC-FR EXT-FR-FE-BG-04. */
  readonly invoicee?: Party;
  /** EXTENDED-CTC-FR EXT-FR-FE-BG-05. */
  readonly invoicer?: Party;
  /** BG-13. */
  readonly delivery?: Delivery;
  /** BG-14. */
  readonly period?: Period;
  readonly payment?: Payment;
  /** BG-20. */
  readonly allowances?: readonly AllowanceCharge[];
  /** BG-21. */
  readonly charges?: readonly AllowanceCharge[];
  /** BG-22. */
  readonly totals?: Totals;
  /** BG-23. */
  readonly vat?: readonly VatBreakdown[];
  /** BG-24. */
  readonly attachments?: readonly Attachment[];
  /** BG-25. */
  readonly lines?: readonly Line[];
}

declare const ready: unique symbol;
/** What normalize → calculate → check returned without a fatal finding; only rules/check.ts makes one. */
export type ReadyInvoice = Invoice & { readonly [ready]: true };

/** The syntaxes of an invoice message on the wire. */
export const SYNTAXES = ['ubl', 'cii'] as const;
export type Syntax = (typeof SYNTAXES)[number];
