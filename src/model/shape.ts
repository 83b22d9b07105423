/**
 * The members of an invoice and of a status message at run time, in a fixed order: for writing them as JSON and reading
 * them back. The invoice's are made from the terms, so that a new term needs no second place.
 */
import { TERMS, type Term } from './terms.ts';

export type Shape = 'text' | 'decimal' | 'flag' | 'whole' | { readonly list: Shape } | { readonly members: Members };
export type Members = ReadonlyMap<string, Shape>;

const DECIMALS: ReadonlySet<Term['kind']> = new Set(['amount', 'quantity', 'price', 'percent']);

interface Node {
  list: boolean;
  kind: Term['kind'] | null;
  readonly members: Map<string, Node>;
}

/** Members of the invoice that are no terms of the norm: what a file says instead of one. */
const BESIDE_TERMS = ['vat[]', 'allowances[].vat', 'charges[].vat', 'lines[].vat'].map((path) => ({
  path: `${path}.otherTax`,
  kind: 'text' as const,
}));

function shapeOfTerms(terms: readonly Pick<Term, 'path' | 'kind'>[]): Members {
  const root: Node = { list: false, kind: null, members: new Map() };
  for (const { path, kind } of terms) {
    let node = root;
    for (const step of path.split('.')) {
      const [name, list] = step.endsWith('[]') ? [step.slice(0, -2), true] : [step, false];
      let next = node.members.get(name);
      if (next === undefined) node.members.set(name, (next = { list, kind: null, members: new Map() }));
      node = next;
    }
    node.kind = kind;
  }
  return membersOf(root);
}

function membersOf({ members }: Node): Members {
  return new Map([...members].map(([name, node]) => [name, node.list ? { list: shapeOf(node) } : shapeOf(node)]));
}

/** An identifier with a scheme is an object of both; without one it is its text. */
function shapeOf(node: Node): Shape {
  if (node.members.size === 0) return node.kind !== null && DECIMALS.has(node.kind) ? 'decimal' : 'text';
  const value: readonly (readonly [string, Shape])[] = node.kind === 'identifier' ? [['value', 'text']] : [];
  return { members: new Map([...value, ...membersOf(node)]) };
}

export const INVOICE_SHAPE: Members = shapeOfTerms([...TERMS, ...BESIDE_TERMS]);

const members = (of: Readonly<Record<string, Shape>>): { readonly members: Members } => ({ members: new Map(Object.entries(of)) });
const IDENTIFIER = members({ value: 'text', scheme: 'text' });
const PARTY = members({ id: IDENTIFIER, name: 'text', role: 'text', endpoint: IDENTIFIER });
const CHARACTERISTIC = members({
  id: 'text',
  type: 'text',
  changed: 'flag',
  name: 'text',
  location: 'text',
  amount: 'decimal',
  currency: 'text',
  percent: 'decimal',
  date: 'text',
  value: 'text',
});
const REASON = members({
  code: 'text',
  text: 'text',
  statusCode: 'text',
  statusLabel: 'text',
  action: 'text',
  actionText: 'text',
  sequence: 'whole',
  note: 'text',
  characteristics: { list: CHARACTERISTIC },
});
const ABOUT = members({
  number: 'text',
  typeCode: 'text',
  issueDate: 'text',
  seller: IDENTIFIER,
  sellerRole: 'text',
  recipients: { list: PARTY },
  receivedAt: 'text',
  referenceType: 'text',
});

/** Status messages have no table of terms: these are the members of model/lifecycle.ts. */
export const STATUS_SHAPE: Members = members({
  id: 'text',
  name: 'text',
  process: 'text',
  guideline: 'text',
  issuedAt: 'text',
  sender: PARTY,
  issuer: PARTY,
  recipients: { list: PARTY },
  multiple: 'flag',
  typeCode: 'text',
  statusAt: 'text',
  invoice: ABOUT,
  statusCode: 'text',
  code: 'text',
  label: 'text',
  reasons: { list: REASON },
}).members;
