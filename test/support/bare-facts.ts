/** Facts of a file that says nothing but its terms, for rules that ask which syntax it is in. */
import type { Syntax } from '../../src/model/invoice.ts';
import type { SyntaxFacts } from '../../src/model/syntax-facts.ts';

export function bareFacts(syntax: Syntax): SyntaxFacts {
  const root = syntax === 'ubl' ? 'ubl:Invoice' : 'rsm:CrossIndustryInvoice';
  return {
    syntax,
    root,
    currencies: [],
    vatTotals: [],
    repeated: [],
    empty: [],
    taxSchemes: [],
    dates: [],
    numbers: [],
    unread: [],
    indicators: [],
  };
}
