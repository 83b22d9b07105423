/**
 * Rules of the payment means BG-16, each as the file writes it: an invoice holds one means of payment, a file may hold
 * several, and the artefacts ask each of them.
 */
import { isCode } from '../../codes/code-list.ts';
import type { Payment } from '../../model/invoice.ts';
import type { SyntaxElement, SyntaxFacts } from '../../model/syntax-facts.ts';
import { isFilled, rule, type Rule } from '../rule.ts';
import { once, type Subject } from '../subject.ts';

/** UNTDID 4461: credit transfer and SEPA credit transfer need an account. */
const TRANSFERS: ReadonlySet<string> = new Set(['30', '58']);

interface Means {
  readonly code: string | undefined;
  /** Each account BG-17 with its number, as far as it says one. */
  readonly accounts: readonly (string | undefined)[];
}

function child(element: SyntaxElement | undefined, name: string): SyntaxElement | undefined {
  return element?.children.find((one) => one.name === name);
}

function inUbl(element: SyntaxElement): Means {
  const accounts = element.children.filter(({ name }) => name === 'cac:PayeeFinancialAccount');
  return { code: child(element, 'cbc:PaymentMeansCode')?.text, accounts: accounts.map((one) => child(one, 'cbc:ID')?.text) };
}

function inCii(element: SyntaxElement): Means {
  const accounts = element.children.filter(({ name }) => name === 'ram:PayeePartyCreditorFinancialAccount');
  const numberOf = (one: SyntaxElement): string | undefined => {
    const numbers = [child(one, 'ram:IBANID')?.text, child(one, 'ram:ProprietaryID')?.text];
    return numbers.find(isFilled) ?? numbers.find((number) => number !== undefined);
  };
  return { code: child(element, 'ram:TypeCode')?.text, accounts: accounts.map(numberOf) };
}

function inFile({ syntax, tree }: SyntaxFacts): readonly Means[] {
  if (syntax === 'ubl') return (tree?.children ?? []).filter(({ name }) => name === 'cac:PaymentMeans').map(inUbl);
  const settlement = child(child(tree, 'rsm:SupplyChainTradeTransaction'), 'ram:ApplicableHeaderTradeSettlement');
  return (settlement?.children ?? []).filter(({ name }) => name === 'ram:SpecifiedTradeSettlementPaymentMeans').map(inCii);
}

/** What never was a file has the one means of payment that the invoice holds, if it says anything of it. */
function ofInvoice({ means, transfers, card, debit, meansText, reference }: Payment): readonly Means[] {
  const said = [means, transfers, card, debit, meansText, reference].some((value) => value !== undefined);
  return said ? [{ code: means, accounts: (transfers ?? []).map(({ account }) => account) }] : [];
}

function meansOf(subject: Subject): readonly Means[] {
  return once(subject, madeMeans);
}

function madeMeans({ invoice, facts }: Subject): readonly Means[] {
  if (facts?.tree !== undefined) return inFile(facts);
  return invoice.payment === undefined ? [] : ofInvoice(invoice.payment);
}

export const PAYMENT_MEANS_RULES: readonly Rule[] = [
  rule({
    id: 'BR-49',
    terms: ['BT-81'],
    document: (subject, fault) => {
      for (const { code } of meansOf(subject)) if (code === undefined) fault('payment.means');
    },
  }),
  rule({
    id: 'BR-50',
    terms: ['BT-81', 'BT-84'],
    document: (subject, fault) => {
      for (const { code, accounts } of meansOf(subject)) {
        if (code === undefined || !TRANSFERS.has(code)) continue;
        accounts.forEach((account, index) => {
          if (!isFilled(account)) fault(`payment.transfers[${index}].account`, { means: code });
        });
      }
    },
  }),
  rule({
    id: 'BR-61',
    terms: ['BT-81', 'BT-84'],
    document: (subject, fault) => {
      for (const { code, accounts } of meansOf(subject)) {
        const means = code?.trim() ?? '';
        if (!TRANSFERS.has(means)) continue;
        // the CII artefact looks at the accounts that are there, and asks for none
        const lacks = subject.facts?.syntax === 'cii' ? accounts.includes(undefined) : !accounts.some((account) => account !== undefined);
        if (lacks) fault('payment.transfers', { means });
      }
    },
  }),
];

export const PAYMENT_CODE_RULE: Rule = rule({
  id: 'BR-CL-16',
  terms: ['BT-81'],
  document: (subject, fault) => {
    for (const { code } of meansOf(subject))
      if (code !== undefined && !isCode('untdid-4461', code.trim())) fault('payment.means', { code, list: 'untdid-4461' });
  },
});
