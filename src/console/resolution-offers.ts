/**
 * What a person may answer to a supplier invoice that waits: only what applies to its present hold. The form shows
 * these and the server takes nothing else. Pure; whether the answer still fits is decided again when it is acted on.
 */
import { canonicalJson } from '../base/json.ts';
import { sha256 } from '../base/hash.ts';
import type { Document } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { movesOffered } from '../model/lifecycle-moves.ts';
import type { Lifecycle } from '../model/lifecycle.ts';
import type { PartyProposal, ReceptionEnrichment, Resolved } from '../model/reception.ts';
import { isSelfBilled } from '../rules/fr/types.ts';
import { resolutionStep } from '../pipeline/resolve-by-hand.ts';

export interface BindOffer {
  /** Short digest of the question, so that a form can name it. */
  readonly key: string;
  readonly question: Resolved;
  /** The hold ends only with an answer; else the ERP takes its own default. */
  readonly needed: boolean;
}

export interface Offers {
  readonly parties: readonly PartyProposal[];
  /** Another party of the ERP may be named by its id. */
  readonly otherParty: boolean;
  readonly createParty: boolean;
  readonly accept: readonly Fault[];
  readonly bind: readonly BindOffer[];
  /** MDT-113 of a 210; empty: nothing to refuse, because the invoice could not be read. */
  readonly refuse: readonly string[];
  readonly suggested: string | undefined;
}

const SUPPLIER = ['PASS-IN-SUPPLIER-UNKNOWN', 'PASS-IN-SUPPLIER-AMBIGUOUS'];
/** Findings that a second person may accept as they are. */
export const ACCEPTABLE: readonly string[] = ['PASS-IN-IBAN-CHANGED', 'PASS-IN-DUPLICATE'];
const CENT = 'PASS-IN-NOT-TO-THE-CENT';
/** What a person can name; the supplier, the order and the currency are answered elsewhere. */
const BOUND = ['tax', 'account', 'unit'];
const PROPOSALS_MAX = 20;
const QUESTIONS_MAX = 20;
/** BT-23. */
const CO_CONTRACTOR = 'S6';

/** The reason that goes with a finding, where there is one in the list for 210. */
const SUGGESTED: Readonly<Record<string, string>> = {
  'PASS-IN-DUPLICATE': 'DOUBLON',
  'PASS-IN-AMOUNTS': 'CALCUL_ERR',
  'PASS-IN-BUYER-OTHER': 'DEST_ERR',
};

export interface OfferFacts {
  readonly document: Document;
  readonly findings: readonly Fault[];
  readonly lifecycle: Lifecycle;
  readonly invoice: Invoice | 'none' | 'broken';
  readonly enrichment: ReceptionEnrichment | null;
}

/** null: it waits for nobody. */
export function offersOf({ document, findings, lifecycle, invoice, enrichment }: OfferFacts): Offers | null {
  if (document.halt !== 'held' || resolutionStep(document, { kind: 'ignore' }, '') === null) return null;
  const fatal = findings.filter(isFatal);
  const has = (...rules: readonly string[]): boolean => fatal.some(({ rule }) => rules.includes(rule));
  const supplier = has(...SUPPLIER);
  const refuse = refusalReasons(document, lifecycle, invoice);
  const suggested = fatal.map(({ rule }) => SUGGESTED[rule]).find((code) => code !== undefined && refuse.includes(code));
  return {
    parties: supplier ? (enrichment?.supplier.proposals ?? []).slice(0, PROPOSALS_MAX) : [],
    otherParty: supplier,
    createParty: has('PASS-IN-SUPPLIER-UNKNOWN'),
    accept: ACCEPTABLE.flatMap((rule) => fatal.find((fault) => fault.rule === rule) ?? []),
    bind: bindOffers(enrichment?.resolved ?? [], has(CENT)),
    refuse,
    suggested,
  };
}

/** A 210 names the invoice by its number; who may say it, and with which reasons, is the table's. */
function refusalReasons({ number }: Document, lifecycle: Lifecycle, invoice: OfferFacts['invoice']): readonly string[] {
  if (number === null || number.trim() === '' || typeof invoice === 'string') return [];
  const facts = { selfBilled: isSelfBilled(invoice.typeCode), coContractor: invoice.businessProcess === CO_CONTRACTOR };
  return movesOffered('buyer', lifecycle, facts).find(({ code }) => code === '210')?.reasons ?? [];
}

/** Nobody knows the answer; or the tax that was taken does not give the supplier's amounts. */
function bindOffers(resolved: readonly Resolved[], doubted: boolean): readonly BindOffer[] {
  return resolved
    .filter(({ what, answer }) => BOUND.includes(what) && (answer === null || (doubted && what === 'tax')))
    .slice(0, QUESTIONS_MAX)
    .map((question) => ({ key: keyOf(question), question, needed: question.what === 'tax' }));
}

function keyOf({ what, by }: Resolved): string {
  return sha256(canonicalJson({ what, by })).slice(0, 16);
}
